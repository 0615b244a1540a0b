import Basics
import ScriptLanguage

/// What the line that opens a cell says of it in a percent file.
///
/// Of what ``CellHeaderLine`` reads, some keys have a meaning of their own: `attachments`, as an `.ipynb` file holds
/// them; `trailing` and `newlines` (see ``PercentBody``); and `metadata`, an object of entries whose own keys would be
/// misunderstood.
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
    guard let line = CellHeaderLine(line) else { return nil }
    (title, kind, tags) = (line.title, line.kind, line.tags)
    for entry in line.entries { read(entry) }
  }

  /// Takes one `key=value`, by what the key means.
  private mutating func read(_ entry: CellHeaderWords.Entry) {
    switch (entry.key, entry.json) {
    case ("attachments", .object(let bundles)) where kind != .code && bundles.values.allSatisfy({ $0.object != nil }):
      attachments = bundles.compactMapValues(MIMEBundle.init)
    case ("trailing", .text(let text)) where PercentLines.isBlank(text):
      notes.trailing = text
    case ("newlines", let value?) where Self.newlines(value) != nil:
      notes.newlines = Self.newlines(value) ?? []
    case ("metadata", .object(let members)):
      for (key, value) in members.sorted(by: { $0.key < $1.key }) { keep(key, value.json()) }
    default:
      keep(entry.key, entry.value)
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
