internal import Basics
public import Datasets
import Figures
import NeuralNetworks
public import OrderedCollections
public import ScriptLanguage
import TensorMath
public import Training

/// A script under way: its variables, its generator and its threads. Every front end reaches Darkroom through one.
///
/// A session is used from one thread; its ``stop`` flag may be set from any.
///
///     let session = Session(settings: settings, output: output)
///     let source = SourceText(name: "lesson.darkroom", text: text)
///     try session.run(source)
public final class Session {
  /// What a session is given when it begins.
  public struct Settings: Sendable {
    /// Where the script reads and writes.
    public var workspace: Workspace
    /// Where data sets may lie.
    public var places: DataPlaces
    /// How many threads compute.
    public var threads: Int
    /// What the generator starts from.
    public var seed: UInt64
    /// The bytes that a model and its training may take in all; nil for no limit.
    public var memoryLimit: Int?
    /// What computes, as `device` names it.
    public var processor: String
    /// The program and its version, which figures name as what made them.
    public var program: String?
    /// The script's name without its folder; nil for what people type.
    public var scriptName: String?
    /// When figures say they were made, in seconds since 1970 (UTC); nil for no time.
    public var time: Int?
    /// A clock that counts seconds.
    public var clock: @Sendable () -> Double
    /// The parameters set from outside, by name, in the order given.
    public var parameters: [(name: String, text: String)]

    /// The settings of a session.
    public init(
      workspace: Workspace, places: DataPlaces = DataPlaces(), threads: Int = 1, seed: UInt64 = 0,
      memoryLimit: Int? = nil, processor: String = "the processor", parameters: [(name: String, text: String)] = [],
      clock: @escaping @Sendable () -> Double = Settings.monotonicClock
    ) {
      self.workspace = workspace
      self.places = places
      self.threads = threads
      self.seed = seed
      self.memoryLimit = memoryLimit
      self.processor = processor
      self.parameters = parameters
      self.clock = clock
    }

    /// The system's own clock, which runs evenly, in seconds.
    public static let monotonicClock: @Sendable () -> Double = {
      let clock = ContinuousClock()
      let start = clock.now
      return { (clock.now - start) / .seconds(1) }
    }()
  }

  /// What the session was given when it began.
  public let settings: Settings
  /// Ends a training at the next batch, and a script at the next statement.
  public let stop: StopFlag
  /// The variables by name, in the order in which they were first assigned.
  public internal(set) var variables: OrderedDictionary<String, Value> = [:]
  /// What people entered, in order.
  public internal(set) var history = SessionHistory()
  /// The parameters of the script and of what it includes, with the values that they were given.
  private var parameters: OrderedDictionary<String, String> = [:]
  /// Draws weights, and whatever a command says is random.
  var generator: MersenneTwister { didSet { hasDrawn = true } }
  /// What the generator started from, each time that it drew something, and lastly what it starts from now.
  private var seeds: [UInt64]
  /// Whether it drew anything since it started from the last of them.
  private var hasDrawn = false
  /// Where everything is computed.
  var compute: ComputeContext
  /// Where the session's front end listens.
  let output: any SessionOutput
  /// Figures shown so far.
  private var figures = 0
  /// The scripts that are being included, from the outermost.
  private var including: [String] = []

  /// Begins a session.
  public init(settings: Settings, output: any SessionOutput, stop: StopFlag = StopFlag()) {
    self.settings = settings
    self.output = output
    self.stop = stop
    seeds = [settings.seed]
    generator = MersenneTwister(seed: settings.seed)
    compute = ComputeContext(threads: max(1, settings.threads))
  }

  /// Parses a script or a cell and checks it against the session's variables, and runs nothing.
  public func check(_ source: SourceText) -> CheckReport {
    Checker.check(source, settings: settings, variables: variables)
  }

  /// Parses a script or a cell, checks the whole of it, and runs it.
  ///
  /// Throws where it does not check, and then nothing ran; where a statement fails, and then what ran before it stays;
  /// and where it was stopped. Each cell of statements is announced to `beginning` before it runs.
  public func run(_ source: SourceText, beginning: (ScriptCell) -> Void = { _ in }) throws(ScriptFailure) {
    try run(check(source), beginning: beginning)
  }

  /// Runs a script if its check found no mistake; each statement that ran to its end, or until it was stopped, is
  /// announced to `completed`.
  func run(
    _ report: CheckReport, beginning: (ScriptCell) -> Void = { _ in }, completed: (Statement) -> Void = { _ in }
  ) throws(ScriptFailure) {
    guard report.errors.isEmpty else { throw .doesNotCheck(report.errors) }
    for warning in report.warnings { output.warn(warning) }
    try run(report.script, beginning: beginning, completed: completed)
  }

  private func run(
    _ script: Script, beginning: (ScriptCell) -> Void = { _ in }, completed: (Statement) -> Void = { _ in }
  ) throws(ScriptFailure) {
    for cell in script.cells where cell.kind == .code {
      beginning(cell)
      for (position, statement) in cell.statements.enumerated() {
        do throws(Diagnostic) {
          try run(statement, displays: position == cell.statements.count - 1)
        } catch {
          throw .failed(error)
        }
        completed(statement)
        if stop.isSet { throw .interrupted }
      }
    }
  }

