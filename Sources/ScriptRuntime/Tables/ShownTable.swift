import Basics

extension String {
  /// The text as Markdown that means no more than it says, on one line.
  var escapedInMarkdown: String {
    map { character in
      character.isNewline ? " " : "\\`*_[]<>|&~#!".contains(character) ? "\\\(character)" : "\(character)"
    }.joined()
  }
}

/// Rows of cells as a value shows them: as aligned lines, and as a table of a page.
struct ShownTable {
  /// The cells, where there are heads those first.
  var rows: [[String]]
  /// The columns whose cells stand at the right.
  var right: Set<Int> = []
  /// Whether the first row says what stands in each column.
  var hasHeads = false
  /// What is said below the table, in lines.
  var notes: [String] = []

  /// The table in lines.
  var text: String { ([table(rows, right: right)] + notes).joined(separator: "\n") }

  /// The table as HTML.
  var html: String {
    let columns = rows.map(\.count).max() ?? 0
    func row(_ cells: [String], _ element: String) -> String {
      let line = (0..<columns).map { column in
        let cell = column < cells.count ? cells[column] : ""
        // How far in a layer stands says where it belongs.
        let style =
          "text-align: \(right.contains(column) ? "right" : "left")\(cell.hasPrefix(" ") ? "; white-space: pre" : "")"
        return "<\(element) style=\"\(style)\">\(cell.inMarkup)</\(element)>"
      }
      return "<tr>\(line.joined())</tr>\n"
    }
    var html = "<table>\n"
    if hasHeads, let heads = rows.first { html += "<thead>\n\(row(heads, "th"))</thead>\n" }
    html += "<tbody>\n\(rows.dropFirst(hasHeads ? 1 : 0).map { row($0, "td") }.joined())</tbody>\n</table>"
    return html + notes.map { "\n<p>\($0.inMarkup)</p>" }.joined()
  }

  /// The table as GitHub's Markdown has it; without heads its first row has none.
  var markdown: String {
    let columns = rows.map(\.count).max() ?? 0
    let heads = hasHeads ? rows.first ?? [] : []
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    func row(_ cells: [String]) -> String {
      line((0..<columns).map { $0 < cells.count ? cells[$0].escapedInMarkdown : "" })
    }
    return row(heads) + line((0..<columns).map { right.contains($0) ? "---:" : "---" })
      + rows.dropFirst(hasHeads ? 1 : 0).map(row).joined() + notes.map { "\n\($0.escapedInMarkdown)\n" }.joined()
  }

  /// The forms beside its lines, by their MIME types.
  var forms: [String: String] { ["text/html": html, "text/markdown": markdown] }

  /// The table as a session displays it.
  var displayed: DisplayedValue { DisplayedValue(text, forms: forms) }
}
