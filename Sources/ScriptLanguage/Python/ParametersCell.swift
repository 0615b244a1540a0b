/// The cell that papermill writes into a notebook to set its params: a comment, and assignments of Python's literals.
///
///     # Parameters
///     epochs = 3
///     title = "Gr\xf6\xdfe {cm}"
///
/// In it texts, lists and words are read as Python means them: `{` is a brace, and `None` is no value.
enum ParametersCell {
  /// Whether a comment opens such a cell, where it is the first thing in it.
  static func opens(_ comment: String) -> Bool { comment.trimmingBlanks() == "# Parameters" }
}

extension Parser {
  /// Whether the tokens from here on, the first of a cell, are of such a cell.
  func opensParametersCell() -> Bool {
    var distance = 0
    while token(distance).kind == .lineEnd, index + distance < tokens.count - 1 { distance += 1 }
    guard token(distance).kind == .comment(atFirstColumn: true) else { return false }
    return ParametersCell.opens(text(token(distance)))
  }

  /// One of Python's literals; reports what is none.
  mutating func parsePythonValue() -> Expression {
    let start = current.offsets.lowerBound
    do throws(Diagnostic) {
      return try parsePythonLiteral()
    } catch {
      report(error)
      skipToLineEnd()
      return Expression(kind: .missing, range: range(from: start))
    }
  }

  private mutating func parsePythonLiteral() throws(Diagnostic) -> Expression {
    try enter()
    defer { nesting -= 1 }
    let start = current.offsets.lowerBound
    let place = range(current)
    switch current.kind {
    case .openQuote: return try parseQuoted()
    case .symbol("["): return try parsePythonElements(closedBy: "]")
    case .symbol("("): return try parsePythonElements(closedBy: ")")
    case .symbol("{"):
      throw Diagnostic(
        at: place, "a dict of Python's is no value here", expected: "a list, or a param for each of its values")
    case .symbol("-"), .symbol("+"):
      let sign: UnaryOperator = isSymbol("-") ? .negate : .plus
      advance()
      let value = try parsePythonLiteral()
      return Expression(kind: .unary(sign, value), range: range(from: start))
    case .bare, .name, .number: break
    default:
      throw Diagnostic(
        at: endsLine() ? lineEndRange() : place,
        endsLine() ? "a value is missing here" : "`\(text(current))` begins no value",
        expected: "one of Python's literals, as papermill writes them")
    }
    let word = text(current)
    advance()
    switch word {
    case "True", "False": return Expression(kind: .word(word), range: place)
    case "None":
      throw Diagnostic(
        at: place, "`None` is no value",
        notes: [.init("a param that is not given keeps the default of its `param` line")])
    case "float" where isSymbol("("): return try parsePythonFloat(from: start)
    default: break
    }
    if let number = BareToken.number(word), BareToken.isNumber(word) {
      return Expression(kind: .number(number), range: place)
    }
    throw Diagnostic(
      at: place, "`\(word)` is none of Python's literals",
      notes: [.init("in a cell that begins `# Parameters` text is quoted, as papermill writes it")])
  }

  /// `float('inf')`, behind its first word.
  private mutating func parsePythonFloat(from start: Int) throws(Diagnostic) -> Expression {
    let opening = current.offsets.lowerBound
    advance()
    let text = try parseQuoted()
    try close(")", openedAt: opening)
    guard case .text(let template) = text.kind, let literal = template.literal, let value = Double(literal) else {
      throw Diagnostic(at: text.range, "`\(text.range.text)` is no number", expected: "`'inf'`, `'-inf'` or `'nan'`")
    }
    return Expression(kind: .number(Number(value: value, integer: nil)), range: range(from: start))
  }

  /// `[…]` or `(…)`; one value alone in parentheses is that value.
  private mutating func parsePythonElements(closedBy closer: String) throws(Diagnostic) -> Expression {
    let start = current.offsets.lowerBound
    advance()
    var elements: [Expression] = []
    var endsInComma = false
    while !isSymbol(closer) {
      elements.append(try parsePythonLiteral())
      endsInComma = isSymbol(",")
      guard endsInComma else { break }
      advance()
    }
    try close(closer, openedAt: start)
    if closer == ")", let only = elements.first, elements.count == 1, !endsInComma { return only }
    return Expression(kind: .list(elements), range: range(from: start))
  }
}
