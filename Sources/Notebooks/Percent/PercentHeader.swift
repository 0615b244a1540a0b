/// The line that opens a cell: `# %% Title [markdown] tags=["parameters"] key="value"`.
struct PercentHeader: Hashable {
  var title = ""
  var kind = Cell.Kind.code
  var tags: [String] = []
  var metadata: [Cell.Entry] = []

  init(of cell: Cell) {
    title = cell.title
    kind = cell.kind
    tags = cell.tags
    metadata = cell.metadata
  }

  /// Reads a line without its end; nil where it opens no cell.
  init?(_ line: String) {
    var rest = line[...]
    guard rest.first == "#" else { return nil }
    rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
    guard rest.hasPrefix("%%") else { return nil }
    rest = rest.dropFirst(2)
    guard rest.first?.isWhitespace ?? true else { return nil }
    var titled: [Substring] = []
    while true {
      rest = rest.drop(while: \.isWhitespace)
      guard !rest.isEmpty else { break }
      if let (entry, behind) = Self.entry(at: rest) {
        rest = behind
        if entry.key == "tags" { tags += Self.tags(in: entry.value) } else { metadata.append(entry) }
        continue
      }
      let word = rest.prefix { !$0.isWhitespace }
      rest = rest.dropFirst(word.count)
      if !read(mark: word) { titled.append(word) }
    }
    title = titled.joined(separator: " ")
  }

  /// Takes `[markdown]`, `[raw]` or `[tag]`.
  private mutating func read(mark word: Substring) -> Bool {
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

  /// `key="value"`, `key=["a", "b"]`, `key={…}` at the start of some text, and the text behind it.
  private static func entry(at text: Substring) -> (Cell.Entry, Substring)? {
    let key = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "." }
    let behindKey = text.dropFirst(key.count)
    guard !key.isEmpty, behindKey.first == "=" else { return nil }
    let value = behindKey.dropFirst()
    guard let first = value.first,
      "\"[{".contains(first) || value.hasPrefix("true") || value.hasPrefix("false")
        || first.isNumber || first == "-"
    else { return nil }
    var depth = 0
    var quoted = false
    var escaped = false
    var end = value.startIndex
    while end < value.endIndex {
      let character = value[end]
      if quoted {
        if escaped {
          escaped = false
        } else if character == "\\" {
          escaped = true
        } else if character == "\"" {
          quoted = false
        }
      } else if character == "\"" {
        quoted = true
      } else if character == "[" || character == "{" {
        depth += 1
      } else if character == "]" || character == "}" {
        depth -= 1
      } else if character.isWhitespace, depth <= 0 {
        break
      }
      value.formIndex(after: &end)
    }
    guard depth == 0, !quoted else { return nil }
    return (Cell.Entry(key: String(key), value: String(value[..<end])), value[end...])
  }

  /// The names in `"a,b"` or `["a", "b"]`.
  private static func tags(in value: String) -> [String] {
    value.split { "[],\" ".contains($0) }.map(String.init)
  }

  /// The line, without its end.
  var line: String {
    var words = ["# %%"]
    if !title.isEmpty { words.append(title) }
    if kind != .code { words.append("[\(kind.rawValue)]") }
    if !tags.isEmpty { words.append("tags=[\(tags.map { "\"\($0)\"" }.joined(separator: ", "))]") }
    words += metadata.map { "\($0.key)=\($0.value)" }
    return words.joined(separator: " ")
  }
}
