extension Parser {
  /// What to say of the line that began at a token, where something of it was reported since, or where it calls what is no
  /// command; nil where it is none of Python's.
  func pythonCue(from first: Int, since before: Int, calls: Bool = false) -> (cue: PythonCue, range: SourceRange)? {
    guard diagnostics.count > before || calls else { return nil }
    guard let range = lineRange(from: first) else { return nil }
    return PythonCues(commands: commands).cue(for: range.text).map { ($0, range) }
  }

  /// Has one answer stand in the place of all that was said of a line.
  mutating func answer(_ cue: PythonCue, at range: SourceRange, since before: Int) {
    let later = diagnostics[before...].filter { $0.range.offsets.lowerBound >= range.offsets.upperBound }
    diagnostics.removeSubrange(before...)
    report(range, cue.message, notes: [.init(cue.advice)])
    diagnostics += later
  }

  /// A statement with one answer in the place of what was said of its line. Where anything was, the checker has no more to
  /// say of it.
  mutating func answered(_ statement: Statement, from first: Int, since before: Int) -> Statement {
    switch statement.kind {
    case .loop, .conditional: return statement
    default: break
    }
    guard let (cue, range) = pythonCue(from: first, since: before, calls: statement.callsSomething) else {
      return settle(from: first, since: before) ? spoilt(statement) : statement
    }
    answer(cue, at: range, since: before)
    switch cue.block {
    case .statements?: looseEnds += 1
    case .definition?: while isIndented(behind: first) { advance() }
    case nil: break
    }
    return spoilt(statement)
  }

  /// A statement of which nothing holds but the names that it gives.
  private func spoilt(_ statement: Statement) -> Statement {
    var result = statement
    switch statement.kind {
    case .assignment(var assignment):
      assignment.value = .invalid
      result.kind = .assignment(assignment)
    case .parameter: break
    default: result.kind = .invalid
    }
    return result
  }

  /// The body of a loop as Python has it: the lines that stand further in, and an `end` where there is one.
  mutating func parseIndentedBody(behind first: Int) -> [Statement] {
    var body: [Statement] = []
    while true {
      skipEmptyLines()
      if isBare("end"), !isSymbol("=", 1) {
        advance()
        finishLine(after: "`end`")
        return body
      }
      guard current.kind != .end, cellHeader() == nil, isIndented(behind: first) else { return body }
      body.append(parseStatement())
    }
  }

  /// Whether the current token stands further in than the line that began at another.
  private func isIndented(behind first: Int) -> Bool {
    guard current.kind != .end, cellHeader() == nil else { return false }
    return endsLine() || column(index) > column(first)
  }

  /// How far in the line of a token begins.
  private func column(_ token: Int) -> Int {
    var first = token
    while first > 0, tokens[first - 1].kind != .lineEnd { first -= 1 }
    let start = tokens[first].offsets.lowerBound
    return start - source.lineStarts[source.lineIndex(at: start)]
  }
}

extension Statement {
  /// Whether it is, or assigns, a word with arguments, which nothing gives a value.
  fileprivate var callsSomething: Bool {
    switch kind {
    case .display(let value): value.isTerm
    case .assignment(let assignment): if case .expression(let value) = assignment.value { value.isTerm } else { false }
    default: false
    }
  }
}

extension Expression {
  fileprivate var isTerm: Bool { if case .term = kind { true } else { false } }
}
