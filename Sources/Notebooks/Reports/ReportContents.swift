internal import Basics

/// The headings of a report, for a table of its contents.
struct ReportContents {
  /// A heading.
  struct Entry: Hashable {
    /// How deep it stands, from 1.
    var level: Int
    /// Its words.
    var text: String
    /// The name that links lead to.
    var anchor = ""
  }

  /// The headings in order.
  var entries: [Entry] = []

  /// Whether a cell's title says what the heading above it says, whose number does not count: `2. A few` and `A few`.
  static func says(_ heading: String?, _ title: String) -> Bool {
    guard let heading else { return false }
    func words(_ text: String) -> String {
      let rest = text.drop { $0.isNumber }
      let isNumbered = rest.count < text.count && (rest.first == "." || rest.first == ")")
      return (isNumbered ? rest.dropFirst().drop { $0 == " " } : text[...]).lowercased()
    }
    return words(heading) == words(title)
  }

  /// Headings down to the third level, as a list of links, each level in a list of its own.
  var markup: String {
    let shown = entries.filter { $0.level <= 3 && !$0.text.isEmpty }
    guard let top = shown.map(\.level).min() else { return "" }
    var markup = ""
    var open = top - 1
    for entry in shown {
      let level = min(entry.level, open + 1)
      if level > open {
        markup += "<ol>"
      } else {
        markup += "</li>" + String(repeating: "</ol></li>", count: open - level)
      }
      open = level
      markup += "<li><a href=\"#\(entry.anchor)\">\(entry.text.inMarkup)</a>"
    }
    markup += "</li></ol>" + String(repeating: "</li></ol>", count: open - top)
    return "<nav class=\"contents\" aria-label=\"Contents\">\n\(markup)\n</nav>\n"
  }
}

/// Names for headings, made of their words as GitHub makes them, each only once.
struct HeadingAnchors {
  private var used: [String: Int] = [:]

  /// A name for a heading of these words.
  mutating func anchor(for text: String) -> String {
    var name = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber || character == "_" || character == "-" {
        name.append(character)
      } else if character == " " {
        name.append("-")
      }
    }
    if name.isEmpty { name = "section" }
    var count = used[name] ?? 0
    var unique = count == 0 ? name : "\(name)-\(count)"
    while count > 0, used[unique] != nil {
      count += 1
      unique = "\(name)-\(count)"
    }
    used[name] = count + 1
    if unique != name { used[unique] = 1 }
    return unique
  }
}

/// Headings in Markdown that is not parsed: lines that begin with number signs, outside of fenced code.
enum MarkdownHeadings {
  static func found(in prose: String) -> [ReportContents.Entry] {
    var headings: [ReportContents.Entry] = []
    var isCode = false
    for line in prose.split(separator: "\n") {
      if line.hasPrefix("```") || line.hasPrefix("~~~") { isCode.toggle() }
      let level = line.prefix { $0 == "#" }.count
      guard !isCode, (1...6).contains(level), line.dropFirst(level).first == " " else { continue }
      headings.append(.init(level: level, text: String(line.dropFirst(level + 1))))
    }
    return headings
  }
}
