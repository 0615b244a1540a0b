/// What a report says of itself at its beginning: its title, who wrote it, and when.
///
/// The first cell tells, if it is prose: a heading, and below it lines such as `Author: Ada Lovelace` and
/// `Date: 1 December 2026`; or the lines between `---` and `---` with which Quarto and Jekyll begin. The notebook's
/// metadata tells where the cell does not.
struct ReportFront {
  /// The title as Markdown, without its number signs; nil where there is none.
  private(set) var title: String?
  /// Who wrote it.
  private(set) var authors: [String] = []
  /// When, as it is written.
  private(set) var date: String?
  /// Whether a cell further down holds a heading of the first level, which is then the title.
  private(set) var hasTitleBelow = false
  /// The notebook's cells without what was taken from the first.
  private(set) var cells: [Cell]

  init(_ notebook: Notebook, facts: ReportFacts) {
    cells = notebook.cells
    if let first = cells.first, first.kind == .markdown, !CellView(first, hidesCode: false).isAbsent {
      var lines = first.source.split(separator: "\n", omittingEmptySubsequences: false)[...]
      readBlock(&lines)
      readHeading(&lines)
      readLines(&lines)
      cells[0].source = lines.joined(separator: "\n")
    }
    if authors.isEmpty { authors = Self.names(in: notebook) }
    if date == nil { date = notebook.metadata["date"]?.text }
    hasTitleBelow = title == nil && cells.contains(where: Self.holdsTitle)
    if title == nil, !hasTitleBelow { title = notebook.metadata["title"]?.text }
    if !facts.authors.isEmpty { authors = facts.authors }
    date = facts.date ?? date
    if let today = facts.today, date?.lowercased() == "today" { date = today }
  }

  /// Who wrote it and when, in a line; empty where nobody says.
  var credits: String {
    ([authors.joined(separator: ", ")] + [date ?? ""]).filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// The lines of metadata at the very beginning.
  private mutating func readBlock(_ lines: inout ArraySlice<Substring>) {
    var rest = lines.drop { PercentLines.isBlank($0) }
    guard rest.popFirst()?.trimmed == "---",
      let end = rest.firstIndex(where: { ["---", "..."].contains($0.trimmed) })
    else { return }
    let block = rest[..<end]
    guard block.allSatisfy({ PercentLines.isBlank($0) || $0.contains(":") || $0.trimmed.hasPrefix("-") }) else {
      return
    }
    var key = ""
    for line in block {
      if line.trimmed.hasPrefix("- "), key.hasPrefix("author") {
        authors.append(Self.unquoted(line.trimmed.dropFirst(2)))
      } else if let (name, value) = Self.entry(line) {
        key = name
        take(name, value, withTitle: true)
      }
    }
    lines = rest[(end + 1)...]
  }

  private mutating func readHeading(_ lines: inout ArraySlice<Substring>) {
    var rest = lines.drop { PercentLines.isBlank($0) }
    guard let first = rest.popFirst() else { return }
    if first.hasPrefix("# ") {
      title = first.dropFirst(2).trimmed.trimmedMarks
    } else if let below = rest.first, !below.isEmpty, below.trimmed.allSatisfy({ $0 == "=" }), below.first == "=",
      !PercentLines.isBlank(first)
    {
      title = first.trimmed
      rest.removeFirst()
    } else {
      return
    }
    lines = rest
  }

  /// Lines that say who and when, right below the heading.
  private mutating func readLines(_ lines: inout ArraySlice<Substring>) {
    var rest = lines.drop { PercentLines.isBlank($0) }
    var found = false
    while let line = rest.first, let (name, value) = Self.entry(line), !value.isEmpty,
      ["author", "authors", "date"].contains(name)
    {
      take(name, value, withTitle: false)
      rest.removeFirst()
      found = true
    }
    if found { lines = rest }
  }

  private mutating func take(_ name: String, _ value: String, withTitle: Bool) {
    switch name {
    case "author", "authors":
      let list = value.hasPrefix("[") && value.hasSuffix("]") ? value.dropFirst().dropLast() : value[...]
      authors += list.split(separator: ",").map { Self.unquoted($0) }.filter { !$0.isEmpty }
    case "date": date = value.isEmpty ? nil : value
    case "title" where withTitle && !value.isEmpty: title = value
    default: break
    }
  }

  /// A line such as `Date: today`; nil for any other.
  private static func entry(_ line: Substring) -> (name: String, value: String)? {
    let plain = line.replacing("**", with: "")
    guard let colon = plain.firstIndex(of: ":") else { return nil }
    let name = plain[..<colon].trimmed.lowercased()
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0 == "-" || $0 == "_" }) else { return nil }
    return (name, unquoted(plain[plain.index(after: colon)...].dropLast(plain.hasSuffix("\\") ? 1 : 0)))
  }

  private static func unquoted(_ text: Substring) -> String {
    let text = text.trimmed
    guard text.count >= 2, let first = text.first, first == "\"" || first == "'", text.last == first else {
      return text
    }
    return String(text.dropFirst().dropLast())
  }

  private static func names(in notebook: Notebook) -> [String] {
    (notebook.metadata["authors"]?.list ?? []).compactMap { $0.text ?? $0["name"]?.text }
  }

  private static func holdsTitle(_ cell: Cell) -> Bool {
    cell.kind == .markdown && MarkdownHeadings.found(in: cell.source).contains { $0.level == 1 }
  }
}

extension Substring {
  /// The text without white space around it.
  fileprivate var trimmed: String {
    var rest = self
    while rest.first?.isWhitespace ?? false { rest.removeFirst() }
    while rest.last?.isWhitespace ?? false { rest.removeLast() }
    return String(rest)
  }
}

extension String {
  /// A heading without the number signs that may close it.
  fileprivate var trimmedMarks: String {
    guard hasSuffix("#") else { return self }
    let open = self[...].reversed().drop { $0 == "#" }
    return open.first?.isWhitespace ?? true ? Substring(String(open.reversed())).trimmed : self
  }
}
