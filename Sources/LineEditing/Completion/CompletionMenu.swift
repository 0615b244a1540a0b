/// A menu of candidates below an entry, which Tab goes through.
struct CompletionMenu {
  let candidates: [Completions.Candidate]
  /// Which of them stands in the entry; nil before the first was chosen.
  private(set) var selected: Int?
  /// The entry before any of them stood in it, and the part that they take the place of.
  let original: LineBuffer
  let range: Range<Int>

  init(candidates: [Completions.Candidate], original: LineBuffer, range: Range<Int>) {
    (self.candidates, self.original, self.range) = (candidates, original, range)
  }

  /// Goes on to the next candidate or the one before, round and round, and gives the entry with it.
  mutating func step(_ step: Int) -> LineBuffer {
    let count = candidates.count
    let place = selected.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)
    selected = place
    var buffer = original
    buffer.replace(range, with: candidates[place].text.withoutControls)
    return buffer
  }

  /// The menu's lines.
  func lines(columns: Int, rows: Int, colors: Bool) -> [String] {
    CandidateList(candidates: candidates, columns: columns, rows: rows, selected: selected, marks: colors).lines
  }
}
