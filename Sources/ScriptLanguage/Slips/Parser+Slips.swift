extension Parser {
  /// Has one diagnostic stand for all that was said of the line that began at a token: that of a known slip, or else the
  /// first. Says whether anything was said of the line.
  mutating func settle(from first: Int, since before: Int) -> Bool {
    guard let line = lineRange(from: first) else { return false }
    let (start, end) = (line.offsets.lowerBound, line.offsets.upperBound)
    let said = diagnostics[before...].filter { (start...end).contains($0.range.offsets.lowerBound) }
    guard let earliest = said.min(by: { $0.range.offsets.lowerBound < $1.range.offsets.lowerBound }) else {
      return false
    }
    let others = diagnostics[before...].filter { !(start...end).contains($0.range.offsets.lowerBound) }
    let places = said.map { ($0.range.offsets.lowerBound - start)..<(max($0.range.offsets.upperBound, start) - start) }
    var kept = earliest
    if !readsPython, let slip = Slips.first(in: line.text, at: places) {
      let offsets = (start + slip.offsets.lowerBound)..<(start + slip.offsets.upperBound)
      kept = Diagnostic(
        at: SourceRange(source: source, offsets: offsets), slip.message, notes: [.init("write `\(slip.line)`")])
    }
    diagnostics.replaceSubrange(before..., with: [kept] + others)
    return true
  }

  /// The line from a token to its end, without its comment; nil where it is empty.
  func lineRange(from first: Int) -> SourceRange? {
    var end = first
    while !endsLine(end - index), end < tokens.count - 1 { end += 1 }
    guard end > first else { return nil }
    return SourceRange(
      source: source, offsets: tokens[first].offsets.lowerBound..<tokens[end - 1].offsets.upperBound)
  }
}
