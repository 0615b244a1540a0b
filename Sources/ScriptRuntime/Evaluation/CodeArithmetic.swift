import Basics
import Options
import ScriptLanguage

/// Codes added, subtracted and scaled, as in `(encoded + 2 * (smiling.mean - serious.mean))`.
enum CodeArithmetic {
  /// What an operator makes of values of which one is codes; nil where neither is.
  static func apply(
    _ sign: BinaryOperator, _ left: Value, _ right: Value, at range: SourceRange, left leftRange: SourceRange,
    right rightRange: SourceRange
  ) throws(Diagnostic) -> Value? {
    guard left.type == .codes || right.type == .codes else { return nil }
    switch sign {
    case .add, .subtract: return try sum(sign, left, right, at: range, left: leftRange, right: rightRange)
    case .multiply where right.type == .codes && left.type != .codes:
      return try scaled(right, by: left, at: leftRange) { $0 * $1 }
    case .multiply: return try scaled(left, by: right, at: rightRange) { $0 * $1 }
    case .divide where left.type == .codes:
      if case .number(0) = right { throw Diagnostic(at: rightRange, "cannot divide by zero") }
      return try scaled(left, by: right, at: rightRange) { $0 / $1 }
    default:
      let at = left.type == .codes ? leftRange : rightRange
      throw Diagnostic(
        at: at, "`\(sign.rawValue)` takes no codes", expected: "`+` or `-` between codes, `*` or `/` with a number")
    }
  }

  private static func sum(
    _ sign: BinaryOperator, _ left: Value, _ right: Value, at range: SourceRange, left leftRange: SourceRange,
    right rightRange: SourceRange
  ) throws(Diagnostic) -> Value {
    let (first, second) = (try operand(left, sign, at: leftRange), try operand(right, sign, at: rightRange))
    if let one = first.latent, let other = second.latent, one != other {
      throw Diagnostic(
        at: range, "these codes have \(countText(one, "number")), and those \(countText(other))",
        expected: "codes of one length")
    }
    if let one = first.count, let other = second.count, one != other, one != 1, other != 1 {
      throw Diagnostic(
        at: range, "these are \(countText(one, "code")), and those \(countText(other))",
        expected: "as many, or a single one on either side")
    }
    guard case .codes(let one) = first.value, case .codes(let other) = second.value else {
      var facts = Foreseen(.codes)
      facts.latent = first.latent ?? second.latent
      facts.count = first.count.flatMap { one in second.count.map { max(one, $0) } }
      return .foreseen(facts)
    }
    return .codes(sign == .add ? one.combined(with: other, +) : one.combined(with: other, -))
  }

  private static func operand(
    _ value: Value, _ sign: BinaryOperator, at range: SourceRange
  ) throws(Diagnostic) -> (value: Value, latent: Int?, count: Int?) {
    if value.type == .codes { return (value, value.facts?.latent, value.facts?.count) }
    if let codes = Codes(byHand: value) { return (.codes(codes), codes.latent, codes.count) }
    if case .foreseen(let foreseen) = value, [.anything, .list].contains(foreseen.type) { return (value, nil, nil) }
    throw Diagnostic(
      at: range, "`\(sign.rawValue)` takes codes on both sides here, and this is \(value.type.described)",
      expected: "codes, or a list of as many numbers")
  }

  private static func scaled(
    _ codes: Value, by factor: Value, at range: SourceRange, _ apply: (Float, Float) -> Float
  ) throws(Diagnostic) -> Value {
    switch (codes, factor) {
    case (.codes(let codes), .number(let number)): return .codes(codes.mapped { apply($0, Float(number)) })
    case (_, .number): return codes
    case (_, .foreseen(let foreseen)) where [.number, .anything].contains(foreseen.type):
      return codes.facts.map { .foreseen($0) } ?? .foreseen(.codes)
    default:
      throw Diagnostic(
        at: range, "codes are multiplied by a number, and this is \(factor.type.described)", expected: "a number")
    }
  }
}
