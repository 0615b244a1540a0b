internal import Basics

/// Puts diagnostics into the lines that people and editors read.
///
///     lesson.darkroom:12:19: error: unknown option `epoch` for `train`
///         12 | log = train model epoch=3
///            |                   ^^^^^
///       did you mean `epochs`?
public struct DiagnosticRenderer: Sendable {
  /// Of more diagnostics the first are shown, and how many there are besides.
  public static let mostShown = 100
  /// Of a longer line the columns around the mark are shown, and of a longer message the beginning.
  static let widestLine = 160
  static let longestMessage = 600

  /// Whether the severity and the caret are coloured with terminal escapes.
  public var colours: Bool

  /// How many columns there are for messages, which are broken between words; nil for lines that go on. The lines of a
  /// script, with what is marked in them, stay whole.
  public var columns: Int?

  /// Chooses how to render.
  public init(colours: Bool = false, columns: Int? = nil) {
    self.colours = colours
    self.columns = columns
  }

  /// The lines of one diagnostic, joined, without a line break at the end.
  public func render(_ diagnostic: Diagnostic) -> String {
    var lines = [
      wrapped(heading(diagnostic.range, diagnostic.severity.rawValue, diagnostic.message, diagnostic.severity))
    ]
    if diagnostic.quotesSource { lines += excerpt(diagnostic.range, diagnostic.severity) }
    lines += diagnostic.lines.map { "  " + Self.printable(Self.clipped($0)) }
    if let expected = diagnostic.expected {
      lines.append(wrapped("  expected \(Self.clipped(expected))"))
    }
    if let question = question(diagnostic.nearMisses) {
      lines.append(wrapped("  " + question))
    }
    for note in diagnostic.notes {
      if let range = note.range {
        lines.append(wrapped(heading(range, "note", note.message, nil)))
        lines += excerpt(range, nil)
      } else {
        lines.append(wrapped("  note: \(Self.clipped(note.message))"))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The lines of several diagnostics, in the order given.
  public func render(_ diagnostics: some Collection<Diagnostic>) -> String {
    blocks(diagnostics).joined(separator: "\n")
  }

  /// The lines of each of several diagnostics, and behind the first hundred how many more there are.
  public func blocks(_ diagnostics: some Collection<Diagnostic>) -> [String] {
    let more = diagnostics.count - Self.mostShown
    return diagnostics.prefix(Self.mostShown).map(render) + (more > 0 ? ["and \(countText(more)) more like these"] : [])
  }

  private func wrapped(_ line: String) -> String {
    columns.map { wordWrapped(line, columns: $0, indent: 2) } ?? line
  }

  private func heading(
    _ range: SourceRange, _ label: String, _ message: String, _ severity: Diagnostic.Severity?
  ) -> String {
    let place = range.start
    let name = Self.printable(range.source.name)
    return
      "\(name):\(place.line):\(place.column): \(paint(label + ":", severity)) \(Self.printable(Self.clipped(message)))"
  }

  private func question(_ names: [String]) -> String? {
    let quoted = names.map { "`\(Self.printable(Self.clipped($0)))`" }
    guard let last = quoted.last else { return nil }
    if quoted.count == 1 { return "did you mean \(last)?" }
    return "did you mean \(quoted.dropLast().joined(separator: ", ")) or \(last)?"
  }

  /// The line with a caret under each column that the range covers on it.
  private func excerpt(_ range: SourceRange, _ severity: Diagnostic.Severity?) -> [String] {
    let source = range.source
    let index = source.lineIndex(at: range.offsets.lowerBound)
    let content = source.lineContent(index)
    let lower = min(range.offsets.lowerBound, content.upperBound)
    let upper = max(lower, min(range.offsets.upperBound, content.upperBound))
    let number = String(index + 1)
    let gutter = String(repeating: " ", count: max(0, 6 - number.count)) + number
    let (before, marked, after) = Self.window(
      source.shownText(in: content.lowerBound..<lower), source.shownText(in: lower..<upper),
      source.shownText(in: upper..<content.upperBound))
    let indent = before.map { $0 == "\t" ? "\t" : String(repeating: " ", count: DisplayWidth.of($0)) }.joined()
    let carets = String(repeating: "^", count: max(1, marked.reduce(0) { $0 + max(1, DisplayWidth.of($1)) }))
    return [
      "\(gutter) | \(Self.printable(before + marked + after))",
      "\(String(repeating: " ", count: gutter.count)) | \(indent)\(paint(carets, severity))",
    ]
  }

  /// What is shown of a line before a mark, in it and behind it: all of it, or what lies around the beginning of the mark.
  private static func window(_ before: String, _ marked: String, _ after: String) -> (String, String, String) {
    guard before.utf8.count + marked.utf8.count + after.utf8.count > widestLine else { return (before, marked, after) }
    let third = widestLine / 3
    func end(_ text: String, _ room: Int) -> String {
      text.count > room ? String(text.prefix(room)) + "…" : text
    }
    let left = before.count > third ? "…" + before.suffix(third) : before
    let middle = String(marked.prefix(third))
    return (left, middle, middle.count < marked.count ? "…" : end(after, widestLine - left.count - middle.count))
  }

  /// A message that is no longer than people read.
  private static func clipped(_ text: String) -> String {
    text.utf8.count > longestMessage ? String(text.prefix(longestMessage)) + "…" : text
  }

  private func paint(_ text: String, _ severity: Diagnostic.Severity?) -> String {
    guard colours else { return text }
    switch severity {
    case .error: return "\u{1B}[1;31m\(text)\u{1B}[0m"
    case .warning: return "\u{1B}[1;33m\(text)\u{1B}[0m"
    case nil: return "\u{1B}[1m\(text)\u{1B}[0m"
    }
  }

  /// The text with a visible stand-in of one column for each control character but the tab.
  public static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : $0 }))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    // What turns the direction of writing hides what a text says.
    let turnsDirection = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    return turnsDirection || scalar.properties.generalCategory == .control && scalar != "\t"
  }
}
