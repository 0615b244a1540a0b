internal import Basics

/// A table that is wider than a window, set out in several that are as wide as that, one below another.
public enum WrappedTable {
  /// The lines of a text whose columns stand two spaces or more apart, broken between columns where any is longer than the
  /// window; the first column, which says what a row is, begins each part. A column that is too wide by itself is a part whose
  /// texts are broken between words. What is no table stays as it is.
  public static func text(_ text: String, columns: Int) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(cells)
    guard lines.count > 1, lines.contains(where: { $0.count > columns }) else { return text }
    let starts = starts(in: lines)
    guard starts.count > 1 else { return text }
    let width = lines.map(\.count).max() ?? 0
    let ends = starts.dropFirst() + [width]
    let spans = zip(starts, ends).map { $0..<$1 }
    let first = spans[0]
    var parts: [[Range<Int>]] = []
    var room = 0
    for span in spans.dropFirst() {
      // The spaces behind a column need no room at a window's edge.
      let taken = lines.map { trimmed($0, span) }.max() ?? 0
      guard columns - first.count >= narrowest else { return text }
      if parts.isEmpty || room < taken {
        parts.append([span])
        room = columns - first.count - span.count
      } else {
        parts[parts.count - 1].append(span)
        room -= span.count
      }
    }
    return parts.map { part in
      lines.flatMap { line in
        let head = written(line, [first], keepsSpaces: true)
        let rest = written(line, part)
        return broken(rest, to: columns - first.count, head: head, indent: first.count)
      }.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// Columns are not made narrower than this.
  private static let narrowest = 8

  /// What a line has in some columns.
  private static func written(_ line: [Character?], _ spans: [Range<Int>], keepsSpaces: Bool = false) -> String {
    var text = spans.flatMap { span in
      line[min(span.lowerBound, line.count)..<min(span.upperBound, line.count)].compactMap(\.self)
    }
    while !keepsSpaces, text.last == " " { text.removeLast() }
    return String(text)
  }

  /// A row whose text is broken between words where it is too long, each further line behind as many spaces.
  private static func broken(_ text: String, to room: Int, head: String, indent: Int) -> [String] {
    guard cells(text[...]).count > room else {
      let row = head + text
      return [String(row.reversed().drop { $0 == " " }.reversed())]
    }
    var lines = [head]
    var left = room
    for word in text.split(separator: " ") {
      let width = cells(word).count
      if left < room, width >= left {
        lines.append(String(repeating: " ", count: indent))
        left = room
      }
      if left < room {
        lines[lines.count - 1] += " "
        left -= 1
      }
      lines[lines.count - 1] += word
      left -= width
    }
    return lines
  }

  /// A character for each of a line's columns; nil behind a wide one.
  private static func cells(_ line: Substring) -> [Character?] {
    line.flatMap { character -> [Character?] in
      let width = character.unicodeScalars.map(\.columns).max() ?? 0
      return [character] + Array(repeating: nil, count: max(0, width - 1))
    }
  }

  /// Where columns begin: behind two spaces in every line that goes so far.
  private static func starts(in lines: [[Character?]]) -> [Int] {
    let width = lines.map(\.count).max() ?? 0
    var starts = [0]
    guard width > 3 else { return starts }
    for place in 2..<width {
      let isGap = lines.allSatisfy { line in
        (line.count <= place - 2 || line[place - 2] == " ") && (line.count <= place - 1 || line[place - 1] == " ")
      }
      let begins = lines.contains { $0.count > place && $0[place] != " " && $0[place] != nil }
      if isGap, begins { starts.append(place) }
    }
    return starts
  }

  /// How much of a line lies in a column, without the spaces at its end.
  private static func trimmed(_ line: [Character?], _ span: Range<Int>) -> Int {
    guard span.lowerBound < line.count else { return 0 }
    let part = line[span.lowerBound..<min(span.upperBound, line.count)]
    return (part.lastIndex { $0 != " " }.map { $0 + 1 } ?? span.lowerBound) - span.lowerBound
  }
}
