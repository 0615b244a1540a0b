/// One of several processes that run a script together, each of which trains some of its trainings.
public struct Share: Hashable, Sendable, CustomStringConvertible {
  /// Which it is, from 1.
  public let number: Int
  /// How many there are.
  public let count: Int

  /// The most processes that a script is shared out among.
  public static let largestCount = 1_000_000

  /// A share of so many; nil where there is none of that number.
  public init?(_ number: Int, of count: Int) {
    guard (1...Self.largestCount).contains(count), (1...count).contains(number) else { return nil }
    self.number = number
    self.count = count
  }

  /// Reads `3/16`; nil for what is no share.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]) else { return nil }
    self.init(number, of: count)
  }

  /// Whether a training, by its number in the script from 1, belongs to it.
  public func holds(_ training: Int) -> Bool { (training - 1) % count == number - 1 }

  /// The number of the share that a training belongs to.
  public func owner(of training: Int) -> Int { (training - 1) % count + 1 }

  /// `3/16`.
  public var description: String { "\(number)/\(count)" }
}
