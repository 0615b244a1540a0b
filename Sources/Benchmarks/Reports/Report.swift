#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Everything that a run measured; a part that it left out is nil.
public struct Report: Codable, Hashable, Sendable {
  /// The parts of a run, in order.
  public enum Part: String, CaseIterable, Sendable {
    case peak, layers, step, growth, sharing, figures, start
  }

  /// The program and its version.
  public var program: String
  /// The processor.
  public var processor: String
  /// Threads that computed.
  public var threads: Int
  /// Whether convolutions used the direct algorithm alone.
  public var exact: Bool
  /// The ceiling.
  public var peak: Peak?
  /// Layer by layer.
  public var layers: LayerReport?
  /// Whole steps.
  public var steps: [StepTimes]?
  /// Series of steps.
  public var growth: [Growth]?
  /// How evenly more threads would share a step.
  public var sharing: [SharingTimes]?
  /// Large figures.
  public var figures: [FigureTimes]?
  /// Starting the program.
  public var start: StartTimes?

  /// A report that is yet to be filled.
  public init(program: String, processor: String, threads: Int, exact: Bool) {
    self.program = program
    self.processor = processor
    self.threads = threads
    self.exact = exact
  }

  /// The report as JSON; times are in seconds.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
