extension Parser {
  /// An expression inside brackets. Loosest first: `or`, `and`, `not`, comparison, `..`, `+ -`, `* / %`, sign, `^`.
  mutating func parseExpression() throws(Diagnostic) -> Expression {
    try enter()
    defer { nesting -= 1 }
    return try parseOr()
  }

  mutating func enter() throws(Diagnostic) {
    guard nesting < Self.nestingLimit else {
      throw Diagnostic(at: range(current), "this nests more than \(Self.nestingLimit) deep")
    }
    nesting += 1
  }

  private mutating func parseOr() throws(Diagnostic) -> Expression {
    var left = try parseAnd()
    while isWord("or") { left = try combine(left, .or) { (parser) throws(Diagnostic) in try parser.parseAnd() } }
    return left
  }

  private mutating func parseAnd() throws(Diagnostic) -> Expression {
    var left = try parseNot()
    while isWord("and") { left = try combine(left, .and) { (parser) throws(Diagnostic) in try parser.parseNot() } }
    return left
  }

  private mutating func parseNot() throws(Diagnostic) -> Expression {
    guard isWord("not") else { return try parseComparison() }
    return try parsePrefix(.not) { (parser) throws(Diagnostic) in try parser.parseNot() }
  }

  private mutating func parseComparison() throws(Diagnostic) -> Expression {
    let left = try parseRange()
    guard let comparison = currentOperator(), comparison.isComparison else {
      if isSymbol("=") {
        throw Diagnostic(at: range(current), "`=` compares nothing", expected: "`==`")
      }
      return left
    }
    let result = try combine(left, comparison) { (parser) throws(Diagnostic) in try parser.parseRange() }
    if let next = currentOperator(), next.isComparison {
      throw Diagnostic(
        at: range(current), "comparisons cannot be chained",
        expected: "`and` between two of them, as in `(0 < x and x < 1)`")
    }
    return result
  }

  private mutating func parseRange() throws(Diagnostic) -> Expression {
    let lower = try parseSum()
    guard isSymbol("..") else { return lower }
    advance()
    let upper = try parseSum()
    return Expression(kind: .range(lower, upper), range: lower.range.through(upper.range))
  }

  private mutating func parseSum() throws(Diagnostic) -> Expression {
    var left = try parseProduct()
    while let found = currentOperator(), found == .add || found == .subtract {
      left = try combine(left, found) { (parser) throws(Diagnostic) in try parser.parseProduct() }
    }
    return left
  }

  private mutating func parseProduct() throws(Diagnostic) -> Expression {
    var left = try parseSign()
    while let found = currentOperator(), found == .multiply || found == .divide || found == .remainder {
      left = try combine(left, found) { (parser) throws(Diagnostic) in try parser.parseSign() }
    }
    return left
  }

  private mutating func parseSign() throws(Diagnostic) -> Expression {
    if isSymbol("-") { return try parsePrefix(.negate) { (parser) throws(Diagnostic) in try parser.parseSign() } }
    if isSymbol("+") { return try parsePrefix(.plus) { (parser) throws(Diagnostic) in try parser.parseSign() } }
    let base = try parsePostfix()
    guard isSymbol("^") else { return base }
    try enter()
    defer { nesting -= 1 }
    return try combine(base, .power) { (parser) throws(Diagnostic) in try parser.parseSign() }
  }

  // MARK: Operators

  private func isWord(_ word: String) -> Bool { current.kind == .name && text(current) == word }

  private func currentOperator() -> BinaryOperator? {
    guard case .symbol(let symbol) = current.kind else { return nil }
    return BinaryOperator(rawValue: symbol)
  }

  private mutating func countOperator() throws(Diagnostic) {
    operators += 1
    if operators > Self.operatorLimit {
      throw Diagnostic(at: range(current), "a value holds more than \(Self.operatorLimit) operators")
    }
  }

