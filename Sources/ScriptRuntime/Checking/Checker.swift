import Basics
import Options
import OrderedCollections
import ScriptLanguage

/// Goes through a script before it runs, statement by statement, with what is known of its values.
///
/// It evaluates with the session's own evaluator and binder; what only the run makes is a foreseen value. A loop over
/// known values is unrolled; the body of any other is gone through once.
struct Checker {
  private let foresight: Foresight
  private var variables: OrderedDictionary<String, Value>
  private var parameters: [ScriptParameter] = []
  /// The defaults of all params so far, those of the session's earlier cells too.
  private var standards: OrderedDictionary<String, Value>
  private var choices = ParameterChoices()
  private var settingProblems: [String] = []
  private var parserDiagnostics: [Diagnostic] = []
  private var including: Set<String> = []
  private var included: [String: Script] = [:]
  /// Statements gone through, so that nested loops over long ranges end.
  private var steps = 0
  private static let stepLimit = 20_000
  /// Scripts that are included in one another.
  private static let deepestInclude = 64
  private let stop: StopFlag

  private init(
    settings: Session.Settings, variables: OrderedDictionary<String, Value>,
    standards: OrderedDictionary<String, Value> = [:], stop: StopFlag
  ) {
    foresight = Foresight(settings: settings)
    self.variables = variables
    self.standards = standards
    self.stop = stop
  }

  /// Parses and checks a script, up to where it is stopped; `standards` are the defaults of the params that there are.
  static func check(
    _ source: SourceText, settings: Session.Settings, variables: OrderedDictionary<String, Value>,
    standards: OrderedDictionary<String, Value> = [:], isWhole: Bool = false, stop: StopFlag = StopFlag()
  ) -> CheckReport {
    let parsed = Parser.parse(source, commands: CommandTable.vocabulary)
    var checker = Checker(settings: settings, variables: variables, standards: standards, stop: stop)
    checker.choices = ParameterChoices(parsed.script)
    checker.parserDiagnostics = parsed.diagnostics
    for statement in parsed.script.statements { checker.check(statement) }
    checker.checkSettings()
    let hasMistakes = (checker.parserDiagnostics + checker.foresight.diagnostics).contains { $0.severity == .error }
    if isWhole, !hasMistakes {
      for warning in UnusedNames.warnings(in: parsed.script, including: checker.included.values) {
        checker.foresight.report(warning)
      }
    }
    let all = checker.parserDiagnostics + checker.foresight.diagnostics
    let sorted = all.enumerated().sorted { first, second in
      let (left, right) = (first.element.range, second.element.range)
      if left.source !== right.source { return first.offset < second.offset }
      return (left.offsets.lowerBound, first.offset) < (right.offsets.lowerBound, second.offset)
    }.map(\.element)
    let errors = sorted.filter { $0.severity == .error }
    let failing = parsed.script.cells.filter(\.mayFail)
    func isExpected(_ error: Diagnostic) -> Bool { failing.contains { $0.holds(error) } }
    return CheckReport(
      script: parsed.script, errors: errors.filter { !isExpected($0) }, expectedErrors: errors.filter(isExpected),
      warnings: sorted.filter { $0.severity == .warning }, parameters: checker.parameters,
      settingProblems: checker.settingProblems, trainings: checker.foresight.trainings,
      trainingNumbers: checker.foresight.numbers.all, unknownBlocks: checker.foresight.unknownBlocks,
      included: checker.included,
      wasStopped: stop.isSet)
  }

  /// What is known of the variables behind some lines, whatever is wrong with these.
  static func variables(
    behind source: SourceText, settings: Session.Settings, variables: OrderedDictionary<String, Value>
  ) -> OrderedDictionary<String, Value> {
    var checker = Checker(settings: settings, variables: variables, stop: StopFlag())
    for statement in Parser.parse(source, commands: CommandTable.vocabulary).script.statements {
      checker.check(statement)
    }
    return checker.variables
  }

