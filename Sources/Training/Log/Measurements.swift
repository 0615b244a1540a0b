public import NeuralNetworks

/// What an epoch measured: names with their values, in the order in which they were measured.
///
/// Tables, files, charts, properties and progress lines go through them, and know no name; what a name is called in a
/// table is its ``label(_:)``.
public struct Measurements: Sendable, Hashable {
  /// The names, each once.
  public private(set) var names: [String] = []
  private var values: [Double] = []

  /// Nothing measured yet.
  public init() {}

  /// The value of a name; nil where it was not measured. A new name comes behind those that there are.
  public subscript(name: String) -> Double? {
    get { names.firstIndex(of: name).map { values[$0] } }
    set {
      guard let newValue else { return }
      if let place = names.firstIndex(of: name) {
        values[place] = newValue
      } else {
        names.append(name)
        values.append(newValue)
      }
    }
  }

  /// What stands over a column of a name's values: the name with spaces, shorter where the column before says the rest.
  public static func label(_ name: String) -> String {
    name.hasSuffix(lastBatch) ? "last batch" : String(name.map { $0 == "_" ? " " : $0 })
  }

  /// What a name ends in that tells of an epoch's last batch alone.
  static let lastBatch = "_last"
}

extension Measurements {
  /// The mean training loss, batch by batch.
  public static let training = "training"
  /// The mean validation loss, batch by batch.
  public static let validation = "validation"
  /// The learning rate of the epoch's last step.
  static let rate = "rate"
  /// The weight of the bottleneck's term at the epoch's last step.
  static let beta = "beta"

  /// The names that terms of a loss can have.
  public static var termNames: [String] { LossTerms.allNames }

  /// What the epochs of a training will hold beside losses, by name; metrics are of the validation images.
  public static func foreseen(
    _ objective: Objective, _ bottleneck: any Bottleneck, metrics: [String], validates: Bool, hasSchedule: Bool
  ) -> Set<String> {
    let splits = [training] + (validates ? [validation] : [])
    let terms = LossTerms(objective, bottleneck).names.flatMap { term in splits.map { "\($0)_\(term)" } }
    let others = (hasSchedule ? [rate] : []) + (bottleneck.lossName == nil ? [] : [beta])
    return Set(terms + (validates ? metrics : []) + others)
  }

  /// Notes the mean of an epoch's losses, and the last of them, which the article prints.
  mutating func note(_ split: String, _ losses: ArraySlice<Float>) {
    guard let last = losses.last else { return }
    self[split] = mean(losses)
    self[split + Self.lastBatch] = Double(last)
  }

  /// Notes the mean of a term of the loss.
  mutating func note(_ split: String, term: String, _ values: ArraySlice<Float>) {
    if !values.isEmpty { self["\(split)_\(term)"] = mean(values) }
  }

  /// Which images a loss is of.
  public enum Split: Sendable {
    /// Those that are trained on.
    case training
    /// Those that are set aside.
    case validation

    fileprivate var name: String { self == .training ? Measurements.training : Measurements.validation }
  }

  /// The mean of a term of the loss; nil where it was not measured.
  public func term(_ term: String, of split: Split) -> Double? { self["\(split.name)_\(term)"] }

  /// The names of the terms that were measured of a loss, in order; none of a loss that is no sum.
  public func termNames(of split: Split) -> [String] {
    let start = split.name + "_"
    return names.filter { $0.hasPrefix(start) && !$0.hasSuffix(Self.lastBatch) }.map {
      String($0.dropFirst(start.count))
    }
  }

  /// Whether a name is that of a whole loss, and of no term of it.
  public static func isLoss(_ name: String) -> Bool { name == training || name == validation }

  /// Whether a name tells what came of an epoch: not of its last batch alone, and not what it was trained with.
  public static func isOutcome(_ name: String) -> Bool { !name.hasSuffix(lastBatch) && name != rate && name != beta }

  /// The names of what was measured beside losses, their terms, the rate and the terms' weight.
  public var metricNames: [String] { names.filter(Self.isMetric) }

  /// Whether a name is none of a loss, its terms, the rate or the terms' weight.
  static func isMetric(_ name: String) -> Bool {
    ![rate, beta].contains(name) && ![training, validation].contains { name == $0 || name.hasPrefix($0 + "_") }
  }
}

/// The mean of some losses, summed in double precision.
func mean(_ losses: ArraySlice<Float>) -> Double {
  losses.reduce(0) { $0 + Double($1) } / Double(losses.count)
}