  private mutating func combine(
    _ left: Expression, _ operation: BinaryOperator, _ parseRight: (inout Parser) throws(Diagnostic) -> Expression
  ) throws(Diagnostic) -> Expression {
    try countOperator()
    advance()
    let right = try parseRight(&self)
    return Expression(kind: .binary(operation, left, right), range: left.range.through(right.range))
  }

  private mutating func parsePrefix(
    _ operation: UnaryOperator, _ parseValue: (inout Parser) throws(Diagnostic) -> Expression
  ) throws(Diagnostic) -> Expression {
    try enter()
    defer { nesting -= 1 }
    let place = range(current)
    advance()
    let value = try parseValue(&self)
    return Expression(kind: .unary(operation, value), range: place.through(value.range))
  }

  // MARK: Values

  private mutating func parsePostfix() throws(Diagnostic) -> Expression {
    var value = try parsePrimary()
    while true {
      if isSymbol(".") {
        try countOperator()
        advance()
        guard current.kind == .name else {
          throw Diagnostic(
            at: place(), "a property's name is missing behind `.`", expected: "a name, as in `(log.validation)`")
        }
        let name = Name(text: text(current), range: range(current))
        advance()
        value = Expression(kind: .property(value, name), range: value.range.through(name.range))
      } else if isSymbol("["), isAttached() {
        try countOperator()
        let indices = try parseIndicesItself()
        value = Expression(kind: .element(value, indices: indices), range: range(from: value.range.offsets.lowerBound))
      } else {
        return value
      }
    }
  }

  /// `[expression]` or `[expression,expression]`; the current token is the bracket.
  mutating func parseIndicesItself() throws(Diagnostic) -> [Expression] {
    let start = current.offsets.lowerBound
    advance()
    var indices = [try parseExpression()]
    while isSymbol(",") {
      advance()
      indices.append(try parseExpression())
    }
    try close("]", openedAt: start)
    return indices
  }

  private mutating func parsePrimary() throws(Diagnostic) -> Expression {
    let place = range(current)
    let written = text(current)
    switch current.kind {
    case .number:
      guard let number = BareToken.number(written) else {
        throw Diagnostic(at: place, "the number `\(written)` is too large")
      }
      if token(1).kind == .name, isAttached(1) {
        throw Diagnostic(
          at: place.through(range(token(1))), "`\(written)\(text(token(1)))` is neither a number nor a name",
          expected: "an operator between them, as in `(2 * n)`")
      }
      advance()
      return Expression(kind: .number(number), range: place)
    case .shape:
      let value = try BareTemplate(pieces: [.literal(written)], range: place).expression()
      advance()
      return value
    case .name:
      return try parseName(written, place)
    case .openQuote:
      return try parseQuoted()
    case .symbol("("):
      return try parseParenthesized()
    default:
      throw unexpected()
    }
  }

  private mutating func parseName(_ word: String, _ place: SourceRange) throws(Diagnostic) -> Expression {
    guard BareToken.isName(word) else {
      throw Diagnostic(at: place, "`\(word)` is no name", expected: "a letter or `_`, then letters, digits and `_`")
    }
    if CommandVocabulary.reservedWords.contains(word) { throw unexpected() }
    advance()
    if isSymbol("("), isAttached() {
      return try parseTermArguments(Name(text: word, range: place))
    }
    return Expression(kind: .variable(word), range: place)
  }

  private func place() -> SourceRange { endsLine() ? lineEndRange() : range(current) }

  private mutating func unexpected() -> Diagnostic {
    if endsLine() {
      endsInBracket = token(0).kind == .end || token(1).kind == .end
      return Diagnostic(at: lineEndRange(), "the line ends where a value is missing")
    }
    if isSymbol("[") {
      return Diagnostic(
        at: range(current), "`[` begins no value", expected: "a list without brackets, outside parentheses: `200,1000`")
    }
    return Diagnostic(
      at: range(current), "`\(text(current))` begins no value", expected: "a number, a name, `\"text\"` or `(`")
  }