  /// Goes through a statement that a run passes over, since what it needs is not there: what is known of the variables
  /// behind it, and what it would have done.
  static func passingOver(
    _ statement: Statement, settings: Session.Settings, variables: OrderedDictionary<String, Value>, stop: StopFlag
  ) -> (variables: OrderedDictionary<String, Value>, foresight: Foresight) {
    var checker = Checker(settings: settings, variables: variables, stop: stop)
    checker.check(statement)
    return (checker.variables, checker.foresight)
  }

  private var evaluator: Evaluator { Evaluator(variables: variables, stop: stop) }

  private mutating func check(_ statement: Statement) {
    guard !stop.isSet else { return }
    steps += 1
    do throws(Diagnostic) {
      switch statement.kind {
      case .assignment(let assignment): try check(assignment)
      case .command(let command): _ = check(command)
      case .display(let expression):
        _ = try evaluator.value(of: expression)
        warnOfPropertyReadAsText(expression)
      case .parameter(let parameter): try check(parameter)
      case .loop(let loop): try check(loop, at: statement.range)
      case .conditional(let conditional): try check(conditional, at: statement.range)
      case .include(let include): try check(include)
      case .inspection(let name): try check(inspection: name)
      case .timed(let timed): check(timed)
      case .invalid: break
      }
    } catch {
      foresight.report(error)
    }
  }

  private mutating func check(_ assignment: Assignment) throws(Diagnostic) {
    var value = Value.foreseen(.anything)
    switch assignment.value {
    case .command(let command): value = check(command)
    case .expression(let expression):
      do throws(Diagnostic) {
        value = try evaluator.value(of: expression)
      } catch {
        foresight.report(error)
      }
      warnOfCommandsName(assignment, value)
    case .invalid: break
    }
    do throws(Diagnostic) {
      if assignment.setsParameters, let target = assignment.targets.first {
        value = try ParameterSetting.value(value, of: target, standards: standards)
      }
      try Assigner.assign(value, to: assignment, variables: &variables)
    } catch {
      for target in assignment.targets where target.indices.isEmpty {
        variables[target.name.text] = .foreseen(.anything)
      }
      throw error
    }
  }

  /// Checks a command and foresees its result.
  private mutating func check(_ command: Command) -> Value {
    guard let row = CommandTable.row(named: command.name.text) else {
      foresight.report(
        Diagnostic(
          at: command.name.range, "there is no command `\(command.name.text)`",
          nearMisses: NearMisses.of(command.name.text, among: CommandTable.rows.map(\.name))))
      return .foreseen(.anything)
    }
    var problems: [Diagnostic] = []
    let call = Call(command, of: row, evaluator: evaluator, settings: foresight.settings, problems: &problems)
    for problem in problems { foresight.report(problem) }
    do {
      let value = try row.check(call, foresight)
      for name in foresight.takeForgotten() { variables[name] = nil }
      return foresight.made(value, by: call, draws: row.draws)
    } catch is Diagnostic where call.bound.isMisread {
      // What it lacks may be what was misread, which is told.
    } catch let error as Diagnostic {
      // What was reported already leaves values unknown; what follows from that is no second mistake.
      foresight.report(error)
    } catch let several as Problems {
      for error in several.diagnostics { foresight.report(error) }
    } catch {
      foresight.report(Diagnostic(error, at: command.range))
    }
    return .foreseen(row.result)
  }

