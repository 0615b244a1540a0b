/// One row of the table of commands: all that parsing, checking, help, completion and the reference page know of it.
///
/// A new command is one new file that declares a row in an extension, and its mention in ``CommandTable``.
public struct CommandRow: Sendable {
  /// The command's first word.
  public let name: String
  /// One line that says what it does.
  public let summary: String
  /// What else is worth knowing, in paragraphs.
  public let discussion: String
  /// What stands behind the name, in order.
  public let arguments: [CommandParameter]
  /// What may be given as `key=value`.
  public let options: [CommandParameter]
  /// A script that runs as it stands.
  public let example: String
  /// Whether a block of lines up to `end` follows.
  public let opensBlock: Bool
  /// Whether it only looks at the session, so that a script made of the session can do without it.
  public let isAboutSession: Bool
  /// What it gives.
  public let result: ValueType
  /// The options for the arguments at hand, for a command whose options depend on them.
  let optionsFor: (@Sendable (Call) -> [CommandParameter])?
  /// What the checker foresees of the result; it throws, or reports, what is wrong with the call.
  let check: @Sendable (Call, Foresight) throws -> Value
  /// Does it.
  let run: @Sendable (Call, Session) throws -> Value

  /// Declares a command; without `check`, nothing but the result's type is foreseen.
  init(
    name: String, summary: String, discussion: String = "", arguments: [CommandParameter] = [],
    options: [CommandParameter] = [], example: String, opensBlock: Bool = false,
    isAboutSession: Bool = false, result: ValueType = .none,
    optionsFor: (@Sendable (Call) -> [CommandParameter])? = nil,
    check: (@Sendable (Call, Foresight) throws -> Value)? = nil,
    run: @escaping @Sendable (Call, Session) throws -> Value
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.arguments = arguments
    self.options = options
    self.example = example
    self.opensBlock = opensBlock
    self.isAboutSession = isAboutSession
    self.result = result
    self.optionsFor = optionsFor
    self.check = check ?? { _, _ in .foreseen(result) }
    self.run = run
  }
}
