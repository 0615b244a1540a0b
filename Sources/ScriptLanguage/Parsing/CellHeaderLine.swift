/// What a `# %%` line says: `# %% Title [markdown] tags=["parameters"]`.
struct CellHeaderLine: Equatable {
  var title: String
  var isProse: Bool
  var tags: [String]

  /// Reads a comment; nil where it opens no cell.
  init?(_ comment: String) {
    var rest = comment[...]
    guard rest.first == "#" else { return nil }
    rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
    guard rest.hasPrefix("%%") else { return nil }
    rest = rest.dropFirst(2)
    guard rest.first?.isWhitespace ?? true else { return nil }
    var words = rest.split(whereSeparator: \.isWhitespace)
    title = ""
    isProse = false
    tags = []
    if let first = words.firstIndex(where: Self.isMetadata) {
      let metadata = words[first...].joined(separator: " ")
      words.removeSubrange(first...)
      tags = Self.tags(in: metadata)
    }
    var titled: [Substring] = []
    for word in words {
      guard word.first == "[", word.last == "]", word.count > 2 else {
        titled.append(word)
        continue
      }
      let name = String(word.dropFirst().dropLast())
      if name == "markdown" || name == "md" || name == "raw" {
        isProse = true
      } else if name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) {
        tags.append(name)
      } else {
        titled.append(word)
      }
    }
    title = titled.joined(separator: " ")
  }

  private static func isMetadata(_ word: Substring) -> Bool {
    guard let equals = word.firstIndex(of: "=") else { return false }
    let value = word[word.index(after: equals)...]
    return BareToken.isName(word[..<equals]) && (value.first == "\"" || value.first == "[" || value.first == "{")
  }

  /// The names in `tags="a,b"` or `tags=["a", "b"]`.
  private static func tags(in metadata: String) -> [String] {
    guard let start = metadata.range(of: "tags=") else { return [] }
    let value = metadata[start.upperBound...]
    let content: Substring
    if value.first == "[" {
      content = value.dropFirst().prefix { $0 != "]" }
    } else if value.first == "\"" {
      content = value.dropFirst().prefix { $0 != "\"" }
    } else {
      return []
    }
    return content.split { $0 == "," || $0 == "\"" || $0 == " " }.map(String.init)
  }
}
