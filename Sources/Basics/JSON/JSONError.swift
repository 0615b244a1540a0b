/// Why some text is no JSON, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where the text goes wrong, in bytes from its beginning.
  public let offset: Int
  /// The line of that place, from 1.
  public let line: Int
  /// What stands there: `byte 104`, or `the end`.
  public let found: String
  /// What could have stood there.
  public let expected: String

  /// Says what is wrong at a place.
  public init(offset: Int, line: Int, found: String, expected: String) {
    self.offset = offset
    self.line = line
    self.found = found
    self.expected = expected
  }

  /// The place and what is wrong there, in a clause.
  public var reason: String { "line \(line): found \(found), expected \(expected)" }

  /// The error in words.
  public var description: String { "this is no JSON: \(reason)" }
}
