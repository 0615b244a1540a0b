extension Parser {
  /// A value outside brackets: one element, or a list with `,` between its elements.
  mutating func parseBareValue() -> Expression {
    let start = current.offsets.lowerBound
    operators = 0
    var elements = [parseElement()]
    while isSymbol(","), !current.followsSpace || isSymbol(",", 1) || !endsLine(1) {
      let comma = current
      advance()
      if endsLine() {
        report(range(comma), "a value is missing behind `,`", expected: "a list such as `200,1000`")
        break
      }
      if comma.followsSpace || current.followsSpace {
        report(range(comma), "a list is written without white space: `200,1000`")
      }
      elements.append(parseElement())
    }
    if isSymbol(","), elements.count == 1 {
      report(range(current), "a value is missing behind `,`", expected: "a list such as `200,1000`")
      advance()
    }
    if elements.count == 1, let only = elements.first { return only }
    return Expression(kind: .list(elements), range: range(from: start))
  }

  /// A value without commas, up to white space.
  private mutating func parseElement() -> Expression {
    let start = current.offsets.lowerBound
    let first = index
    var value: Expression
    do throws(Diagnostic) {
      switch current.kind {
      case .openQuote:
        value = try parseQuoted()
      case .symbol("("):
        value = try parseParenthesized()
      case .symbol("["):
        value = try parseBracketedList()
      case .symbol("{"):
        value = try parseTemplate()
      case .bare where isSymbol("(", 1) && isAttached(1):
        value = try parseTerm()
      case .bare where isSymbol("[", 1) && isAttached(1):
        value = parseElements()
      case .bare:
        value = try parseTemplate()
      default:
        throw unexpectedToken()
      }
    } catch {
      report(error)
      recover(from: first)
      return Expression(kind: .missing, range: range(from: start))
    }
    if isAttached(), !isSymbol(","), !isSymbol("="), !isSymbol("==") {
      let rest = current.offsets.lowerBound
      let isProperty = current.kind == .bare && text(current).first == "."
      let isCloser = [")", "]", "}"].contains { isSymbol($0) }
      let closer = text(current)
      skipAttachedUpToComma()
      let whole = range(from: start).text
      if isCloser {
        report(
          SourceRange(source: source, offsets: rest..<(rest + closer.utf8.count)), "`\(closer)` closes nothing")
        value.kind = .missing
        return value
      }
      report(
        range(from: rest), "nothing may follow a value without white space",
        notes: [
          .init(
            isProperty ? "properties are read in parentheses: `(\(whole))`" : "text of this kind is quoted: `\"…\"`")
        ])
      value.kind = .missing
    }
    return value
  }

  private mutating func skipAttachedUpToComma() {
    var depth = 0
    var first = true
    while !endsLine(), first || depth > 0 || (isAttached() && !isSymbol(",")) {
      first = false
      skipOne(&depth)
    }
  }

  private mutating func skipOne(_ depth: inout Int) {
    if case .symbol(let symbol) = current.kind {
      if "([{".contains(symbol) { depth += 1 }
      if ")]}".contains(symbol) { depth = max(0, depth - 1) }
    }
    advance()
  }

  /// Passes over what is left of the value that began at a token: to white space or `,` outside its brackets.
  private mutating func recover(from first: Int) {
    let failed = index
    var depth = 0
    index = first
    while !endsLine() {
      if index >= failed, index > first, depth == 0, current.followsSpace || isSymbol(",") { return }
      switch current.kind {
      case .openQuote: depth += 1
      case .closeQuote: depth = max(0, depth - 1)
      default: break
      }
      skipOne(&depth)
    }
  }

  private func unexpectedToken() -> Diagnostic {
    if endsLine() {
      return Diagnostic(at: lineEndRange(), "a value is missing here", expected: Self.valueForms)
    }
    return Diagnostic(at: range(current), "`\(text(current))` begins no value", expected: Self.valueForms)
  }

  /// The place behind the last token of the line.
  func lineEndRange() -> SourceRange {
    let end = index > 0 ? tokens[index - 1].offsets.upperBound : current.offsets.lowerBound
    return SourceRange(source: source, offsets: end..<end)
  }

  static let valueForms = "a number, a word, `\"text\"`, a list, a range, a shape, or an expression in parentheses"

  // MARK: Names with something behind them

  private mutating func parseTerm() throws(Diagnostic) -> Expression {
    let name = Name(text: text(current), range: range(current))
    guard BareToken.isOptionName(name.text) else {
      throw Diagnostic(
        at: name.range, "`\(name.text)` is no term's name",
        expected: "a term such as `gaussian(0.3)`, or text in quotes")
    }
    advance()
    return try parseTermArguments(name)
  }

  /// `model[200]`, with as many indices as follow.
  private mutating func parseElements() -> Expression {
    let start = current.offsets.lowerBound
    let name = Name(text: text(current), range: range(current))
    var value = Expression(kind: .word(name.text), range: name.range)
    if !BareToken.isName(name.text) {
      report(name.range, "`\(name.text)` is no name", expected: "a letter or `_`, then letters, digits and `_`")
    }
    advance()
    var count = 0
    while isSymbol("["), isAttached(), count < Self.nestingLimit {
      let indices = parseIndices()
      value = Expression(kind: .element(value, indices: indices), range: range(from: start))
      count += 1
    }
    return value
  }

  /// `[200, 1000]`, the list as other languages write it.
  private mutating func parseBracketedList() throws(Diagnostic) -> Expression {
    let start = current.offsets.lowerBound
    advance()
    var elements: [Expression] = []
    while !isSymbol("]") {
      elements.append(try parseExpression())
      guard isSymbol(",") else { break }
      advance()
    }
    try close("]", openedAt: start)
    return Expression(kind: .list(elements), range: range(from: start))
  }

  /// `[expression]` or `[expression,expression]`; reports what is wrong inside.
  mutating func parseIndices() -> [Expression] {
    let start = current.offsets.lowerBound
    do throws(Diagnostic) {
      return try parseIndicesItself()
    } catch {
      report(error)
      skipPast("]")
      return [Expression(kind: .missing, range: range(from: start))]
    }
  }

  /// Goes behind the bracket that closes the one now open, at most to the line's end.
  private mutating func skipPast(_ closer: String) {
    var depth = 0
    while !endsLine() {
      if depth == 0, isSymbol(closer) { return advance() }
      skipOne(&depth)
    }
  }

  // MARK: Bare tokens

  /// A bare token with the `{…}` in it, read as number, range, shape, word or text.
  private mutating func parseTemplate() throws(Diagnostic) -> Expression {
    let start = current.offsets.lowerBound
    var pieces: [TextTemplate.Piece] = []
    repeat {
      if current.kind == .bare {
        pieces.append(.literal(text(current)))
        advance()
      } else {
        let brace = current.offsets.lowerBound
        advance()
        let value = try parseExpression()
        try close("}", openedAt: brace)
        pieces.append(.value(value))
      }
    } while isAttached() && (current.kind == .bare || isSymbol("{"))
    return try BareTemplate(pieces: pieces, range: range(from: start)).expression()
  }
}
