internal import Basics
internal import Options
public import ScriptLanguage

extension Session {
  /// Parses a script or a cell and checks it against the session's variables, and runs nothing.
  ///
  /// - Parameter isWhole: Whether nothing will come after it that may use its names: names that it never uses are then
  ///   warned of.
  public func check(_ source: SourceText, isWhole: Bool = false) -> CheckReport {
    Checker.check(
      source, settings: settings, variables: variables, standards: standards, isWhole: isWhole, stop: stop)
  }

  /// Runs what was checked.
  ///
  /// Throws where its check found a mistake, and then nothing ran; where a statement fails, and then what ran before it
  /// stays; and where it was stopped. A cell that is expected to fail ends where it does, which is told, and the rest runs. Each cell of statements is announced to `beginning` before it runs, each statement that
  /// ran to its end, or has something to show of how far it came, to `completed`.
  /// - Precondition: Nothing ran in the session since the check.
  public func run(
    _ report: CheckReport, beginning: (ScriptCell) -> Void = { _ in }, completed: (Statement) -> Void = { _ in }
  ) throws(ScriptFailure) {
    if report.wasStopped { throw .interrupted }
    guard report.errors.isEmpty else { throw .doesNotCheck(report.errors) }
    warned = []
    for warning in report.warnings { warnOnce(warning) }
    share?.begin(report)
    let run = ScriptRun(session: self, included: report.included)
    for cell in report.script.cells where cell.kind == .code {
      beginning(cell)
      let expected = report.expectedErrors.filter(cell.holds)
      for error in expected { output.warn(error) }
      guard expected.isEmpty else { continue }
      do throws(ScriptFailure) {
        try self.run(cell, in: run, completed: completed)
      } catch {
        guard cell.mayFail, case .failed(let diagnostic) = error, !stop.isSet else { throw error }
        output.warn(diagnostic)
      }
    }
  }

  private func run(_ cell: ScriptCell, in run: ScriptRun, completed: (Statement) -> Void) throws(ScriptFailure) {
    for (position, statement) in cell.statements.enumerated() {
      do {
        try run.run(statement, isLast: position == cell.statements.count - 1)
      } catch let failure as Diagnostic {
        throw .failed(failure)
      } catch {
        // Whatever else goes wrong with a command is told as a diagnostic.
        throw .interrupted
      }
      completed(statement)
      if stop.isSet { throw .interrupted }
    }
  }

  /// The params of a script with the values that they have in this session, as the script would write them.
  public func parameterValues(of report: CheckReport) -> [(name: String, value: String)] {
    report.parameters.map { ($0.name, variables[$0.name]?.inText ?? $0.defaultText) }
  }
}

/// Runs the statements of a checked script in a session.
private struct ScriptRun {
  let session: Session
  /// The scripts that are included, by the places of their files.
  let included: [String: Script]

  private var evaluator: Evaluator { Evaluator(variables: session.variables, stop: session.stop) }

  /// Runs a statement, which is the last of its cell or one before.
  ///
  /// Throws a `Diagnostic` where it fails, and `Interrupted` where it was stopped and nothing is left of it.
  func run(_ statement: Statement, isLast: Bool) throws {
    do { try session.openDevice() } catch { throw Diagnostic(error, at: statement.range) }
    switch statement.kind {
    case .assignment(let assignment):
      var value: Value
      switch assignment.value {
      case .command(let command): value = try run(command)
      case .expression(let expression): value = try self.value(of: expression)
      case .invalid: Self.neverRuns()
      }
      if assignment.setsParameters, let target = assignment.targets.first {
        value = try ParameterSetting.value(value, of: target, standards: session.standards)
        session.parameters[target.name.text] = value.inText
      }
      try Assigner.assign(value, to: assignment, variables: &session.variables)
    case .command(let command):
      let value = try run(command)
      if shows(command, isLast: isLast) { try display(value) }
    case .display(let expression): try display(try value(of: expression))
    case .parameter(let parameter): try run(parameter)
    // What came of them before they were stopped stays.
    case .loop(let loop):
      do { try withinBlock(statement) { try run(loop, in: statement) } } catch is Interrupted {}
    case .conditional(let conditional): try withinBlock(statement) { try run(conditional, in: statement) }
    case .include(let include): do { try run(include) } catch is Interrupted {}
    case .inspection(let name): session.output.page(HelpPage.text(for: name.text, variables: session.variables))
    case .timed(let timed):
      let start = session.settings.clock()
      try run(timed, isLast: isLast)
      session.output.display("time: \(secondsText(session.settings.clock() - start))")
    case .invalid: Self.neverRuns()
    }
  }

