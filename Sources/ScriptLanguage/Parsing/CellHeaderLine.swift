/// What a line says that opens a cell: `# %% Title [markdown] tags=["parameters"] key="value"`.
///
/// Bare words are the title, but for `[markdown]`, `[md]` and `[raw]`, which say what the cell holds, and other words
/// in brackets, which are tags. Values are JSON; `tags` may be bare, and `title` is one that could not be read back as
/// bare words. What other keys mean is for others to say.
package struct CellHeaderLine: Sendable {
  /// The title; empty for none.
  package private(set) var title = ""
  /// What the cell holds.
  package private(set) var kind = CellKind.code
  /// The tags; each once, none empty, none with a comma in it.
  package private(set) var tags: [String] = []
  /// Everything else of the form `key=value`, in order.
  package private(set) var entries: [CellHeaderWords.Entry] = []
  /// Whether a word began like an entry and was none.
  package let hasFailedEntries: Bool

  /// Reads a line without its end; nil where it opens no cell.
  package init?(_ line: String) {
    guard let behind = CellMark.behind(line) else { return nil }
    let words = CellHeaderWords(behind)
    hasFailedEntries = words.hasFailedEntries
    var marked: [String] = []
    let titled = words.bare.filter { !read(mark: $0, tags: &marked) }
    title = titled.joined(separator: " ")
    entries = words.entries.filter { !read($0, tags: &marked) }
    tags = Self.normal(tags: marked)
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

  /// Takes `tags=…` and `title=…`, where they are of the kind they should be.
  private mutating func read(_ entry: CellHeaderWords.Entry, tags: inout [String]) -> Bool {
    switch (entry.key, entry.json) {
    case ("tags", nil): tags += entry.value.split { "[],\" ".contains($0) }.map(String.init)
    case ("tags", .text(let names)): tags += names.split { ", ".contains($0) }.map(String.init)
    case ("tags", .list(let names)) where names.allSatisfy({ $0.text != nil }): tags += names.compactMap(\.text)
    case ("title", .text(let text)) where !text.isEmpty: title = text
    default: return false
    }
    return true
  }

  /// Tags as every format can hold them: parted at commas, each once, none empty.
  package static func normal(tags: some Sequence<String>) -> [String] {
    var seen: Set<String> = []
    return tags.flatMap { $0.split(separator: ",").map(String.init) }.filter { seen.insert($0).inserted }
  }
}

/// What a cell of a notebook holds.
public enum CellKind: String, Hashable, Sendable {
  /// Statements of a script.
  case code
  /// Markdown for the reader.
  case markdown
  /// Text that is passed on as it is.
  case raw
}
