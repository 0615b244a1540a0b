/// A slip of the keyboard, or a habit from elsewhere, that spoils one place of a line: what is said of it, and the line as
/// it was meant.
struct Slip {
  /// What is wrong, in one clause.
  let message: String
  /// Where in the line, as offsets in its UTF-8.
  let offsets: Range<Int>
  /// The line to write.
  let line: String
}

/// The table of such slips. It is asked about lines in which something is wrong, and no others.
enum Slips {
  /// Where a slip is one: in parentheses, outside of them, or anywhere but in text.
  private enum Place { case inside, outside, anywhere }

  private struct Row {
    let message: String
    let place: Place
    let pattern: Regex<AnyRegexOutput>
    let replacement: @Sendable ([String]) -> String

    init(
      _ pattern: Regex<AnyRegexOutput>, _ place: Place, _ message: String,
      _ replacement: @escaping @Sendable ([String]) -> String
    ) {
      (self.pattern, self.place, self.message, self.replacement) = (pattern, place, message, replacement)
    }
  }

  /// More bytes than a line has that people type.
  private static let longestLine = 1000

  /// The first slip of a line that touches one of the places where something was found wrong.
  static func first(in line: String, at places: [Range<Int>]) -> Slip? {
    guard line.utf8.count <= longestLine else { return nil }
    for row in rows {
      let matches = line.matches(of: row.pattern).filter { isAt(row.place, $0.range.lowerBound, in: line) }
      let isTouched = matches.contains { match in
        let found = offsets(match.range, in: line)
        return places.contains { $0.lowerBound <= found.upperBound && found.lowerBound <= $0.upperBound }
      }
      guard isTouched, let first = matches.first else { continue }
      var mended = line
      for match in matches.reversed() {
        let groups = match.output.dropFirst().map { $0.substring.map(String.init) ?? "" }
        mended.replaceSubrange(match.range, with: row.replacement(groups))
      }
      // The spaces around it are not what is wrong.
      let found = line[first.range]
      let start = found.firstIndex { $0 != " " } ?? found.startIndex
      let end = found.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? found.endIndex
      return Slip(message: row.message, offsets: offsets(start..<end, in: line), line: mended)
    }
    return nil
  }

  private static func offsets(_ range: Range<String.Index>, in line: String) -> Range<Int> {
    line.utf8.distance(
      from: line.startIndex, to: range.lowerBound)..<line.utf8.distance(from: line.startIndex, to: range.upperBound)
  }

  /// Whether a place of a line is of that kind: brackets and quotes before it are counted.
  private static func isAt(_ place: Place, _ index: String.Index, in line: String) -> Bool {
    var (depth, isText) = (0, false)
    for character in line[..<index] {
      if character == "\"" { isText.toggle() }
      if !isText, "([{".contains(character) { depth += 1 }
      if !isText, ")]}".contains(character) { depth -= 1 }
    }
    if isText { return false }
    return place == .anywhere || (depth > 0) == (place == .inside)
  }

  /// Patterns are costly to make, and may be matched on any thread, though they are not declared so.
  private nonisolated(unsafe) static let rows: [Row] = [
    Row(Regex(#/'([^'"]*)'/#), .anywhere, "text is quoted with `\"`") { "\"\($0[0])\"" },
    Row(Regex(#/[“”„«»]([^“”„«»"]*)[“”«»]/#), .anywhere, "text is quoted with straight quotes") { "\"\($0[0])\"" },
    Row(Regex(#/^print\s+([^"]+)"$/#), .anywhere, "text begins with a `\"` too") { "print \"\($0[0])\"" },
    Row(Regex(#/\b([A-Za-z][\w\-]*)=([^"=]+)"$/#), .outside, "text begins with a `\"` too") { "\($0[0])=\"\($0[1])\"" },
    Row(Regex(#/\b([A-Za-z][\w\-]*)=\1=/#), .outside, "the option's name stands here twice") { "\($0[0])=" },
    Row(Regex(#/([=!])==+/#), .inside, "what compares is two characters long") { "\($0[0])=" },
    Row(Regex(#/^([\w\[\],]+)\s*=(?:\s*=)+\s*/#), .outside, "one `=` gives a name its value") { "\($0[0]) = " },
    Row(Regex(#/\s*=(?:\s*=)+\s*/#), .outside, "one `=` stands between an option and its value") { _ in "=" },
    Row(Regex(#/,\s+(?=[A-Za-z][\w\-]*=)/#), .outside, "arguments and options stand without commas") { _ in " " },
    Row(Regex(#/--([A-Za-z][\w\-]*)[ =]\s*(?=\S)/#), .outside, "an option is written `key=value`") { "\($0[0])=" },
    Row(Regex(#/\b([A-Za-z][\w\-]*):\s+(?=\S)/#), .outside, "an option is written `key=value`") { "\($0[0])=" },
    Row(Regex(#/\s*:=\s*/#), .outside, "`=` alone gives a name its value") { _ in " = " },
    Row(Regex(#/\s*;\s*$/#), .outside, "a line ends without `;`") { _ in "" },
    Row(Regex(#/\s\/\/\s*(.*)$/#), .outside, "a comment begins with `#`") { " # \($0[0])" },
    Row(Regex(#/\*\*/#), .inside, "powers are written with `^`") { _ in "^" },
    Row(Regex(#/\/\//#), .inside, "there is one division, `/`") { _ in "/" },
    Row(Regex(#/\s*&&?\s*/#), .inside, "“and” is a word") { _ in " and " },
    Row(Regex(#/\s*\|\|?\s*/#), .inside, "“or” is a word") { _ in " or " },
    Row(Regex(#/!(?!=)\s*/#), .inside, "“not” is a word") { _ in "not " },
    Row(Regex(#/<>/#), .inside, "“unequal” is written `!=`") { _ in "!=" },
  ]
}
