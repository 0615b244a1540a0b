/// A value as JSON knows it (RFC 8259).
///
/// An object's members have no order; they are written in that of their names, so that the same value is the same text.
public enum JSONValue: Hashable, Sendable {
  /// `null`
  case null
  /// `true` or `false`
  case boolean(Bool)
  /// A number without a fraction that an `Int` can hold.
  case integer(Int)
  /// Any other number.
  case number(Double)
  /// A text.
  case text(String)
  /// Values in order.
  case list([JSONValue])
  /// Values by name.
  case object([String: JSONValue])

  /// A member of an object; nil for what is no object, or has no such member.
  public subscript(_ name: String) -> JSONValue? {
    get { if case .object(let members) = self { members[name] } else { nil } }
    set {
      guard case .object(var members) = self else { return }
      members[name] = newValue
      self = .object(members)
    }
  }

  /// The text; nil for what is none.
  public var text: String? { if case .text(let text) = self { text } else { nil } }

  /// The truth value; nil for what is none.
  public var boolean: Bool? { if case .boolean(let flag) = self { flag } else { nil } }

  /// The whole number; nil for what is none, or does not fit.
  public var integer: Int? {
    switch self {
    case .integer(let number): number
    case .number(let number): Int(exactly: number)
    default: nil
    }
  }

  /// The number; nil for what is none.
  public var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  /// The elements; nil for what is no list.
  public var list: [JSONValue]? { if case .list(let elements) = self { elements } else { nil } }

  /// The members; nil for what is no object.
  public var object: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByNilLiteral
{
  /// A text.
  public init(stringLiteral text: String) { self = .text(text) }
  /// A truth value.
  public init(booleanLiteral flag: Bool) { self = .boolean(flag) }
  /// A whole number.
  public init(integerLiteral number: Int) { self = .integer(number) }
  /// A number.
  public init(floatLiteral number: Double) { self = .number(number) }
  /// A list.
  public init(arrayLiteral elements: JSONValue...) { self = .list(elements) }
  /// An object; of two members of one name the last counts.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(Dictionary(members) { _, last in last })
  }
  /// `null`
  public init(nilLiteral: ()) { self = .null }
}
