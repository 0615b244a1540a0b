/// The `# %%` that opens a cell, and how a line that only looks like one is told apart.
///
/// Such a line of a cell's content has a backslash put behind its `#`, as in `#\ %% not a cell`, and one more if it has
/// some already: to the script it is a comment either way.
package enum CellMark {
  /// The place in a line behind a mark with that many backslashes at least; nil where there is none.
  private static func mark(in line: String) -> (backslashes: Int, behind: String.UnicodeScalarView.Index)? {
    let scalars = line.unicodeScalars
    var rest = scalars[...]
    guard rest.popFirst() == "#" else { return nil }
    let unslashed = rest.drop { $0 == "\\" }
    let backslashes = scalars.distance(from: rest.startIndex, to: unslashed.startIndex)
    rest = unslashed.drop { $0 == " " || $0 == "\t" }
    guard rest.popFirst() == "%", rest.popFirst() == "%" else { return nil }
    guard rest.first?.properties.isWhitespace ?? true else { return nil }
    return (backslashes, rest.startIndex)
  }

  /// What stands behind the mark of a line that opens a cell; nil where it opens none.
  package static func behind(_ line: String) -> Substring.UnicodeScalarView? {
    guard let mark = mark(in: line), mark.backslashes == 0 else { return nil }
    return line.unicodeScalars[mark.behind...]
  }

  /// A line of content, so that it opens no cell.
  package static func escape(_ line: String) -> String {
    mark(in: line) == nil ? line : "#\\" + String(line.unicodeScalars.dropFirst())
  }

  /// The line of content that `escape` made this of.
  package static func unescape(_ line: String) -> String {
    guard let mark = mark(in: line), mark.backslashes > 0 else { return line }
    return "#" + String(line.unicodeScalars.dropFirst(2))
  }
}
