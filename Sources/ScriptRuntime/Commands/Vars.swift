import Basics
import OrderedCollections

extension CommandRow {
  static let vars = CommandRow(
    name: "vars", summary: "lists the variables with their types and what they hold",
    example: """
      epochs = 10
      vars
      """,
    isAboutSession: true
  ) { _, session in
    guard !session.variables.isEmpty else {
      session.output.display("no variables yet")
      return .none
    }
    session.output.display(
      table(session.variables.map { name, value in [name, "\(value.type.rawValue)", VariableText.line(of: value)] }))
    return .none
  }
}

/// A value on one line.
enum VariableText {
  /// The first line of what a value displays, cut at a length.
  static func line(of value: Value) -> String {
    if case .family(let family) = value {
      let indices = family.members.keys.map { "[\($0)]" }.joined(separator: ", ")
      return cut("\(family.memberType.plural) \(indices)")
    }
    if case .log(let log) = value {
      let losses = log.epochs.last.map { ", training \(fixed($0.trainingMean, decimals: 5))" } ?? ""
      return countText(log.epochs.count, "epoch") + losses
    }
    return cut(value.displayText?.split(separator: "\n").first.map(String.init) ?? "")
  }

  private static func cut(_ text: String) -> String { text.count > 90 ? text.prefix(89) + "…" : text }
}
