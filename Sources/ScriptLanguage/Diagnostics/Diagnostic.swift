/// What is wrong with a script, where, and what would be right.
///
/// It is data; `DiagnosticRenderer` alone puts it into words and lines.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How grave it is.
  public enum Severity: String, Hashable, Sendable {
    /// The script cannot run.
    case error
    /// The script runs, but probably not as meant.
    case warning
  }

  /// A further remark, with a place of its own where it has one.
  public struct Note: Hashable, Sendable {
    /// The remark.
    public var message: String
    /// Its place.
    public var range: SourceRange?

    /// Makes a remark.
    public init(_ message: String, at range: SourceRange? = nil) {
      self.message = message
      self.range = range
    }
  }

  /// How grave it is.
  public var severity: Severity
  /// The place that the caret marks.
  public var range: SourceRange
  /// What was found, in one clause without a full stop; names stand between backquotes.
  public var message: String
  /// Lines that belong to the message, such as a table of what was found; none for most.
  public var lines: [String] = []
  /// Whether the line that the caret marks is shown; not where it would tell an exercise's solution.
  public var quotesSource = true
  /// What was expected there, such as ``a number, as in `epochs=10` ``.
  public var expected: String?
  /// The names that were probably meant, best first.
  public var nearMisses: [String]
  /// Further remarks.
  public var notes: [Note]

  /// Describes a mistake.
  public init(
    _ severity: Severity = .error, at range: SourceRange, _ message: String, expected: String? = nil,
    nearMisses: [String] = [], notes: [Note] = []
  ) {
    self.severity = severity
    self.range = range
    self.message = message
    self.expected = expected
    self.nearMisses = nearMisses
    self.notes = notes
  }
}

extension Diagnostic: CustomStringConvertible {
  /// The whole message with the line and the caret, without colours.
  public var description: String { DiagnosticRenderer().render(self) }
}
