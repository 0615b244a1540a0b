internal import Basics

/// The numbers that an option allows; none of them is infinite.
public struct NumberRange: Hashable, Sendable {
  /// The least number, allowed itself unless `excludesLower`; minus infinity for no bound.
  public let lower: Double
  /// The greatest number, allowed itself unless `excludesUpper`; infinity for no bound.
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

  /// Every number.
  public static let any = NumberRange(-.infinity, .infinity)
  /// Zero and every number above it.
  public static let notNegative = NumberRange(0, .infinity)
  /// Every number above zero.
  public static let positive = NumberRange(0, .infinity, excludesLower: true)
  /// From zero to one, both of them too.
  public static let unit = NumberRange(0, 1)

  /// Whether a number is allowed.
  public func contains(_ value: Double) -> Bool {
    guard value.isFinite else { return false }
    let low = excludesLower ? value > lower : value >= lower
    let high = excludesUpper ? value < upper : value <= upper
    return low && high
  }
}

extension NumberRange: CustomStringConvertible {
  /// What is allowed, in words: "a number from 0 to 1".
  public var description: String {
    let (least, greatest) = (numberText(lower), numberText(upper))
    switch (lower.isFinite, upper.isFinite) {
    case (false, false): return "a number"
    case (true, false): return excludesLower ? "a number above \(least)" : "a number, \(least) or more"
    case (false, true): return excludesUpper ? "a number below \(greatest)" : "a number, \(greatest) or less"
    case (true, true):
      guard excludesLower || excludesUpper else { return "a number from \(least) to \(greatest)" }
      return "a number \(excludesLower ? "above" : "of at least") \(least) and "
        + "\(excludesUpper ? "below" : "at most") \(greatest)"
    }
  }
}
