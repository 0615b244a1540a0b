/// Candidates set out for a terminal.
package struct CandidateList {
  package let candidates: [Completions.Candidate]
  /// The terminal's size in cells.
  package let columns: Int
  package let rows: Int

  /// The lines of the list: with summaries where a line for each candidate fits in half the screen, else in columns read
  /// downwards. A list that is longer than the screen says how many it leaves out.
  package var lines: [String] {
    if candidates.contains(where: { !$0.summary.isEmpty }), candidates.count <= max(1, rows / 2) {
      return summarised
    }
    return inColumns
  }

  package init(candidates: [Completions.Candidate], columns: Int, rows: Int) {
    // A file may be called anything.
    self.candidates = candidates.map { candidate in
      Completions.Candidate(text: candidate.text.withoutControls, summary: candidate.summary.withoutControls)
    }
    self.columns = columns
    self.rows = rows
  }

  private var width: Int { candidates.map { $0.text.terminalWidth }.max() ?? 0 }

  private var summarised: [String] {
    candidates.map { candidate in
      let fill = String(repeating: " ", count: width - candidate.text.terminalWidth + 2)
      let line = candidate.summary.isEmpty ? candidate.text : candidate.text + fill + candidate.summary
      return line.fitting(columns: columns - 1)
    }
  }

  private var inColumns: [String] {
    let cell = width + 2
    let across = max(1, (columns - 1 + 2) / cell)
    let down = (candidates.count + across - 1) / across
    let room = max(1, rows - 2)
    var lines = (0..<min(down, down > room ? max(1, room - 1) : room)).map { row in
      var line = ""
      for index in stride(from: row, to: candidates.count, by: down) {
        let text = candidates[index].text
        line += text
        if index + down < candidates.count { line += String(repeating: " ", count: cell - text.terminalWidth) }
      }
      return line.fitting(columns: columns - 1)
    }
    if lines.count < down {
      // What is below the last line of each column.
      let shown = (0..<across).reduce(0) { $0 + min(lines.count, max(0, candidates.count - $1 * down)) }
      lines.append("… and \(candidates.count - shown) more")
    }
    return lines
  }
}