  private func run(_ statement: Statement, displays: Bool) throws(Diagnostic) {
    let evaluator = Evaluator(variables: variables)
    switch statement.kind {
    case .assignment(let assignment):
      let value: Value
      switch assignment.value {
      case .command(let command): value = try run(command)
      case .expression(let expression): value = try evaluator.value(of: expression)
      case .invalid: value = .none
      }
      try Assigner.assign(value, to: assignment, variables: &variables)
    case .command(let command):
      let value = try run(command)
      if displays { display(value) }
    case .display(let expression): display(try evaluator.value(of: expression))
    case .parameter(let parameter):
      let standard = try ParameterReader.standard(parameter, evaluator: evaluator)
      let value =
        settings.parameters.last { $0.name == parameter.name.text }
        .flatMap { DefaultValue.read($0.text, like: standard) } ?? standard
      variables[parameter.name.text] = value
      parameters[parameter.name.text] = value.inText
    case .loop(let loop):
      for value in try evaluator.elements(of: loop) {
        variables[loop.variable.text] = value
        for inner in loop.body {
          try run(inner, displays: false)
          if stop.isSet { return }
        }
      }
    case .include(let include): try run(include)
    case .inspection(let name): output.page(HelpPage.text(for: name.text, variables: variables))
    case .timed(let timed):
      let start = settings.clock()
      try run(timed, displays: displays)
      output.display("time: \(secondsText(settings.clock() - start))")
    case .invalid: break
    }
  }

  /// Runs one command and gives its result.
  private func run(_ command: Command) throws(Diagnostic) -> Value {
    guard let row = CommandTable.row(named: command.name.text) else {
      throw Diagnostic(at: command.name.range, "there is no command `\(command.name.text)`")
    }
    var problems: [Diagnostic] = []
    let call = Binder(evaluator: Evaluator(variables: variables)).bind(command, to: row, problems: &problems)
    if let first = problems.first { throw first }
    do {
      return try row.run(call, self)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw Diagnostic(at: command.range, "\(error)")
    }
  }

  private func run(_ include: Include) throws(Diagnostic) {
    let evaluator = Evaluator(variables: variables)
    let (source, place) = try IncludedScript.source(of: include, evaluator: evaluator, workspace: settings.workspace)
    guard !including.contains(place) else { return }
    including.append(place)
    defer { including.removeLast() }
    let parsed = Parser.parse(source, commands: CommandTable.vocabulary)
    do throws(ScriptFailure) {
      try run(parsed.script)
    } catch {
      switch error {
      case .failed(let diagnostic): throw diagnostic
      case .doesNotCheck(let all): if let first = all.first { throw first }
      case .interrupted: break
      }
    }
  }

  /// The params of a script with the values that they have in this session, as the script would write them.
  public func parameterValues(of source: SourceText) -> [(name: String, value: String)] {
    check(source).parameters.map { ($0.name, variables[$0.name]?.inText ?? $0.defaultText) }
  }

  /// Displays a value, where there is anything to say of it.
  func display(_ value: Value) {
    if let text = value.displayText { output.display(text) }
  }

  /// Starts the random numbers anew.
  func restart(seed: UInt64) {
    if !hasDrawn { seeds.removeLast() }
    seeds.append(seed)
    generator = MersenneTwister(seed: seed)
    hasDrawn = false
  }

  /// Shows a figure in the size and the colours that the command asks for, having written it to the paths that it names.
  func show(_ figure: Figure, for call: Call) throws -> Value {
    var figure = FigureOptions.dressed(figure, for: call)
    figure.provenance = provenance
    figures += 1
    var places: [String] = []
    do {
      if let warning = try FigureOptions.fontWarning(for: figure, drawnBy: call) { output.warn(warning) }
      for path in call.texts("save") {
        places.append(try settings.workspace.write(path) { place in try figure.write(to: place) })
      }
    } catch {
      throw FigureOptions.diagnostic(of: error, in: call)
    }
    try output.show(ShownFigure(figure: figure, number: figures, paths: places, command: call.range.text))
    return .figure(figure)
  }

  /// What makes figures at this moment.
  private var provenance: Provenance {
    var provenance = Provenance()
    provenance.program = settings.program
    provenance.script = settings.scriptName
    provenance.parameters = parameters.map { Provenance.Parameter(name: $0.key, value: $0.value) }
    provenance.seeds = hasDrawn || seeds.count == 1 ? seeds : seeds.dropLast()
    provenance.time = settings.time
    return provenance
  }
}

/// Why a script did not run to its end.
public enum ScriptFailure: Error {
  /// It has mistakes, and nothing of it ran.
  case doesNotCheck([Diagnostic])
  /// A statement failed; what ran before it stays.
  case failed(Diagnostic)
  /// It was stopped; the training under way ended at a batch boundary, and everything stays.
  case interrupted
}
