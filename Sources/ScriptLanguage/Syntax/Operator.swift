/// An operator before a value.
public enum UnaryOperator: String, Hashable, Sendable, CaseIterable {
  /// `-x`
  case negate = "-"
  /// `+x`
  case plus = "+"
  /// `not x`
  case not = "not"
}

/// An operator between two values.
public enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
  /// `a or b`
  case or
  /// `a and b`
  case and
  /// `a == b`
  case equal = "=="
  /// `a != b`
  case notEqual = "!="
  /// `a < b`
  case less = "<"
  /// `a <= b`
  case lessOrEqual = "<="
  /// `a > b`
  case greater = ">"
  /// `a >= b`
  case greaterOrEqual = ">="
  /// `a + b`
  case add = "+"
  /// `a - b`
  case subtract = "-"
  /// `a * b`
  case multiply = "*"
  /// `a / b`
  case divide = "/"
  /// `a % b`, the remainder.
  case remainder = "%"
  /// `a ^ b`, the power.
  case power = "^"

  /// Whether it compares two values.
  public var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}
