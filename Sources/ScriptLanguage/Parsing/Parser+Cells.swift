extension Parser {
  mutating func parseCells() -> [ScriptCell] {
    var cells: [ScriptCell] = []
    var header: ScriptCell.Header?
    var kind = ScriptCell.Kind.code
    var start = 0
    while true {
      readsPython = kind == .code && opensParametersCell()
      let statements = kind == .code ? parseStatements() : []
      if kind == .prose { skipProse() }
      let end = current.kind == .end ? source.bytes.count : current.offsets.lowerBound
      let range = SourceRange(source: source, offsets: start..<max(start, end))
      if header != nil || !statements.isEmpty {
        cells.append(
          ScriptCell(
            kind: kind, header: header, statements: statements, prose: kind == .prose ? prose(in: range) : "",
            range: range))
      }
      guard let next = cellHeader() else { break }
      (header, kind) = next
      start = current.offsets.lowerBound
      advance()
    }
    return cells
  }

  /// Whether the current token is a cell's header.
  private var opensCell: Bool {
    if case .comment(atFirstColumn: true) = current.kind { CellMark.behind(text(current)) != nil } else { false }
  }

  /// The header that the current token is, if it is one.
  func cellHeader() -> (ScriptCell.Header, ScriptCell.Kind)? {
    guard case .comment(atFirstColumn: true) = current.kind, let line = CellHeaderLine(text(current)) else {
      return nil
    }
    let header = ScriptCell.Header(title: line.title, tags: line.tags, range: range(current))
    return (header, line.kind == .code ? .code : .prose)
  }

  /// The statements of a cell, whatever stands between them.
  private mutating func parseStatements() -> [Statement] {
    var statements: [Statement] = []
    while true {
      skipEmptyLines()
      if current.kind == .end || opensCell { return statements }
      if isBare("end"), !isSymbol("=", 1) {
        if looseEnds > 0 {
          looseEnds -= 1
        } else {
          report(range(current), "`end` closes nothing", expected: "a `for`, an `if` or a `network` before it")
        }
        advance()
        finishLine(after: "`end`")
        continue
      }
      statements.append(parseStatement())
    }
  }

  private mutating func skipProse() {
    var reported = false
    while current.kind != .end, !opensCell {
      if !endsLine(), !reported {
        reported = true
        let start = current.offsets.lowerBound
        skipToLineEnd()
        report(
          range(from: start), "a line of prose begins with `#`",
          notes: [.init("`# %%` on a line of its own begins a cell of statements")])
      }
      advance()
    }
  }

  /// The lines of a prose cell without the `# ` before each.
  private func prose(in range: SourceRange) -> String {
    let first = source.lineIndex(at: range.offsets.lowerBound) + 1
    var lines: [Substring] = []
    var index = first
    while index < source.lineStarts.count, source.lineStarts[index] < range.offsets.upperBound {
      var line = source.text(in: source.lineContent(index))[...]
      if line.first == "#" {
        line.removeFirst()
        if line.first == " " { line.removeFirst() }
      }
      lines.append(line)
      index += 1
    }
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
