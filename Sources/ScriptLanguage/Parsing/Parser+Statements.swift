extension Parser {
  /// One statement with its line's end; the current token begins it.
  mutating func parseStatement() -> Statement {
    let (first, before) = (index, diagnostics.count)
    let statement = parseStatementItself()
    return answered(statement, from: first, since: before)
  }

  private mutating func parseStatementItself() -> Statement {
    let start = current.offsets.lowerBound
    nesting += 1
    defer { nesting -= 1 }
    if let targets = targetsAhead() {
      return parseAssignment(targets, from: start)
    }
    if current.kind == .bare, !isAttached(1) {
      switch text(current) {
      case "for": return parseLoop(from: start)
      case "if": return parseConditional(from: start)
      case "else": return parseMisplacedElse(from: start)
      case "param": return parseParameter(from: start)
      case "include": return parseInclude(from: start)
      case "time" where !endsLine(1): return parseTimed(from: start)
      case "in", "end": return parseMisplacedKeyword(from: start)
      case let word where commands.names.contains(word): return parseCommandStatement(from: start)
      case let word where word.last == "?" && BareToken.isName(word.dropLast()): return parseInspection(from: start)
      case let word where word.first == "?" && BareToken.isName(word.dropFirst()): return parseInspection(from: start)
      default: break
      }
    } else if current.kind == .bare, commands.names.contains(text(current)), isSymbol("=", 1) {
      return parseCommandStatement(from: start)
    }
    return parseDisplay(from: start)
  }

  private mutating func parseMisplacedKeyword(from start: Int) -> Statement {
    report(
      range(current), "`\(text(current))` cannot begin a statement", expected: "a command, an assignment or a value")
    skipToLineEnd()
    return finish(.invalid, from: start, after: "it")
  }

  private mutating func parseMisplacedElse(from start: Int) -> Statement {
    report(range(current), "there is no `if` that this `else` belongs to")
    skipToLineEnd()
    return finish(.invalid, from: start, after: "it")
  }

  private mutating func finish(_ kind: Statement.Kind, from start: Int, after what: String) -> Statement {
    let statement = Statement(kind: kind, range: range(from: start))
    finishLine(after: what)
    return statement
  }

  private mutating func parseCommandStatement(from start: Int) -> Statement {
    let command = parseCommand()
    return Statement(kind: .command(command), range: closing(range(from: start), command))
  }

  /// Includes a block in the range of the statement that holds it.
  private func closing(_ range: SourceRange, _ command: Command) -> SourceRange {
    let begin = SourceRange(source: source, offsets: range.offsets.lowerBound..<command.range.offsets.upperBound)
    return command.block.map { begin.through($0.range) } ?? begin
  }

  private mutating func parseInspection(from start: Int) -> Statement {
    let offsets = current.offsets
    let isBefore = text(current).first == "?"
    let named = SourceRange(
      source: source,
      offsets: isBefore ? (offsets.lowerBound + 1)..<offsets.upperBound : offsets.lowerBound..<(offsets.upperBound - 1))
    advance()
    return finish(.inspection(Name(text: named.text, range: named)), from: start, after: "`\(named.text)?`")
  }

  private mutating func parseTimed(from start: Int) -> Statement {
    advance()
    let expected = "a command, an assignment or a loop"
    if isBare("time"), !endsLine(1), targetsAhead() == nil {
      report(range(current), "`time` stands before what takes time", expected: expected)
      skipToLineEnd()
      return finish(.invalid, from: start, after: "it")
    }
    let timed = parseStatement()
    let whole = SourceRange(source: source, offsets: start..<timed.range.offsets.upperBound)
    switch timed.kind {
    case .assignment, .command, .loop, .conditional, .include, .display, .timed:
      return Statement(kind: .timed(timed), range: whole)
    case .invalid: return Statement(kind: .invalid, range: whole)
    case .parameter, .inspection:
      report(timed.range, "`time` stands before what takes time", expected: expected)
      return Statement(kind: .invalid, range: whole)
    }
  }

  // MARK: Values on their own

  private mutating func parseDisplay(from start: Int) -> Statement {
    let first = current
    let before = diagnostics.count
    let value = parseBareValue()
    if endsLine() || diagnostics.count > before {
      skipToLineEnd()
      let kind = diagnostics.count > before ? Statement.Kind.invalid : .display(value)
      return finish(kind, from: start, after: "a value")
    }
    reportNotOneValue(value, first: first)
    skipToLineEnd()
    return finish(.invalid, from: start, after: "a value")
  }

  /// Says what is wrong with a value that more follows: most often it was meant as a command.
  private mutating func reportNotOneValue(_ value: Expression, first: Token) {
    if case .word(let word) = value.kind {
      // `for` is short, so that much is like it; a loop has an `in`.
      let isLoop = lineRange(from: index)?.text.split(separator: " ").contains("in") ?? false
      let known = Array(commands.names) + ["if", "param", "include"] + (isLoop ? ["for"] : [])
      report(
        range(first), "unknown command `\(word)`", nearMisses: NearMisses.of(word, among: known),
        notes: isSymbol("==") || (current.kind == .bare && "+-*/%^<>".contains(text(current)))
          ? [.init("arithmetic and comparison stand in parentheses: `(\(word) …)`")] : [])
    } else {
      let start = current.offsets.lowerBound
      skipToLineEnd()
      report(
        range(from: start), "a line holds one value, and more follows it here",
        notes: [.init("arithmetic and comparison stand in parentheses: `(2 + 3)`")])
    }
  }

  // MARK: Assignments

  /// How many tokens stand before the `=` of an assignment that begins here; nil where none does.
  private func targetsAhead() -> Int? {
    var distance = 0
    while true {
      guard token(distance).kind == .bare, distance == 0 || token(distance - 1).kind != .bare else { return nil }
      distance += 1
      if isSymbol("[", distance), isAttached(distance) {
        guard let behind = behindBracket(distance) else { return nil }
        distance = behind
      }
      if isSymbol("=", distance) { break }
      guard isSymbol(",", distance) else { return nil }
      distance += 1
    }
    let command = commands.names.contains(text(current)) && distance == 1
    return command && !token(distance).followsSpace ? nil : distance
  }

  private func behindBracket(_ opening: Int) -> Int? {
    var depth = 0
    var distance = opening
    while !endsLine(distance) {
      if isSymbol("[", distance) { depth += 1 }
      if isSymbol("]", distance) { depth -= 1 }
      distance += 1
      if depth == 0 { return distance }
    }
    return nil
  }

  private mutating func parseAssignment(_ count: Int, from start: Int) -> Statement {
    let equals = index + count
    var targets: [Assignment.Target] = []
    while index < equals {
      if let target = parseTarget() { targets.append(target) }
      while index < equals, !isSymbol(",") { advance() }
      if index < equals { advance() }
    }
    index = equals
    if !current.followsSpace || (!token(1).followsSpace && !endsLine(1)) {
      let left = source.text(in: start..<current.offsets.lowerBound).trimmingBlanks()
      report(range(current), "an assignment has white space around its `=`: `\(left) = …`")
    }
    advance()
    let (value, end) = parseAssignedValue()
    guard !targets.isEmpty else {
      return Statement(kind: .invalid, range: end.map(range(from: start).through) ?? range(from: start))
    }
    let assignment = Assignment(targets: targets, value: value, setsParameters: readsPython)
    let whole = SourceRange(source: source, offsets: start..<(end?.offsets.upperBound ?? start))
    return Statement(kind: .assignment(assignment), range: whole)
  }

  private mutating func parseTarget() -> Assignment.Target? {
    let start = current.offsets.lowerBound
    let word = text(current)
    let name = Name(text: word, range: range(current))
    let valid = checkName(name)
    advance()
    let indices = isSymbol("[") && isAttached() ? parseIndices() : []
    return valid ? Assignment.Target(name: name, indices: indices, range: range(from: start)) : nil
  }

  /// Reports a word that no variable may be called.
  mutating func checkName(_ name: Name) -> Bool {
    if CommandVocabulary.reservedWords.contains(name.text) {
      report(name.range, "`\(name.text)` is a word of the language, and names nothing")
      return false
    }
    if !BareToken.isName(name.text) {
      report(name.range, "`\(name.text)` is no name", expected: "a letter or `_`, then letters, digits and `_`")
      return false
    }
    return true
  }

  /// What stands to the right of `=`, with its line's end, and where it ends.
  private mutating func parseAssignedValue() -> (Assignment.Value, SourceRange?) {
    if current.kind == .bare, commands.names.contains(text(current)), !isAttached(1) {
      let command = parseCommand()
      return (.command(command), command.block.map { command.range.through($0.range) } ?? command.range)
    }
    let first = current
    let before = diagnostics.count
    let value = readsPython ? parsePythonValue() : parseBareValue()
    if diagnostics.count == before, !endsLine() { reportNotOneValue(value, first: first) }
    let failed = diagnostics.count > before
    if failed { skipToLineEnd() }
    let end = range(from: first.offsets.lowerBound)
    finishLine(after: "a value")
    return (failed ? .invalid : .expression(value), end)
  }

  // MARK: Parameters and other scripts

  private mutating func parseParameter(from start: Int) -> Statement {
    advance()
    guard current.kind == .bare else {
      report(range(current), "a parameter has a name", expected: "`param name = value`")
      skipToLineEnd()
      return finish(.invalid, from: start, after: "a parameter")
    }
    let name = Name(text: text(current), range: range(current))
    let valid = checkName(name)
    advance()
    guard isSymbol("=") else {
      let found = endsLine() ? range(from: current.offsets.lowerBound) : range(current)
      report(found, "a parameter has a default", expected: "`param \(name.text) = value`")
      skipToLineEnd()
      return finish(.invalid, from: start, after: "a parameter")
    }
    if !current.followsSpace || (!token(1).followsSpace && !endsLine(1)) {
      report(range(current), "an assignment has white space around its `=`: `param \(name.text) = …`")
    }
    advance()
    let value = parseBareValue()
    let whole = range(from: start)
    if !endsLine() {
      let rest = current.offsets.lowerBound
      skipToLineEnd()
      report(
        range(from: rest), "a parameter's default is one value", notes: [.init("quote text that has spaces in it")])
    }
    var description: String?
    if case .comment = current.kind {
      description = text(current).drop { $0 == "#" }.description.trimmingBlanks()
    }
    finishLine(after: "a parameter")
    let parameter = Parameter(name: name, defaultValue: value, description: description)
    return Statement(kind: valid ? .parameter(parameter) : .invalid, range: whole)
  }

  private mutating func parseInclude(from start: Int) -> Statement {
    advance()
    let before = diagnostics.count
    let path = parseBareValue()
    if diagnostics.count == before {
      switch path.kind {
      case .text, .bareText, .word, .parenthesized: break
      default:
        report(path.range, "`include` takes the path of a script", expected: "text, as in `include \"other.darkroom\"`")
      }
    }
    let kind = diagnostics.count == before ? Statement.Kind.include(Include(path: path)) : .invalid
    if diagnostics.count > before { skipToLineEnd() }
    return finish(kind, from: start, after: "the path")
  }
}

extension StringProtocol {
  /// The text without blanks at its ends.
  package func trimmingBlanks() -> String {
    var rest = self[...]
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest.drop(while: \.isWhitespace))
  }
}
