/// An argument or an option of a command, as it is declared in the command's row.
public struct CommandParameter: Sendable {
  /// Its name; for an option the key before `=`.
  public let name: String
  /// What it takes.
  public let kind: ParameterKind
  /// What it is where nothing is given, as a script would write it; nil for none.
  public let defaultText: String?
  /// What is counted or measured, such as `images`; nil where that goes without saying.
  public let unit: String?
  /// One line that says what it does.
  public let summary: String
  /// Another name that people may know it by, and that is answered with this one.
  public let otherName: String?
  /// Whether it has to be given.
  public let isRequired: Bool
  /// Whether it takes all arguments that are left.
  public let isRepeated: Bool

  /// Declares an argument or an option.
  public init(
    _ name: String, _ kind: ParameterKind, default defaultText: String? = nil, unit: String? = nil,
    required: Bool = false, repeated: Bool = false, otherName: String? = nil, _ summary: String
  ) {
    self.name = name
    self.kind = kind
    self.defaultText = defaultText
    self.unit = unit
    self.otherName = otherName
    self.isRequired = required
    self.isRepeated = repeated
    self.summary = summary
  }
}
