internal import Basics

/// The value of an option, as its kind has it.
public indirect enum OptionValue: Hashable, Sendable {
  /// A whole number.
  case whole(Int)
  /// A number.
  case number(Double)
  /// Yes or no.
  case flag(Bool)
  /// A text, a path or a chosen word.
  case text(String)
  /// A height and a width.
  case extent(Extent)
  /// The sides of a sample's shape.
  case shape([Int])
  /// A word with its arguments.
  case term(Term)
  /// Weighted terms that are added.
  case sum([WeightedTerm])
  /// Several values in order.
  case list([OptionValue])
}

extension OptionValue: CustomStringConvertible {
  /// The value as a script writes it.
  public var description: String {
    switch self {
    case .whole(let number): "\(number)"
    case .number(let number): numberText(number)
    case .flag(let flag): flag ? "yes" : "no"
    case .text(let text): text
    case .extent(let extent): extent.height == extent.width ? "\(extent.height)" : "\(extent)"
    case .shape(let sides): sides.map(String.init).joined(separator: "x")
    case .term(let term): "\(term)"
    case .sum(let terms):
      terms.count == 1 && terms[0].weight == 1
        ? "\(terms[0])" : "(" + terms.map { "\($0)" }.joined(separator: " + ") + ")"
    case .list(let values): values.map(\.description).joined(separator: ",")
    }
  }
}

extension OptionValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByStringLiteral
{
  /// A whole number.
  public init(integerLiteral value: Int) { self = .whole(value) }
  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// Yes or no.
  public init(booleanLiteral value: Bool) { self = .flag(value) }
  /// A text or a word.
  public init(stringLiteral value: String) { self = .text(value) }
}

/// What an option's value is read as.
public protocol OptionReadable: Sendable {
  /// Reads a value that the option's kind has accepted; nil where the kind is none of this type's.
  init?(_ value: OptionValue)
  /// The value as an option has it.
  var optionValue: OptionValue { get }
}

extension Int: OptionReadable {
  /// Reads a whole number.
  public init?(_ value: OptionValue) {
    guard case .whole(let number) = value else { return nil }
    self = number
  }
  /// A whole number.
  public var optionValue: OptionValue { .whole(self) }
}

extension Double: OptionReadable {
  /// Reads a number.
  public init?(_ value: OptionValue) {
    guard case .number(let number) = value else { return nil }
    self = number
  }
  /// A number.
  public var optionValue: OptionValue { .number(self) }
}

extension Bool: OptionReadable {
  /// Reads yes or no.
  public init?(_ value: OptionValue) {
    guard case .flag(let flag) = value else { return nil }
    self = flag
  }
  /// Yes or no.
  public var optionValue: OptionValue { .flag(self) }
}

extension String: OptionReadable {
  /// Reads a text or a word.
  public init?(_ value: OptionValue) {
    guard case .text(let text) = value else { return nil }
    self = text
  }
  /// A text or a word.
  public var optionValue: OptionValue { .text(self) }
}

extension Extent: OptionReadable {
  /// Reads a height and a width.
  public init?(_ value: OptionValue) {
    guard case .extent(let extent) = value else { return nil }
    self = extent
  }
  /// A height and a width.
  public var optionValue: OptionValue { .extent(self) }
}

extension Array: OptionReadable where Element: OptionReadable {
  /// Reads a list.
  public init?(_ value: OptionValue) {
    guard case .list(let values) = value else { return nil }
    let elements = values.compactMap { Element($0) }
    guard elements.count == values.count else { return nil }
    self = elements
  }
  /// A list.
  public var optionValue: OptionValue { .list(map(\.optionValue)) }
}