  private mutating func check(_ parameter: Parameter) throws(Diagnostic) {
    let name = parameter.name.text
    let standard: Value
    do throws(Diagnostic) {
      standard = try ParameterReader.standard(parameter, evaluator: evaluator)
    } catch {
      variables[name] = .foreseen(.anything)
      throw error
    }
    variables[name] = standard
    standards[name] = standard
    if !parameters.contains(where: { $0.name == name }) {
      parameters.append(
        ScriptParameter(
          name: name, type: standard.type, defaultText: standard.inText,
          choices: choices.choices(of: name, standard: standard), description: parameter.description))
    }
    guard let setting = foresight.settings.parameters.last(where: { $0.name == name }) else { return }
    if let value = ParameterReader.read(setting.text, like: standard) {
      variables[name] = value
    } else {
      settingProblems.append(
        "--set \(name)=\(setting.text): "
          + (ParameterReader.excess(setting.text, like: standard)
            ?? "`\(name)` is \(standard.type.described), as in `\(name)=\(standard.inText)`"))
    }
  }

  private mutating func checkSettings() {
    for setting in foresight.settings.parameters where !parameters.contains(where: { $0.name == setting.name }) {
      let names = parameters.map(\.name)
      let near = NearMisses.of(setting.name, among: names)
      var problem = "--set \(setting.name)=\(setting.text): the script has no param `\(setting.name)`"
      if !near.isEmpty {
        problem += "; did you mean \(oneOf(near.map { "`\($0)`" }))?"
      } else if !names.isEmpty {
        problem += "; it has \(allOf(names.map { "`\($0)`" }))"
      } else {
        problem += "; a line `param \(setting.name) = \(setting.text)` makes one"
      }
      settingProblems.append(problem)
    }
  }

  private mutating func check(_ loop: Loop, at range: SourceRange) throws(Diagnostic) {
    var elements: LoopElements
    do throws(Diagnostic) {
      elements = try evaluator.elements(of: loop)
    } catch {
      foresight.report(error)
      elements = .unknown
    }
    let isKnown = elements.isKnown
    if !isKnown { foresight.enterUnknownBlock(range) }
    defer { if !isKnown { foresight.leaveUnknownBlock() } }
    for (position, element) in elements.enumerated() {
      // A long loop is gone through at its beginning; what it assigns by index is then not known in full.
      if steps > Self.stepLimit, position > 0 {
        openFamilies(assignedIn: loop.body)
        foresight.numbers.cutShort()
        break
      }
      // A body may be empty.
      steps += 1
      variables[loop.variable.text] = element
      for statement in loop.body { check(statement) }
    }
    if elements.isEmpty { variables[loop.variable.text] = .foreseen(.anything) }
  }

  /// Where only the run knows which branch is taken, all are gone through, each with the variables from before it.
  private mutating func check(_ conditional: Conditional, at range: SourceRange) throws(Diagnostic) {
    steps += 1
    if let branch = try evaluator.branch(of: conditional) {
      for statement in branch { check(statement) }
      return
    }
    foresight.enterUnknownBlock(range)
    defer { foresight.leaveUnknownBlock() }
    let before = variables
    var ends: [OrderedDictionary<String, Value>] = []
    for body in conditional.branches.map(\.body) + [conditional.otherwise] {
      variables = before
      for statement in body { check(statement) }
      ends.append(variables)
    }
    let assigned = Self.names(assignedIn: conditional.statements)
    for name in ends.flatMap(\.keys) where assigned.contains(name) || before[name] == nil {
      variables[name] = Self.common(ends.map { $0[name] })
    }
  }

  /// What is known of a variable that has one of several values, or perhaps none.
  private static func common(_ values: [Value?]) -> Value {
    let types = Set(values.map { $0?.type })
    guard types.count == 1, let type = types.first ?? nil else { return .foreseen(.anything) }
    guard type == .family else { return .foreseen(type) }
    let families = values.compactMap { value in if case .family(let family)? = value { family } else { nil } }
    guard var largest = families.max(by: { $0.members.count < $1.members.count }) else { return .foreseen(.family) }
    largest.isOpen = true
    return .family(largest)
  }

