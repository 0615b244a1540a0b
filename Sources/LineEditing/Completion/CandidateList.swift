/// Candidates set out for a terminal.
package struct CandidateList {
  package let candidates: [Completions.Candidate]
  /// The terminal's size in cells.
  package let columns: Int
  package let rows: Int
  /// The candidate that is chosen; nil for none.
  package let selected: Int?
  /// Whether it is shown in reverse.
  package let marks: Bool

  /// The lines of the list: with summaries where a line for each candidate fits in half the screen, else in columns read
  /// downwards. A list that is longer than the screen shows the part with the chosen one, and says how many it leaves out.
  package var lines: [String] {
    if candidates.contains(where: { !$0.summary.isEmpty }), candidates.count <= max(1, rows / 2) {
      return summarised
    }
    return inColumns
  }

  package init(
    candidates: [Completions.Candidate], columns: Int, rows: Int, selected: Int? = nil, marks: Bool = false
  ) {
    // A file may be called anything.
    self.candidates = candidates.map { candidate in
      Completions.Candidate(text: candidate.text.withoutControls, summary: candidate.summary.withoutControls)
    }
    self.columns = columns
    self.rows = rows
    self.selected = selected
    self.marks = marks
  }

  private var width: Int { candidates.map { $0.text.terminalWidth }.max() ?? 0 }

  private func marked(_ text: String, _ index: Int) -> String {
    marks && index == selected ? "\u{1B}[7m\(text)\u{1B}[0m" : text
  }

  private var summarised: [String] {
    candidates.enumerated().map { index, candidate in
      let fill = String(repeating: " ", count: width - candidate.text.terminalWidth + 2)
      let line = candidate.summary.isEmpty ? candidate.text : candidate.text + fill + candidate.summary
      return marked(line.fitting(columns: columns - 1), index)
    }
  }

  private var inColumns: [String] {
    let cell = width + 2
    let across = max(1, (columns - 1 + 2) / cell)
    let down = (candidates.count + across - 1) / across
    let room = max(1, rows - 2)
    let height = min(down, down > room ? max(1, room - 1) : room)
    // The rows with the chosen one, where not all of them are shown.
    let first = height < down ? min((selected ?? 0) % down / height * height, down - height) : 0
    var lines = (first..<(first + height)).map { row in
      var line = ""
      for index in stride(from: row, to: candidates.count, by: down) {
        let text = candidates[index].text.fitting(columns: columns - 1)
        line += marked(text, index)
        if index + down < candidates.count { line += String(repeating: " ", count: cell - text.terminalWidth) }
      }
      return line
    }
    if height < down {
      let shown = (first..<(first + height)).reduce(0) { sum, row in
        sum + stride(from: row, to: candidates.count, by: down).reduce(0) { count, _ in count + 1 }
      }
      lines.append("… and \(candidates.count - shown) more")
    }
    return lines
  }
}
