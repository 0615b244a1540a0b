import Basics
import Notebooks
import TestSupport

/// Notebooks as nobody would write them, and as somebody will.
struct RandomNotebooks {
  var generator: SplitMix

  init(seed: UInt64) { generator = SplitMix(state: seed) }

  private static let pieces = [
    "# %%", "#%%", "#\\ %%", "#\\\\%%", "%% x", " %%", "%%", "\\ %%", "# notebook: {\"a\":1}", "x = 1", "train",
    "# text",
    "#", " ", "\t", "\n", "\n", "\n\n", "\r\n", "\r", "\u{FEFF}", "👩‍🔬", "e\u{301}", "\u{301}", "\u{2028}", "\u{85}",
    "\u{B}", "\u{0}", "\u{1B}[31m", "\"", "'", "\\", "[markdown]", "[raw]", "[tag]", "key=", "key=1", "k=\"v\"", "=",
    "[",
    "]", "{", "}", ",", "tags=[\"a\"]", "title=\"t\"", "trailing=\"\\n\"", "ä", "null", "true", "-", "<b>",
  ]
  private static let keys = [
    "width", "a.b", "a-b", "two words", "", "tags", "title", "metadata", "attachments", "trailing", "newlines", "ä",
    "e\u{301}",
    "k=", "collapsed", "[x]", "\n",
  ]

  mutating func text(_ count: Int) -> String {
    (0..<Int.random(in: 0...count, using: &generator)).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }
      .joined()
  }

  mutating func tags() -> [String] {
    var tags: [String] = []
    for _ in 0..<Int.random(in: 0..<3, using: &generator) {
      let tag = text(3).split(separator: ",").joined()
      if !tag.isEmpty, !tags.contains(tag) { tags.append(tag) }
    }
    return tags
  }

  mutating func json(depth: Int = 2) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
    case 0: .null
    case 1: .boolean(Bool.random(using: &generator))
    case 2: .integer(Int.random(in: -1_000_000...1_000_000, using: &generator))
    case 3: .number(0.5 + Double(Int.random(in: -9...9, using: &generator)))
    case 4: .text(text(4))
    case 5: .list((0..<2).map { _ in json(depth: depth - 1) })
    default: object(depth: depth - 1)
    }
  }

  mutating func object(depth: Int = 2) -> JSONValue {
    var members: [String: JSONValue] = [:]
    for _ in 0..<Int.random(in: 0..<3, using: &generator) {
      members[Self.keys.randomElement(using: &generator) ?? ""] = json(depth: depth)
    }
    return .object(members)
  }

  mutating func bundle() -> MIMEBundle {
    var bundle = MIMEBundle()
    if Bool.random(using: &generator) { bundle["image/png"] = .bytes((0..<9).map { UInt8($0 * 20) }) }
    if Bool.random(using: &generator) { bundle["text/plain"] = .text(text(4)) }
    if Bool.random(using: &generator) { bundle["image/svg+xml"] = .text("<svg>" + text(4)) }
    if Bool.random(using: &generator) { bundle["application/json"] = .json(json()) }
    return bundle
  }

  mutating func outputs() -> [CellOutput] {
    (0..<Int.random(in: 0..<3, using: &generator)).map { _ in
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: .stream(name: "stdout", text: text(6))
      case 1: .display(bundle(), metadata: object().object ?? [:])
      case 2: .result(bundle(), count: Int.random(in: 0..<9, using: &generator))
      default: .error(name: "E", value: text(2), traceback: [text(3), text(3)])
      }
    }
  }

  mutating func notebook(withOutputs: Bool) -> Notebook {
    let kinds: [Cell.Kind] = [.code, .markdown, .raw]
    let cells = (0..<Int.random(in: 0..<4, using: &generator)).map { _ in
      var cell = Cell(
        kind: kinds.randomElement(using: &generator) ?? .code, title: text(4), tags: tags(), source: text(9))
      for (key, value) in (object().object ?? [:]).sorted(by: { $0.key < $1.key }) {
        // What stands in the metadata beside a title or tags of this name is one of them, or is none.
        if key == "title", !cell.title.isEmpty || value.text?.isEmpty == false { continue }
        if key == "tags", !cell.tags.isEmpty || value.list?.allSatisfy({ $0.text != nil }) == true { continue }
        cell.metadata.append(Cell.Entry(key: key, value: value.json()))
      }
      if cell.kind != .code, Bool.random(using: &generator) {
        cell.attachments = ["a.png": bundle(), text(2): bundle()]
      }
      if withOutputs, cell.kind == .code {
        cell.outputs = outputs()
        cell.executionCount = Bool.random(using: &generator) ? 3 : nil
      }
      return cell
    }
    return Notebook(cells: cells, metadata: Bool.random(using: &generator) ? object().object ?? [:] : [:])
  }
}
