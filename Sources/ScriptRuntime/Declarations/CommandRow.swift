internal import Figures
public import Options
internal import ScriptLanguage

/// One row of the table of commands: all that parsing, checking, help, completion and the reference page know of it.
///
/// A new command is one new file that declares a row in an extension, and its mention in ``CommandTable``.
public struct CommandRow: Sendable {
  /// The command's first word, one line that says what it does, what stands behind it, and whether a block up to `end`
  /// follows.
  public let declaration: TermDeclaration
  /// What else is worth knowing, in paragraphs.
  public let discussion: String
  /// A script that runs as it stands.
  public let example: String
  /// Whether it only looks at the session, so that a script made of the session can do without it.
  public let isAboutSession: Bool
  /// Whether it is used for what it does, and its result may well be left lying.
  public let acts: Bool
  /// Whether it may look at every variable, so that none is left unused.
  public let usesAllNames: Bool
  /// Whether what it gives is drawn at random.
  let draws: Bool
  /// Whether it runs the models that it is given, on a device where one is chosen.
  let computes: Bool
  /// What it gives.
  public let result: ValueType
  /// Whether what it gives is displayed where nothing takes it; what is said already needs no second line.
  let showsResult: Bool
  /// The options for the arguments at hand; nil for a command whose options do not depend on them.
  let optionsFor: @Sendable (BoundOptions) -> [OptionDeclaration]?
  /// A mistake in what the command is given as it says it, where it knows better what was meant than what it takes tells.
  let cure: @Sendable (Diagnostic, Command, Workspace) -> Diagnostic
  /// What the checker foresees of the result; it throws, or reports, what is wrong with the call.
  let check: @Sendable (Call, Foresight) throws -> Value
  /// Does it.
  let run: @Sendable (Call, Session) throws -> Value
  /// Makes its figure without showing it, for a command that draws one; nil for all others.
  var makeFigure: (@Sendable (Call, Session) throws -> Figure)?

  /// Declares a command by three steps, of which the first is the same for the checker and for the run.
  ///
  /// - Parameters:
  ///   - prepare: Throws what is wrong with a call, and gives what the command needs of it, each value as its type. What can
  ///     be said of values that are only foreseen is said before the first that is needed is asked for.
  ///   - foresee: What the checker foresees of the result, from what was prepared if all of it is known.
  ///   - run: Does it.
  init<Arguments>(
    name: String, summary: String, discussion: String = "", takes options: [any OptionDeclaring] = [],
    example: String, opensBlock: Bool = false, isAboutSession: Bool = false, acts: Bool = false,
    usesAllNames: Bool = false, draws: Bool = false, computes: Bool = false, result: ValueType = .none,
    showsResult: Bool = true,
    optionsFor: @escaping @Sendable (BoundOptions) -> [OptionDeclaration]? = { _ in nil },
    cure: @escaping @Sendable (Diagnostic, Command, Workspace) -> Diagnostic = { problem, _, _ in problem },
    prepare: @escaping @Sendable (Call) throws -> Arguments,
    foresee: (@Sendable (Call, Arguments?, Foresight) throws -> Value)? = nil,
    run: @escaping @Sendable (Arguments, Session) throws -> Value
  ) {
    declaration = TermDeclaration(name, summary, options: options.map(\.declaration), opensBlock: opensBlock)
    self.discussion = discussion
    self.example = example
    self.isAboutSession = isAboutSession
    self.acts = acts
    self.usesAllNames = usesAllNames
    self.draws = draws
    self.computes = computes
    self.result = result
    self.showsResult = showsResult
    self.optionsFor = optionsFor
    self.cure = cure
    check = { call, foresight in
      var arguments: Arguments?
      do { arguments = try prepare(call) } catch is NotYetKnown {}
      if computes, foresight.device != nil { try call.checkModelsOnDevice() }
      return try foresee?(call, arguments, foresight) ?? .foreseen(result)
    }
    self.run = { call, session in
      let arguments = try prepare(call)
      if computes, session.compute.device != nil { try call.checkModelsOnDevice() }
      return try run(arguments, session)
    }
  }
}

extension CommandRow {
  /// The command's first word.
  public var name: String { declaration.name }
  /// One line that says what it does.
  public var summary: String { declaration.summary }
  /// What stands behind the name, in order.
  public var arguments: [OptionDeclaration] { declaration.arguments }
  /// What may be given as `key=value`.
  public var options: [OptionDeclaration] { declaration.namedOptions }
  /// Whether what it made by then stays where it is stopped, as a training does with its log.
  var staysWhenStopped: Bool { result == .log }
  /// Whether what it gives is displayed where nothing takes it: always, unless it is used for what it does, such as a
  /// training, which tells of that itself; then at the end of a cell alone, or never.
  func displaysResult(isLast: Bool) -> Bool { showsResult && (isLast || !acts) }
  /// Whether a block of lines up to `end` follows.
  public var opensBlock: Bool { declaration.opensBlock }
}
