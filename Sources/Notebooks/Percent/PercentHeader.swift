import Basics

/// The line that opens a cell: `# %% Title [markdown] tags=["parameters"] key="value"`.
///
/// Values are JSON. Some keys have a meaning of their own: `tags`; `title`, for a title that would not be read back as
/// bare words; `attachments`, as an `.ipynb` file holds them; `trailing` and `newlines` (see ``PercentBody``); and
/// `metadata`, an object of entries whose own keys would be misunderstood.
struct PercentHeader: Hashable {
  var title = ""
  var kind = Cell.Kind.code
  var tags: [String] = []
  var metadata: [Cell.Entry] = []
  var attachments: [String: MIMEBundle] = [:]
  var notes = PercentBody.Notes()

  init() {}

  init(of cell: Cell) {
    title = cell.title
    kind = cell.kind
    tags = cell.tags
    metadata = cell.metadata
    attachments = kind == .code ? [:] : cell.attachments
    notes = PercentBody(source: cell.source, kind: cell.kind).notes
  }

  /// Reads a line without its end; nil where it opens no cell.
  init?(_ line: String) {
    guard let behind = PercentMark.behind(line) else { return nil }
    let words = PercentHeaderWords(behind)
    var marked: [String] = []
    var titled: [String] = []
    for word in words.bare where !read(mark: word, tags: &marked) { titled.append(word) }
    title = titled.joined(separator: " ")
    var entries: [(key: String, text: String, json: JSONValue?)] = []
    for entry in words.entries { read(entry, tags: &marked, others: &entries) }
    tags = Cell.normal(tags: marked)
    for entry in entries { keep(entry.key, entry.text) }
  }

  /// Takes `[markdown]`, `[raw]` or `[tag]`.
  private mutating func read(mark word: String, tags: inout [String]) -> Bool {
    guard word.first == "[", word.last == "]", word.count > 2 else { return false }
    let name = word.dropFirst().dropLast()
    switch name {
    case "markdown", "md": kind = .markdown
    case "raw": kind = .raw
    case _ where name.allSatisfy(Self.isTagCharacter): tags.append(String(name))
    default: return false
    }
    return true
  }

  private static func isTagCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "-" || character == "_"
  }

  /// Takes one `key=value`, by what the key means.
  private mutating func read(
    _ entry: PercentHeaderWords.Entry, tags: inout [String],
    others: inout [(key: String, text: String, json: JSONValue?)]
  ) {
    switch (entry.key, entry.json) {
    case ("tags", nil):
      tags += entry.value.split { "[],\" ".contains($0) }.map(String.init)
    case ("tags", .text(let names)):
      tags += names.split { ", ".contains($0) }.map(String.init)
    case ("tags", .list(let names)) where names.allSatisfy({ $0.text != nil }):
      tags += names.compactMap(\.text)
    case ("title", .text(let text)) where !text.isEmpty:
      title = text
    case ("attachments", .object(let bundles)) where kind != .code && bundles.values.allSatisfy({ $0.object != nil }):
      attachments = bundles.compactMapValues(MIMEBundle.init)
    case ("trailing", .text(let text)) where PercentLines.isBlank(text):
      notes.trailing = text
    case ("newlines", let value?) where Self.newlines(value) != nil:
      notes.newlines = Self.newlines(value) ?? []
    case ("metadata", .object(let members)):
      for (key, value) in members.sorted(by: { $0.key < $1.key }) { others.append((key, value.json(), value)) }
    default:
      others.append((entry.key, entry.value, entry.json))
    }
  }

  /// Notes an entry; the last of a key counts, and what the header says in a better way counts more.
  private mutating func keep(_ key: String, _ value: String) {
    if key == "title", !title.isEmpty { return }
    if key == "tags", !tags.isEmpty { return }
    if let index = metadata.firstIndex(where: { $0.key == key }) {
      metadata[index].value = value
    } else {
      metadata.append(Cell.Entry(key: key, value: value))
    }
  }

  private static func newlines(_ value: JSONValue) -> [String]? {
    let ends = value.text.map { [$0] } ?? value.list?.compactMap(\.text) ?? []
    guard !ends.isEmpty, ends.count == value.list?.count ?? 1 else { return nil }
    return ends.allSatisfy { ["\n", "\r\n", "\r"].contains($0) } ? ends : nil
  }
}