  /// `(expression)`
  mutating func parseParenthesized() throws(Diagnostic) -> Expression {
    let start = current.offsets.lowerBound
    advance()
    let value = try parseExpression()
    if let several = severalNumbers(behind: value, openedAt: start) { throw several }
    try close(")", openedAt: start)
    return Expression(kind: .parenthesized(value), range: range(from: start))
  }

  /// What to say of `(2, 1)`, as Python writes several numbers; nil for anything else.
  private func severalNumbers(behind first: Expression, openedAt start: Int) -> Diagnostic? {
    guard case .number = first.kind else { return nil }
    var numbers = [first.range.text]
    var distance = 0
    while isSymbol(",", distance), token(distance + 1).kind == .number {
      numbers.append(text(token(distance + 1)))
      distance += 2
    }
    guard numbers.count > 1, isSymbol(")", distance) else { return nil }
    let whole = SourceRange(source: source, offsets: start..<token(distance).offsets.upperBound)
    return Diagnostic(
      at: whole, "several numbers are not in parentheses",
      notes: [.init("write `\(numbers.joined(separator: "x"))`, or for a list `\(numbers.joined(separator: ","))`")])
  }

  /// Takes the bracket that closes the one at an offset.
  mutating func close(_ closer: String, openedAt start: Int) throws(Diagnostic) {
    if isSymbol(closer) { return advance() }
    let opening = SourceRange(source: source, offsets: start..<(start + 1))
    if endsLine() {
      endsInBracket = token(0).kind == .end || token(1).kind == .end
      throw Diagnostic(at: opening, "`\(opening.text)` is not closed on its line", expected: "`\(closer)`")
    }
    if closer == ")", let first = tokens.first(where: { $0.offsets.lowerBound > start }),
      commands.names.contains(text(first))
    {
      throw Diagnostic(
        at: SourceRange(source: source, offsets: start..<current.offsets.upperBound),
        "a command stands on a line of its own, and not in parentheses",
        notes: [.init("give what it makes a name first, as in `part = \(text(first)) …`, and write the name here")])
    }
    throw Diagnostic(
      at: range(current), "`\(text(current))` cannot follow here", expected: "an operator or `\(closer)`")
  }

  /// The arguments of a term behind its name: `(0.3)`, `(32, padding=4)`.
  mutating func parseTermArguments(_ name: Name) throws(Diagnostic) -> Expression {
    let start = current.offsets.lowerBound
    advance()
    var arguments: [TermArgument] = []
    while !isSymbol(")") {
      var label: Name?
      if current.kind == .name, isSymbol("=", 1) {
        label = Name(text: text(current), range: range(current))
        advance()
        advance()
      }
      arguments.append(TermArgument(label: label, value: try parseExpression()))
      guard isSymbol(",") else { break }
      advance()
    }
    try close(")", openedAt: start)
    return Expression(kind: .term(name, arguments), range: range(from: name.range.offsets.lowerBound))
  }

  /// `"text {expression} text"`
  mutating func parseQuoted() throws(Diagnostic) -> Expression {
    let quote = current
    advance()
    var pieces: [TextTemplate.Piece] = []
    while true {
      switch current.kind {
      case .characters(let characters):
        if !characters.isEmpty { pieces.append(.literal(characters)) }
        advance()
      case .symbol("{"):
        let start = current.offsets.lowerBound
        advance()
        pieces.append(.value(try parseExpression()))
        try close("}", openedAt: start)
      case .closeQuote:
        advance()
        let template = TextTemplate(pieces: pieces)
        return Expression(kind: .text(template), range: range(from: quote.offsets.lowerBound))
      default:
        throw Diagnostic(at: range(quote), "this text is not closed on its line", expected: "`\"` at its end")
      }
    }
  }
}