  private func shows(_ command: Command, isLast: Bool) -> Bool {
    guard let row = CommandTable.row(named: command.name.text) else { Self.neverRuns() }
    return row.displaysResult(isLast: isLast)
  }

  private func value(of expression: Expression) throws -> Value {
    try session.unlessStopped { try evaluator.value(of: expression) }
  }

  /// Displays a value that is there.
  private func display(_ value: Value) throws {
    if session.share == nil || !value.isForeseen { try session.display(value) }
  }

  /// Runs a block; trainings in one to which other shares may not come, or not as often, have no numbers.
  private func withinBlock(_ statement: Statement, _ body: () throws -> Void) throws {
    guard let share = session.share else { return try body() }
    try share.within(statement.range, body)
  }

  private func run(_ loop: Loop, in statement: Statement) throws {
    let elements = try evaluator.elements(of: loop)
    if session.share != nil, !elements.isKnown { return session.passOver(statement) }
    session.loops.append((loop.variable.text, .none))
    defer { session.loops.removeLast() }
    for value in elements {
      // A body may be empty.
      try session.stop.check()
      session.variables[loop.variable.text] = value
      session.loops[session.loops.count - 1].value = value
      for inner in loop.body {
        try run(inner, isLast: false)
        try session.stop.check()
      }
    }
  }

  private func run(_ conditional: Conditional, in statement: Statement) throws {
    guard let branch = try evaluator.branch(of: conditional) else { return session.passOver(statement) }
    for inner in branch {
      try run(inner, isLast: false)
      try session.stop.check()
    }
  }

  private static func neverRuns() -> Never {
    preconditionFailure("What could not be read was reported, and never runs.")
  }

  private func run(_ parameter: Parameter) throws(Diagnostic) {
    let name = parameter.name.text
    let standard = try ParameterReader.standard(parameter, evaluator: evaluator)
    session.standards[name] = standard
    if session.share != nil, standard.isForeseen {
      session.variables[name] = standard
      return
    }
    let setting = session.settings.parameters.last { $0.name == name }
    let value = setting.flatMap { ParameterReader.read($0.text, like: standard) } ?? standard
    session.variables[name] = value
    session.parameters[name] = value.inText
  }

  /// Runs one command and gives its result; a training that was stopped has one too.
  private func run(_ command: Command) throws -> Value {
    guard let row = CommandTable.row(named: command.name.text) else { Self.neverRuns() }
    return row.staysWhenStopped
      ? try run(command, of: row) : try session.unlessStopped { try run(command, of: row) }
  }

  private func run(_ command: Command, of row: CommandRow) throws -> Value {
    var problems: [Diagnostic] = []
    let call = Call(command, of: row, evaluator: evaluator, settings: session.settings, problems: &problems)
    if let first = problems.first { throw first }
    do {
      guard session.share == nil || call.bound.isKnown else { throw NotYetKnown() }
      let made = try row.run(call, session)
      try session.checkDevice()
      return made
    } catch let error as Diagnostic {
      throw error
    } catch let several as Problems {
      throw several.diagnostics[0]
    } catch is NotYetKnown {
      precondition(session.share != nil, "A run of a whole script knows all values.")
      return try session.passOver(call, of: row)
    } catch let stopped as Interrupted {
      throw stopped
    } catch {
      throw Diagnostic(error, at: command.range)
    }
  }

  /// Runs an included script, as it was when the script was checked.
  private func run(_ include: Include) throws {
    let (_, place) = try IncludedScript.file(
      of: include, evaluator: evaluator, workspace: session.settings.workspace)
    guard let script = included[place] else {
      throw Diagnostic(at: include.path.range, "the checker must know which script is included")
    }
    for cell in script.cells where cell.kind == .code {
      for (position, statement) in cell.statements.enumerated() {
        try run(statement, isLast: position == cell.statements.count - 1)
        try session.stop.check()
      }
    }
  }
}
