internal import Basics

/// Neighbouring stages of a network that belong together.
public struct NetworkGroup: Hashable, Sendable {
  /// What makes them one.
  public enum Kind: Hashable, Sendable {
    /// They stand for so many times as many, one after the other.
    case repeated(Int)
    /// What they make is added to what goes in, which is led round them to the stage behind the last.
    case residual
  }

  /// The stages that are drawn, by their places among all.
  public var stages: ClosedRange<Int>
  /// What makes them one.
  public var kind: Kind

  /// A group of some stages, of which the first makes something of the stage before it.
  public init(_ stages: ClosedRange<Int>, kind: Kind) {
    precondition(stages.lowerBound > 0, "What goes into a network is in no group.")
    self.stages = stages
    self.kind = kind
  }

  /// The last stage that the group's drawing reaches.
  package var end: Int { kind == .residual ? stages.upperBound + 1 : stages.upperBound }

  /// How many times the stages stand in the network, as it is written under them; nil where they stand there once.
  var repetitionText: String? { if case .repeated(let times) = kind { "× \(countText(times))" } else { nil } }

  /// Whether a line that leads round the group leaves the axis, or comes back to it, before a stage.
  func turns(at place: Int) -> Bool { kind == .residual && (place == stages.lowerBound || place == end) }

  /// Whether all that `other` reaches is among this group's stages; two that repeat the same stages hold each other.
  func holds(_ other: NetworkGroup) -> Bool {
    stages.lowerBound <= other.stages.lowerBound && other.end <= stages.upperBound
  }
}
