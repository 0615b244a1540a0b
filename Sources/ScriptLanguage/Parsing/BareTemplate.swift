/// A bare token cut at its `{…}`, such as `{c}x8x8` or `loss-{size}.svg`.
struct BareTemplate {
  let pieces: [TextTemplate.Piece]
  let range: SourceRange

  /// What the token is.
  func expression() throws(Diagnostic) -> Expression {
    if pieces.count == 1 {
      switch pieces[0] {
      case .literal(let text): return try literal(text)
      case .value(let value): return Expression(kind: .parenthesized(value), range: range)
      }
    }
    if let sides = parts(between: "x"), sides.count >= 2, let shape = numbers(sides, signed: false) {
      return Expression(kind: .shape(shape), range: range)
    }
    if let ends = parts(between: ".."), ends.count == 2, let numbers = numbers(ends, signed: true) {
      return Expression(kind: .range(numbers[0], numbers[1]), range: range)
    }
    return Expression(kind: .bareText(TextTemplate(pieces: pieces)), range: range)
  }

  private func literal(_ token: String) throws(Diagnostic) -> Expression {
    let kind: Expression.Kind
    switch BareToken(token) {
    case .number(let number): kind = .number(number)
    case .range(let lower, let upper): kind = .range(try number(lower), try number(upper))
    case .shape(let sides):
      var values: [Expression] = []
      for side in sides { values.append(try number(side)) }
      kind = .shape(values)
    case .word: kind = .word(token)
    case .text: kind = .bareText(TextTemplate(pieces: [.literal(token)]))
    case .numberTooLarge: throw Diagnostic(at: range, "the number `\(token)` is too large")
    case .other: throw notAValue(token)
    }
    return Expression(kind: kind, range: range)
  }

  private func notAValue(_ token: String) -> Diagnostic {
    var notes: [Diagnostic.Note] = []
    if token.contains(where: { $0 == "“" || $0 == "”" || $0 == "„" }) {
      notes.append(.init("text is quoted with straight quotes: `\"…\"`"))
    } else if token.contains(where: { "+*^%<>".contains($0) }) {
      notes.append(.init("arithmetic and comparison stand in parentheses: `(2 * 3)`"))
    } else if !token.contains("\\") {
      notes.append(.init("other text is quoted: `\"\(token)\"`"))
    } else {
      notes.append(.init("paths are written with `/`; a `\\` continues a line only as its last character"))
    }
    return Diagnostic(at: range, "`\(token)` is no value", expected: Parser.valueForms, notes: notes)
  }

  /// A number inside the token, found by where it begins in the token's text.
  private func number(_ text: Substring) throws(Diagnostic) -> Expression {
    let whole = text.base
    let distance = whole.utf8.distance(from: whole.startIndex, to: text.startIndex)
    let start = range.offsets.lowerBound + distance
    let place = SourceRange(source: range.source, offsets: start..<(start + text.utf8.count))
    guard let number = BareToken.number(text) else {
      throw Diagnostic(at: place, "the number `\(text)` is too large")
    }
    return Expression(kind: .number(number), range: place)
  }

  /// The pieces between separators that stand in the literal text.
  private func parts(between separator: String) -> [[TextTemplate.Piece]]? {
    var parts: [[TextTemplate.Piece]] = [[]]
    for piece in pieces {
      guard case .literal(let text) = piece else {
        parts[parts.count - 1].append(piece)
        continue
      }
      for (index, part) in text.split(on: separator).enumerated() {
        if index > 0 { parts.append([]) }
        if !part.isEmpty { parts[parts.count - 1].append(.literal(part)) }
      }
    }
    return parts
  }

  /// The parts as numbers, where each is one number or one `{expression}`.
  private func numbers(_ parts: [[TextTemplate.Piece]], signed: Bool) -> [Expression]? {
    var values: [Expression] = []
    for part in parts {
      guard part.count == 1 else { return nil }
      switch part[0] {
      case .value(let value):
        values.append(Expression(kind: .parenthesized(value), range: value.range))
      case .literal(let text):
        guard signed ? BareToken.isNumber(text) : text.allSatisfy(BareToken.isDigit),
          let number = BareToken.number(text)
        else { return nil }
        values.append(Expression(kind: .number(number), range: range))
      }
    }
    return values
  }
}

extension String {
  /// The stretches between a separator, empty ones included.
  func split(on separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let found = rest.firstRange(of: separator) {
      parts.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    return parts + [String(rest)]
  }
}

extension StringProtocol where SubSequence == Substring {
  /// Where a stretch of text first stands.
  func range(of text: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) { return index..<self.index(index, offsetBy: text.count) }
      formIndex(after: &index)
    }
    return nil
  }
}
