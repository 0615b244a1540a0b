/// What a bare token such as `3x32x32` or `a.png` is, judged by its characters alone.
enum BareToken: Equatable {
  case number(Number)
  case numberTooLarge
  case range(Substring, Substring)
  case shape([Substring])
  case word
  case text
  case other

  init(_ token: String) {
    if Self.isNumber(token[...]) {
      self = Self.number(token).map { .number($0) } ?? .numberTooLarge
    } else if let (lower, upper) = Self.rangeEnds(token), Self.isNumber(lower), Self.isNumber(upper) {
      self = .range(lower, upper)
    } else if let sides = Self.sides(token) {
      self = .shape(sides)
    } else if Self.isName(token) {
      self = .word
    } else if token.contains(where: { $0 == "." || $0 == "/" || $0 == "-" }), !token.contains(where: Self.isForbidden) {
      self = .text
    } else if Self.isMeasure(token) {
      self = .text
    } else {
      self = .other
    }
  }

  /// A length or a size with its unit, such as `7x3in` or `85mm`: digits and `x`, then a few letters.
  static func isMeasure(_ token: some StringProtocol) -> Bool {
    let numbers = token.prefix { isDigit($0) || $0 == "x" }
    let unit = token.dropFirst(numbers.count)
    return numbers.first.map(isDigit) ?? false && numbers.last != "x" && (1...3).contains(unit.count)
      && unit.allSatisfy { $0.isASCII && $0.isLetter }
  }

  /// A letter or `_`, then letters, digits and `_`.
  static func isName(_ token: some StringProtocol) -> Bool {
    guard let first = token.first, first.isLetter || first == "_" else { return false }
    return token.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// A name, or several with `-` between them: `per-class`.
  static func isOptionName(_ token: some StringProtocol) -> Bool {
    isName(token.prefix { $0 != "-" })
      && token.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
        !part.isEmpty && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      }
  }

  /// An optional sign, digits with at most one point between or before them, and an optional exponent.
  static func isNumber(_ token: some StringProtocol) -> Bool {
    var rest = Substring(token)
    if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    if rest.first == "." {
      let fraction = rest.dropFirst().prefix(while: isDigit)
      if fraction.isEmpty { return false }
      rest = rest.dropFirst(1 + fraction.count)
    } else if whole.isEmpty {
      return false
    }
    if rest.first == "e" || rest.first == "E" {
      rest.removeFirst()
      if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
      return !rest.isEmpty && rest.allSatisfy(isDigit)
    }
    return rest.isEmpty
  }

  /// The number that a token spells; nil where it is too large.
  static func number(_ token: some StringProtocol) -> Number? {
    guard let value = Double(String(token)), value.isFinite else { return nil }
    return Number(value: value, integer: Int(String(token)))
  }

  static func rangeEnds(_ token: String) -> (Substring, Substring)? {
    let characters = Array(token)
    guard characters.count >= 4 else { return nil }
    for index in 1..<(characters.count - 1) where characters[index] == "." && characters[index + 1] == "." {
      return (token.prefix(index), token.dropFirst(index + 2))
    }
    return nil
  }

  private static func sides(_ token: String) -> [Substring]? {
    let sides = token.split(separator: "x", omittingEmptySubsequences: false)
    guard sides.count >= 2, sides.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { return nil }
    return sides
  }

  static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

  private static func isForbidden(_ character: Character) -> Bool {
    character == "<" || character == ">" || character == "\\" || character == "“" || character == "”"
  }
}
