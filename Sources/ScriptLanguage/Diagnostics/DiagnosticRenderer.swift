/// Puts diagnostics into the lines that people and editors read.
///
///     lesson.darkroom:12:19: error: unknown option `epoch` for `train`
///         12 | log = train model epoch=3
///            |                   ^^^^^
///       did you mean `epochs`?
public struct DiagnosticRenderer: Sendable {
  /// Whether the severity and the caret are coloured with terminal escapes.
  public var colours: Bool

  /// Chooses how to render.
  public init(colours: Bool = false) {
    self.colours = colours
  }

  /// The lines of one diagnostic, joined, without a line break at the end.
  public func render(_ diagnostic: Diagnostic) -> String {
    var lines = [heading(diagnostic.range, diagnostic.severity.rawValue, diagnostic.message, diagnostic.severity)]
    lines += excerpt(diagnostic.range, diagnostic.severity)
    if let expected = diagnostic.expected {
      lines.append("  expected \(expected)")
    }
    if let question = question(diagnostic.nearMisses) {
      lines.append("  " + question)
    }
    for note in diagnostic.notes {
      if let range = note.range {
        lines.append(heading(range, "note", note.message, nil))
        lines += excerpt(range, nil)
      } else {
        lines.append("  note: \(note.message)")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The lines of several diagnostics, in the order given.
  public func render(_ diagnostics: some Sequence<Diagnostic>) -> String {
    diagnostics.map(render).joined(separator: "\n")
  }

  private func heading(
    _ range: SourceRange, _ label: String, _ message: String, _ severity: Diagnostic.Severity?
  ) -> String {
    let place = range.start
    let name = Self.printable(range.source.name)
    return "\(name):\(place.line):\(place.column): \(paint(label + ":", severity)) \(Self.printable(message))"
  }

  private func question(_ names: [String]) -> String? {
    let quoted = names.map { "`\(Self.printable($0))`" }
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
    let before = source.text(in: content.lowerBound..<lower)
    let marked = source.text(in: lower..<upper)
    let indent = before.map { $0 == "\t" ? "\t" : String(repeating: " ", count: DisplayWidth.of($0)) }.joined()
    let carets = String(repeating: "^", count: max(1, marked.reduce(0) { $0 + max(1, DisplayWidth.of($1)) }))
    return [
      "\(gutter) | \(Self.printable(source.text(in: content)))",
      "\(String(repeating: " ", count: gutter.count)) | \(indent)\(paint(carets, severity))",
    ]
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
