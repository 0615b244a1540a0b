import Analysis
import Basics

extension Value {
  /// The value on one line: the first of what it displays, cut at a length.
  var line: String {
    switch self {
    case .family(let family):
      let indices = family.members.keys.map { "[\($0)]" }.joined(separator: ", ")
      return Self.cut("\(family.memberType.plural) \(indices)")
    case .table(let table): return Self.cut(table.line)
    case .log(let log):
      let losses = log.epochs.last.map { ", training \(measureText($0.trainingMean, decimals: 5))" } ?? ""
      return countText(log.epochs.count, "epoch") + losses
    case .measures(let measures):
      let means = measures.columns.map { "\($0.metric.name) \(significant(Summary.mean($0.values), digits: 4))" }
      return Self.cut(countText(measures.count, "image") + ", mean " + means.joined(separator: ", "))
    case .list:
      var text = ""
      begin(&text)
      return Self.cut(text.split(separator: "\n").first.map(String.init) ?? "")
    default: return Self.cut(displayText?.split(separator: "\n").first.map(String.init) ?? "")
    }
  }

  private static let longestLine = 90

  /// Appends the value as it stands inside a text, or its beginning where no more is seen.
  private func begin(_ text: inout String) {
    guard case .list(let values) = self else { return text += shownText }
    for (place, value) in values.enumerated() {
      if text.utf8.count > Self.longestLine, text.count > Self.longestLine { return }
      if place > 0 { text += "," }
      value.begin(&text)
    }
  }

  private static func cut(_ text: String) -> String {
    text.count > longestLine ? text.prefix(longestLine - 1) + "…" : text
  }
}
