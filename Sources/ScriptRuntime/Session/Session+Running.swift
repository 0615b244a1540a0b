internal import Basics
internal import Options
public import ScriptLanguage

extension Session {
  /// Parses a script or a cell and checks it against the session's variables, and runs nothing.
  ///
  /// - Parameter isWhole: Whether nothing will come after it that may use its names: names that it never uses are then
  ///   warned of.
  public func check(_ source: SourceText, isWhole: Bool = false) -> CheckReport {
    Checker.check(source, settings: settings, variables: variables, isWhole: isWhole, stop: stop)
  }

  /// Runs what was checked.
  ///
  /// Throws where its check found a mistake, and then nothing ran; where a statement fails, and then what ran before it
  /// stays; and where it was stopped. Each cell of statements is announced to `beginning` before it runs, each statement that
  /// ran to its end, or until it was stopped, to `completed`.
  /// - Precondition: Nothing ran in the session since the check.
  public func run(
    _ report: CheckReport, beginning: (ScriptCell) -> Void = { _ in }, completed: (Statement) -> Void = { _ in }
  ) throws(ScriptFailure) {
    if report.wasStopped { throw .interrupted }
    guard report.errors.isEmpty else { throw .doesNotCheck(report.errors) }
    for warning in report.warnings { output.warn(warning) }
    let run = ScriptRun(session: self, included: report.included)
    for cell in report.script.cells where cell.kind == .code {
      beginning(cell)
      for (position, statement) in cell.statements.enumerated() {
        do throws(Diagnostic) {
          try run.run(statement, displays: position == cell.statements.count - 1)
        } catch {
          throw .failed(error)
        }
        completed(statement)
        if stop.isSet { throw .interrupted }
      }
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

  private var evaluator: Evaluator { Evaluator(variables: session.variables) }

  func run(_ statement: Statement, displays: Bool) throws(Diagnostic) {
    switch statement.kind {
    case .assignment(let assignment):
      let value: Value
      switch assignment.value {
      case .command(let command): value = try run(command)
      case .expression(let expression): value = try evaluator.value(of: expression)
      case .invalid: Self.neverRuns()
      }
      try Assigner.assign(value, to: assignment, variables: &session.variables)
    case .command(let command):
      let value = try run(command)
      if displays { session.display(value) }
    case .display(let expression): session.display(try evaluator.value(of: expression))
    case .parameter(let parameter): try run(parameter)
    case .loop(let loop):
      for value in try evaluator.elements(of: loop) {
        // A body may be empty.
        if session.stop.isSet { return }
        session.variables[loop.variable.text] = value
        for inner in loop.body {
          try run(inner, displays: false)
          if session.stop.isSet { return }
        }
      }
    case .include(let include): try run(include)
    case .inspection(let name): session.output.page(HelpPage.text(for: name.text, variables: session.variables))
    case .timed(let timed):
      let start = session.settings.clock()
      try run(timed, displays: displays)
      session.output.display("time: \(secondsText(session.settings.clock() - start))")
    case .invalid: Self.neverRuns()
    }
  }

  private static func neverRuns() -> Never {
    preconditionFailure("What could not be read was reported, and never runs.")
  }

  private func run(_ parameter: Parameter) throws(Diagnostic) {
    let name = parameter.name.text
    let standard = try ParameterReader.standard(parameter, evaluator: evaluator)
    let setting = session.settings.parameters.last { $0.name == name }
    let value = setting.flatMap { ParameterReader.read($0.text, like: standard) } ?? standard
    session.variables[name] = value
    session.parameters[name] = value.inText
  }

  /// Runs one command and gives its result.
  private func run(_ command: Command) throws(Diagnostic) -> Value {
    guard let row = CommandTable.row(named: command.name.text) else { Self.neverRuns() }
    var problems: [Diagnostic] = []
    let call = Call(command, of: row, evaluator: evaluator, settings: session.settings, problems: &problems)
    if let first = problems.first { throw first }
    do {
      return try row.run(call, session)
    } catch let error as Diagnostic {
      throw error
    } catch let several as Problems {
      throw several.diagnostics[0]
    } catch is NotYetKnown {
      preconditionFailure("A run knows the values of `\(command.name.text)`.")
    } catch {
      throw Diagnostic(at: command.range, "\(error)")
    }
  }

  /// Runs an included script, as it was when the script was checked.
  private func run(_ include: Include) throws(Diagnostic) {
    let (_, place) = try IncludedScript.file(
      of: include, evaluator: evaluator, workspace: session.settings.workspace)
    guard let script = included[place] else {
      throw Diagnostic(at: include.path.range, "the checker must know which script is included")
    }
    for cell in script.cells where cell.kind == .code {
      for (position, statement) in cell.statements.enumerated() {
        try run(statement, displays: position == cell.statements.count - 1)
        if session.stop.isSet { return }
      }
    }
  }
}
