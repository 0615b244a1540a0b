import Options
import ScriptLanguage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the operators do.
enum Arithmetic {
  /// An operator before a value.
  static func apply(_ sign: UnaryOperator, _ operand: Value, at range: SourceRange) throws(Diagnostic) -> Value {
    switch (sign, operand) {
    case (.negate, .number(let number)): return .number(-number)
    case (.plus, .number), (.plus, .codes): return operand
    case (.negate, .codes(let codes)): return .codes(codes.mapped { -$0 })
    case (.negate, .foreseen(let foreseen)) where foreseen.type == .codes: return operand
    case (.not, .boolean(let flag)): return .boolean(!flag)
    case (_, .foreseen(let foreseen)) where foreseen.type == .anything || foreseen.type == expected(sign):
      return .foreseen(expected(sign))
    default: throw mismatch(sign.rawValue, expected(sign), operand, at: range)
    }
  }

  /// An operator between two values.
  static func apply(
    _ sign: BinaryOperator, _ left: Value, _ right: Value, at range: SourceRange, left leftRange: SourceRange,
    right rightRange: SourceRange
  ) throws(Diagnostic) -> Value {
    switch sign {
    case .and, .or: return try logic(sign, left, right, left: leftRange, right: rightRange)
    case .equal, .notEqual: return try equality(sign, left, right, at: range)
    case .add where left.type == .text || right.type == .text:
      return left.isForeseen || right.isForeseen ? .foreseen(.text) : .text(left.shownText + right.shownText)
    default: break
    }
    if let codes = try CodeArithmetic.apply(sign, left, right, at: range, left: leftRange, right: rightRange) {
      return codes
    }
    if sign.isComparison, case .text(let first) = left, case .text(let second) = right {
      return .boolean(compare(sign, first, second))
    }
    for (value, place) in [(left, leftRange), (right, rightRange)]
    where value.type != .number && value.type != .anything {
      throw mismatch(sign.rawValue, .number, value, at: place)
    }
    guard case .number(let first) = left, case .number(let second) = right else {
      return .foreseen(sign.isComparison ? .boolean : .number)
    }
    if sign.isComparison { return .boolean(compare(sign, first, second)) }
    switch sign {
    case .add: return .number(first + second)
    case .subtract: return .number(first - second)
    case .multiply: return .number(first * second)
    case .divide, .remainder:
      guard second != 0 else { throw Diagnostic(at: rightRange, "cannot divide by zero") }
      return .number(sign == .divide ? first / second : first - second * (first / second).rounded(.down))
    default: return .number(pow(first, second))
    }
  }

  private static func logic(
    _ sign: BinaryOperator, _ left: Value, _ right: Value, left leftRange: SourceRange, right rightRange: SourceRange
  ) throws(Diagnostic) -> Value {
    for (value, place) in [(left, leftRange), (right, rightRange)]
    where value.type != .boolean && value.type != .anything {
      throw mismatch(sign.rawValue, .boolean, value, at: place)
    }
    guard case .boolean(let first) = left, case .boolean(let second) = right else { return .foreseen(.boolean) }
    return .boolean(sign == .and ? first && second : first || second)
  }

  private static func equality(
    _ sign: BinaryOperator, _ left: Value, _ right: Value, at range: SourceRange
  ) throws(Diagnostic) -> Value {
    let equal: Bool
    switch (left, right) {
    case (.number(let first), .number(let second)): equal = first == second
    case (.text(let first), .text(let second)): equal = first == second
    case (.boolean(let first), .boolean(let second)): equal = first == second
    case (.shape(let first), .shape(let second)): equal = first == second
    case (.foreseen, _), (_, .foreseen): return .foreseen(.boolean)
    default:
      throw Diagnostic(at: range, "\(left.type.described) cannot be compared with \(right.type.described)")
    }
    return .boolean(equal == (sign == .equal))
  }

  private static func compare<Item: Comparable>(_ sign: BinaryOperator, _ left: Item, _ right: Item) -> Bool {
    switch sign {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    default: left >= right
    }
  }

  private static func expected(_ sign: UnaryOperator) -> ValueType { sign == .not ? .boolean : .number }

  private static func mismatch(_ sign: String, _ expected: ValueType, _ value: Value, at range: SourceRange)
    -> Diagnostic
  {
    Diagnostic(at: range, "`\(sign)` takes \(expected.plural), and this is \(value.type.described)")
  }
}
