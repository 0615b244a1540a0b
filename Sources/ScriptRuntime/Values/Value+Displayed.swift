import Basics
import Figures

extension Value {
  /// The value as a session displays it, in all of its forms; nil for what there is nothing to say of, and throws where it is
  /// stopped.
  func displayed(unless stop: StopFlag) throws(Interrupted) -> DisplayedValue? {
    guard let text = try displayText(unless: stop) else { return nil }
    let thumbnails = try Thumbnails(self, unless: stop)
    if let thumbnails { return DisplayedValue(text, forms: thumbnails.forms(under: text), picture: thumbnails.picture) }
    return DisplayedValue(text, forms: try forms(unless: stop))
  }

  /// The forms beside the value's lines, by their MIME types; none for what is no table.
  private func forms(unless stop: StopFlag) throws(Interrupted) -> [String: String] {
    switch self {
    case .table(let table): return table.forms
    case .family(let family):
      if let table = EvaluationTable.table(of: family) { return table.forms }
      var (html, markdown): ([String], [String]) = ([], [])
      for (index, member) in family.members {
        try stop.check()
        guard let tables = member.tables else { return [:] }
        html.append("<p>[\("\(index)".inMarkup)]</p>\n" + tables.map(\.html).joined(separator: "\n"))
        markdown.append("[\(index)]".escapedInMarkdown + "\n\n" + tables.map(\.markdown).joined(separator: "\n"))
      }
      return ["text/html": html.joined(separator: "\n"), "text/markdown": markdown.joined(separator: "\n")]
    // How far in a layer stands says where it belongs, which Markdown does not keep.
    case .network: return tables?.first.map { ["text/html": $0.html] } ?? [:]
    default:
      guard let tables else { return [:] }
      return [
        "text/html": tables.map(\.html).joined(separator: "\n"),
        "text/markdown": tables.map(\.markdown).joined(separator: "\n"),
      ]
    }
  }

  /// The tables that the value's lines are; nil for a value that has none.
  private var tables: [ShownTable]? {
    switch self {
    case .network(let network): [NetworkText.table(of: network)]
    case .log(let log): log.epochs.isEmpty ? nil : [LogText.table(of: log)]
    case .evaluation(let evaluation): [EvaluationTable.table(of: [("", evaluation)])]
    case .measures(let measures): [measures.table]
    case .detection(let detection): detection.tables
    default: nil
    }
  }
}

/// What was evaluated, as a table.
enum EvaluationTable {
  /// A row for each member of a family of evaluations; nil for any other family.
  static func table(of family: Family) -> ShownTable? {
    let members = family.members.compactMap { index, value -> (String, Evaluation)? in
      if case .evaluation(let evaluation) = value { ("\(index)", evaluation) } else { nil }
    }
    guard !members.isEmpty, members.count == family.members.count else { return nil }
    return table(of: members)
  }

  /// A row for each evaluation, under the name of what was measured.
  static func table(of members: [(name: String, evaluation: Evaluation)]) -> ShownTable {
    let hasNames = members.contains { !$0.name.isEmpty }
    let rows = members.map { name, evaluation in
      (hasNames ? [name] : [])
        + [evaluation.lossName, significant(evaluation.loss, digits: 4), countText(evaluation.count)]
    }
    let heads = (hasNames ? [""] : []) + ["measure", "mean", "images"]
    return ShownTable(rows: [heads] + rows, right: [heads.count - 2, heads.count - 1], hasHeads: true)
  }
}
