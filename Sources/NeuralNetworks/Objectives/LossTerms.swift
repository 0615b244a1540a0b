/// What the terms of a loss were, step by step, for whoever logs them.
///
/// A loss of one term alone has no others to tell. Where the bottleneck has a term, the parts of the objective are told
/// together as the reconstruction, unless there are several.
public final class LossTerms {
  /// The terms' names, in the order in which they are logged; empty where the loss itself is the only one.
  public let names: [String]
  /// What each term of the last batch was, without its weight.
  public private(set) var values: [Double]
  private let parts: Int

  /// The terms of an objective, and of a bottleneck that has one.
  public init(_ objective: Objective, _ bottleneck: any Bottleneck) {
    parts = objective.parts.count
    let own = bottleneck.lossName.map { [$0] } ?? []
    let several = parts > 1 ? objective.parts.map(\.name) : own.isEmpty ? [] : ["reconstruction"]
    names = several + own
    values = [Double](repeating: .nan, count: names.count)
  }

  /// What is made small: the objective as a script writes it, and the bottleneck's term beside it, as in `mse + kl`.
  public static func sum(_ objective: Objective, _ bottleneck: any Bottleneck) -> String {
    ([objective.name] + (bottleneck.lossName.map { [$0] } ?? [])).joined(separator: " + ")
  }

  /// The names that terms can have, whatever the objective and the bottleneck.
  public static var allNames: [String] {
    LossTable.table.names + ["reconstruction"]
      + BottleneckTable.table.rows.compactMap { try? $0.make().lossName }
  }

  /// Takes what another process noted, of as many terms.
  package func take(_ values: [Double]) {
    precondition(values.count == names.count, "Every term has a value.")
    self.values = values
  }

  /// Takes in what a batch measured.
  func note(_ losses: UnsafeBufferPointer<Double>, reconstruction: Double, code: Double?) {
    guard !names.isEmpty else { return }
    if parts > 1 {
      for part in 0..<parts { values[part] = losses[part] }
    } else {
      values[0] = reconstruction
    }
    if let code { values[names.count - 1] = code }
  }
}
