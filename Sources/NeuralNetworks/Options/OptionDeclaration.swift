public import TensorMath

/// The value of one option of a layer, a loss or an optimiser.
public enum OptionValue: Hashable, Sendable {
  case integer(Int)
  /// Height, then width: a rectangular kernel, stride or padding.
  case pair(height: Int, width: Int)
  case number(Double)
  case flag(Bool)
  case shape(SampleShape)
}

extension OptionValue: CustomStringConvertible {
  /// The value as a script writes it.
  public var description: String {
    switch self {
    case .integer(let value): "\(value)"
    case .pair(let height, let width): height == width ? "\(height)" : "\(height)x\(width)"
    case .number(let value): "\(value)"
    case .flag(let value): value ? "yes" : "no"
    case .shape(let shape): "\(shape)"
    }
  }
}

/// What an option may hold.
public enum OptionType: Hashable, Sendable {
  /// A whole number within a range.
  case integer(ClosedRange<Int>)
  /// A whole number for both axes, or a height and a width as in `3x5`, each within a range.
  case extent(ClosedRange<Int>)
  /// A number within a range.
  case number(OptionNumberRange)
  /// `yes` or `no`.
  case flag
  /// The shape of one sample: `64x8x8`, or the length of a vector.
  case shape
}

/// The numbers that an option allows.
public struct OptionNumberRange: Hashable, Sendable {
  /// The least value, allowed itself unless `excludesLower`.
  public let lower: Double
  /// The greatest value, allowed itself unless `excludesUpper`; infinity allows every finite number.
  public let upper: Double
  /// Whether `lower` itself is refused.
  public let excludesLower: Bool
  /// Whether `upper` itself is refused.
  public let excludesUpper: Bool

  /// The numbers from `lower` to `upper`.
  public init(_ lower: Double, _ upper: Double, excludesLower: Bool = false, excludesUpper: Bool = false) {
    self.lower = lower
    self.upper = upper
    self.excludesLower = excludesLower
    self.excludesUpper = excludesUpper
  }

  /// Whether a number is allowed; no number that is not finite is.
  public func contains(_ value: Double) -> Bool {
    guard value.isFinite else { return false }
    let low = excludesLower ? value > lower : value >= lower
    let high = excludesUpper ? value < upper : value <= upper
    return low && high
  }
}

extension OptionType: CustomStringConvertible {
  /// What is allowed, in words: "a whole number from 1 to 65536".
  public var description: String {
    switch self {
    case .integer(let range):
      return "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .extent(let range):
      return "a whole number from \(range.lowerBound) to \(range.upperBound), or two as in 3x5 (height, width)"
    case .number(let range):
      let above = range.excludesLower ? "above \(range.lower)" : "of at least \(range.lower)"
      if range.lower == -.infinity { return "a number" }
      if range.upper == .infinity { return "a number \(above)" }
      return "a number \(above) and \(range.excludesUpper ? "below" : "at most") \(range.upper)"
    case .flag:
      return "yes or no"
    case .shape:
      return "a shape such as 64x8x8"
    }
  }
}

/// One option of a layer or an optimiser, from which checking, help and completion come.
public struct OptionDeclaration: Hashable, Sendable {
  /// The name a script writes, PyTorch's own.
  public let name: String
  /// What it may hold.
  public let type: OptionType
  /// Its value when the script gives none; `nil` when it must be given.
  public let defaultValue: OptionValue?
  /// Whether it is written as an argument, without its name.
  public let isPositional: Bool
  /// One line of help.
  public let summary: String
  /// What it is counted in: "pixels", "channels".
  public let unit: String?

  /// Declares an option.
  public init(
    _ name: String, _ type: OptionType, default defaultValue: OptionValue? = nil, isPositional: Bool = false,
    summary: String, unit: String? = nil
  ) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.isPositional = isPositional
    self.summary = summary
    self.unit = unit
  }

  /// The value as the option's type holds it (an integer widens to a number or a pair), or `nil` when it does not fit.
  public func accepting(_ value: OptionValue) -> OptionValue? {
    switch (type, value) {
    case (.integer(let range), .integer(let number)):
      return range.contains(number) ? value : nil
    case (.integer(let range), .shape(.vector(let number))):
      return range.contains(number) ? .integer(number) : nil
    case (.extent(let range), .integer(let number)):
      return range.contains(number) ? .pair(height: number, width: number) : nil
    case (.extent(let range), .pair(let height, let width)):
      return range.contains(height) && range.contains(width) ? value : nil
    case (.number(let range), .number(let number)):
      return range.contains(number) ? value : nil
    case (.number(let range), .integer(let number)):
      return range.contains(Double(number)) ? .number(Double(number)) : nil
    case (.flag, .flag):
      return value
    case (.shape, .shape(let shape)):
      return shape.isUsable ? value : nil
    case (.shape, .integer(let number)):
      return SampleShape.vector(number).isUsable ? .shape(.vector(number)) : nil
    default:
      return nil
    }
  }
}