  /// The names that statements give values to.
  private static func names(assignedIn statements: [Statement]) -> Set<String> {
    var names: Set<String> = []
    for statement in statements {
      switch statement.kind {
      case .assignment(let assignment): names.formUnion(assignment.targets.map(\.name.text))
      case .parameter(let parameter): names.insert(parameter.name.text)
      case .loop(let loop): names.formUnion(Self.names(assignedIn: loop.body) + [loop.variable.text])
      case .conditional(let conditional): names.formUnion(Self.names(assignedIn: conditional.statements))
      case .timed(let timed): names.formUnion(Self.names(assignedIn: [timed]))
      default: break
      }
    }
    return names
  }

  private mutating func openFamilies(assignedIn statements: [Statement]) {
    for statement in statements {
      if case .loop(let inner) = statement.kind { openFamilies(assignedIn: inner.body) }
      if case .conditional(let inner) = statement.kind { openFamilies(assignedIn: inner.statements) }
      guard case .assignment(let assignment) = statement.kind else { continue }
      for target in assignment.targets where !target.indices.isEmpty {
        guard case .family(var family)? = variables[target.name.text] else { continue }
        family.isOpen = true
        variables[target.name.text] = .family(family)
      }
    }
  }

  private mutating func check(_ include: Include) throws(Diagnostic) {
    let (path, place) = try IncludedScript.file(
      of: include, evaluator: evaluator, workspace: foresight.settings.workspace)
    guard including.insert(place).inserted else {
      throw Diagnostic(at: include.path.range, "“\(include.path.range.text)” includes itself")
    }
    defer { including.remove(place) }
    guard including.count <= Self.deepestInclude else {
      throw Diagnostic(
        at: include.path.range, "scripts include each other at most \(Self.deepestInclude) deep, and this is deeper")
    }
    // Of scripts that include others again and again, each is gone through once in the end.
    if steps > Self.stepLimit, included[place] != nil {
      foresight.numbers.cutShort()
      return
    }
    for statement in try script(path, at: place, include).statements { check(statement) }
  }

  /// The script that an included file holds, which is parsed once.
  private mutating func script(
    _ path: String, at place: String, _ include: Include
  ) throws(Diagnostic) -> Script {
    if let script = included[place] { return script }
    let source = try IncludedScript.source(path, at: place, for: include)
    let parsed = Parser.parse(source, commands: CommandTable.vocabulary)
    parserDiagnostics += parsed.diagnostics
    included[place] = parsed.script
    return parsed.script
  }

  /// `seed = 7` makes a variable; whoever writes it most often means the command.
  private func warnOfCommandsName(_ assignment: Assignment, _ value: Value) {
    guard assignment.targets.count == 1, let target = assignment.targets.first, target.indices.isEmpty,
      let row = CommandTable.row(named: target.name.text), case .expression(let written) = assignment.value
    else { return }
    let takes = row.arguments.first.map { $0.kind.reading(of: value) != nil } ?? false
    foresight.report(
      Diagnostic(
        .warning, at: target.range, "`\(row.name)` is a command, and this makes a variable of its name",
        notes: [
          .init(takes ? "write `\(row.name) \(written.range.text)`" : "`help \(row.name)` says how it is written")
        ]))
  }

  /// `log.validation` on a line of its own is text; whoever writes it means the property.
  private func warnOfPropertyReadAsText(_ expression: Expression) {
    guard case .bareText(let template) = expression.kind, let text = template.literal,
      let point = text.firstIndex(of: "."), variables[String(text[..<point])] != nil
    else { return }
    foresight.report(
      Diagnostic(
        .warning, at: expression.range, "`\(text)` is text here: a property is read in parentheses",
        nearMisses: ["(\(text))"]))
  }

  private func check(inspection name: Name) throws(Diagnostic) {
    guard !HelpPage.knows(name.text, variables: variables) else { return }
    let near = NearMisses.of(name.text, among: HelpPage.topics + variables.keys)
    let hint = near.isEmpty ? HelpSearch.hint(for: name.text) : nil
    throw Diagnostic(
      at: name.range, "there is no help on `\(name.text)`", nearMisses: near, notes: hint.map { [.init($0)] } ?? [])
  }
}
