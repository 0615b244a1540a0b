import ScriptLanguage

/// A cell's content as lines of a percent file.
///
/// What the lines cannot show is noted in the cell's header. White space at the end of a cell of code is not seen as
/// part of it, so `trailing="\n\n"` says what there is; other ends of lines than `\n` are `newlines="\r\n"`, or a list
/// where they differ.
struct PercentBody: Hashable {
  /// The lines without their ends.
  var lines: [String] = []
  /// What the header notes.
  var notes = Notes()

  /// What the lines do not show of the content.
  struct Notes: Hashable {
    /// The white space behind the last line.
    var trailing = ""
    /// What ends the lines: nothing for `\n`, one for all, or each its own.
    var newlines: [String] = []

    /// What parts a line from the next.
    func newline(behind index: Int) -> String {
      if newlines.count == 1 { return newlines[0] }
      return index < newlines.count ? newlines[index] : "\n"
    }
  }

  /// Sets content in lines.
  init(source: String, kind: Cell.Kind) {
    let parts = PercentLines.split(source)
    var contents = parts.map(PercentLines.content)
    var ends = parts.map(PercentLines.end)
    if PercentLines.endsLine(source) {
      contents.append("")
      ends.append("")
    }
    if kind == .code {
      var trailing: [String] = []
      while let last = contents.last, PercentLines.isBlank(last) {
        contents.removeLast()
        trailing.append(last + ends.removeLast())
      }
      if !ends.isEmpty, !trailing.isEmpty { trailing.append(ends[ends.count - 1]) }
      notes.trailing = trailing.reversed().joined()
    }
    let between = ends.dropLast()
    if let first = between.first {
      if between.contains(where: { $0 != first }) {
        notes.newlines = Array(between)
      } else if first != "\n" {
        notes.newlines = [first]
      }
    }
    lines = contents.map { CellMark.escape(kind == .code ? $0 : $0.isEmpty ? "#" : "# \($0)") }
  }

  /// The content that some lines of a percent file stand for.
  static func source(in text: String, kind: Cell.Kind, notes: Notes) -> String {
    var lines = PercentLines.split(text).map(PercentLines.content)
    while let last = lines.last, PercentLines.isBlank(last) { lines.removeLast() }
    var source = ""
    for (index, line) in lines.enumerated() {
      if index > 0 { source += notes.newline(behind: index - 1) }
      source += kind == .code ? CellMark.unescape(line) : prose(CellMark.unescape(line))
    }
    return source + notes.trailing
  }

  /// A line of prose without the `# ` before it.
  private static func prose(_ line: String) -> String {
    var scalars = line.unicodeScalars[...]
    guard scalars.popFirst() == "#" else { return line }
    if scalars.first == " " { scalars.removeFirst() }
    return String(scalars)
  }
}
