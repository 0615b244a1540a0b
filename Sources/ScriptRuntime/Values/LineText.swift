import Basics

extension Value {
  /// The value on one line: the first of what it displays, cut at a length.
  var line: String {
    switch self {
    case .family(let family):
      let indices = family.members.keys.map { "[\($0)]" }.joined(separator: ", ")
      return Self.cut("\(family.memberType.plural) \(indices)")
    case .log(let log):
      let losses = log.epochs.last.map { ", training \(measureText($0.trainingMean, decimals: 5))" } ?? ""
      return countText(log.epochs.count, "epoch") + losses
    default: return Self.cut(displayText?.split(separator: "\n").first.map(String.init) ?? "")
    }
  }

  private static func cut(_ text: String) -> String { text.count > 90 ? text.prefix(89) + "…" : text }
}
