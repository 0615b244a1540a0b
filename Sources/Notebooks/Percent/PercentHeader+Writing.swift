import Basics
import ScriptLanguage

extension PercentHeader {
  /// Keys that a header understands in its own way.
  private static let reserved: Set = ["tags", "title", "attachments", "trailing", "newlines", "metadata"]

  /// The line, without its end.
  var line: String {
    var words = ["# %%"]
    let titleIsBare = Self.readsBack(title: title)
    if !title.isEmpty, titleIsBare { words.append(title) }
    if kind != .code { words.append("[\(kind.rawValue)]") }
    if !title.isEmpty, !titleIsBare { words.append("title=\(JSONValue.text(title).json())") }
    if !tags.isEmpty {
      words.append("tags=[\(tags.map { JSONValue.text($0).json() }.joined(separator: ", "))]")
    }
    words += metadata.filter(Self.readsBack).map { "\($0.key)=\($0.value)" }
    let others = metadata.filter { !Self.readsBack($0) }
    if !others.isEmpty {
      let members = Dictionary(others.map { ($0.key, $0.json) }) { _, last in last }
      words.append("metadata=\(JSONValue.object(members).json())")
    }
    if !notes.trailing.isEmpty { words.append("trailing=\(JSONValue.text(notes.trailing).json())") }
    if notes.newlines.count == 1 {
      words.append("newlines=\(JSONValue.text(notes.newlines[0]).json())")
    } else if !notes.newlines.isEmpty {
      words.append("newlines=\(JSONValue.list(notes.newlines.map { .text($0) }).json())")
    }
    if !attachments.isEmpty {
      words.append("attachments=\(JSONValue.object(attachments.mapValues(\.json)).json())")
    }
    return words.joined(separator: " ")
  }

  /// Whether a title can stand as bare words.
  private static func readsBack(title: String) -> Bool {
    // A mark that joins the space before it would hide the space, and with it the header.
    guard holdsOneLine(title), " \(title)".first == " " else { return false }
    // What begins like a value may end elsewhere once others stand behind it.
    guard CellHeaderLine("# %% \(title)")?.hasFailedEntries == false else { return false }
    var expected = PercentHeader()
    expected.title = title
    guard let read = PercentHeader("# %% \(title)"), read == expected else { return false }
    return read.title.utf8.elementsEqual(title.utf8)
  }

  /// Whether an entry can stand as `key=value`.
  private static func readsBack(_ entry: Cell.Entry) -> Bool {
    guard !reserved.contains(entry.key), holdsOneLine(entry.value) else { return false }
    var expected = PercentHeader()
    expected.metadata = [entry]
    return PercentHeader("# %% \(entry.key)=\(entry.value)") == expected
  }

  private static func holdsOneLine(_ text: String) -> Bool { !text.utf8.contains { $0 == 0x0A || $0 == 0x0D } }
}
