public import Basics
import Devices
import Figures
public import OrderedCollections
public import ScriptLanguage
import TensorMath

/// A script under way: its variables, its generator and its threads. Every front end reaches Darkroom through one.
///
/// A session is used from one thread; its ``stop`` flag may be set from any.
///
///     let session = Session(settings: settings, output: output)
///     let report = session.check(SourceText(name: "lesson.darkroom", text: text))
///     try session.run(report)
public final class Session {
  /// What the session was given when it began.
  public private(set) var settings: Settings
  /// Ends a training at the next batch, what else is being made before it is there, and a script with it.
  public let stop: StopFlag
  /// The variables by name, in the order in which they were first assigned.
  public internal(set) var variables: OrderedDictionary<String, Value> = [:]
  /// Whether a value that is displayed gets the name `_`.
  var keepsLastValue = false
  /// The loops that are under way, the outermost first, each its variable and what that is.
  var loops: [(name: String, value: Value)] = []
  /// What people entered, in order.
  public internal(set) var history = SessionHistory()
  /// The parameters of the script and of what it includes, with the values that they were given.
  var parameters: OrderedDictionary<String, String> = [:]
  /// Their defaults.
  var standards: OrderedDictionary<String, Value> = [:]
  private let stream: RandomStream
  /// What the generator started from, each time that it drew something, and lastly what it starts from now.
  private var seeds: [UInt64]
  /// Whether it drew anything since it started from the last of them.
  private var hasDrawn = false
  /// Where everything is computed.
  var compute: ComputeContext
  /// Where the session's front end listens.
  let output: any SessionOutput
  /// What the script that runs was warned of, so that nothing is said twice.
  var warned: Set<Diagnostic> = []
  /// Figures shown so far.
  var figures = 0
  /// What the session trains of a script that several run together; nil where it trains all of it.
  public let share: RunningShare?
  /// The principal components that were found lately.
  var fittedComponents = FittedComponents()
  /// What was asked and checked so far.
  public internal(set) var lesson = Lesson()

  /// Begins a session.
  public init(settings: Settings, output: any SessionOutput, stop: StopFlag = StopFlag()) {
    self.settings = settings
    self.output = output
    self.stop = stop
    share = settings.share.map { RunningShare($0, isStealing: settings.stealsTrainings) }
    seeds = [settings.seed]
    stream = RandomStream(RandomGenerator(seed: settings.seed))
    compute = ComputeContext(threads: max(1, settings.threads), instructions: settings.instructions)
  }

  /// Takes a variable's value away, and gives it.
  public func takeText(_ name: String) -> String? {
    guard case .text(let text)? = variables[name] else { return nil }
    variables[name] = nil
    return text
  }

  /// Has figures drawn in a theme unless they say another; says whether there is one of that name.
  public func setTheme(_ name: String) -> Bool {
    guard let theme = Theme.named(name) else { return false }
    settings.theme = theme
    return true
  }

  /// Has networks run on a device from here on, or on the processor for none.
  func take(device: DeviceDescription?) throws {
    settings.device = device
    if device == nil { compute = ComputeContext(compute, device: nil) }
    try openDevice()
  }

  /// Opens the device that was chosen, unless it is open.
  func openDevice() throws {
    guard let chosen = settings.device, compute.device?.description != chosen else { return }
    compute = ComputeContext(compute, device: try settings.openDevice(chosen))
  }

  /// Throws where the device failed at what was done last, of which nothing is of use then.
  func checkDevice() throws {
    if let failure = compute.device?.takeFailure() { throw failure }
  }

  /// Warns of what the script was not yet warned of.
  func warnOnce(_ diagnostic: Diagnostic) {
    if warned.insert(diagnostic).inserted { output.warn(diagnostic) }
  }

  /// Which round of its loops this is, as in `size 200, number 1`; nil outside of loops.
  var roundText: String? {
    let facts = loops.compactMap { name, value -> String? in
      switch value {
      case .text(let text): "\(name) \(text)"
      case .number, .shape, .boolean: "\(name) \(value.inText)"
      default: nil
      }
    }
    return facts.isEmpty ? nil : facts.joined(separator: ", ")
  }

  /// The name of the value that was displayed last, of what was entered.
  public static let lastValueName = "_"

  /// Displays a value, where there is anything to say of it.
  func display(_ value: Value) throws(Interrupted) {
    if keepsLastValue, value.type != .none { variables[Self.lastValueName] = value }
    guard let shown = try value.displayed(unless: stop) else { return }
    if shown.forms.isEmpty { output.display(shown.text) } else { output.display(shown) }
  }

  /// Does the work of a statement. Where it is stopped, nothing is left of it: neither its result nor what went wrong with
  /// it, and random numbers go on as if it had never begun.
  func unlessStopped<Made>(_ work: () throws -> Made) throws -> Made {
    let before = (generator: stream.generator, seeds: seeds, hasDrawn: hasDrawn)
    let result = Result { try work() }
    if stop.isSet {
      (stream.generator, seeds, hasDrawn) = before
      throw Interrupted()
    }
    return try result.get()
  }

  /// What weights are drawn from, and whatever a command says is random; who asks for it draws.
  ///
  /// Throws where random numbers go on behind a training that another share of the script does.
  var random: RandomStream {
    get throws(NotYetKnown) {
      if share?.isStreamUnknown == true { throw NotYetKnown() }
      hasDrawn = true
      return stream
    }
  }

  /// What the generator started from, each time that it drew something, or what it starts from where it drew nothing yet.
  var seedsDrawnFrom: [UInt64] { hasDrawn || seeds.count == 1 ? seeds : seeds.dropLast() }

  /// Starts the random numbers anew.
  func restart(seed: UInt64) {
    share?.restart()
    if !hasDrawn { seeds.removeLast() }
    seeds.append(seed)
    stream.generator = RandomGenerator(seed: seed)
    hasDrawn = false
  }
}

/// Why a script did not run to its end.
public enum ScriptFailure: Error {
  /// It has mistakes, and nothing of it ran.
  case doesNotCheck([Diagnostic])
  /// A statement failed; what ran before it stays.
  case failed(Diagnostic)
  /// It was stopped; a training under way ended at a batch boundary and stays, and so does all that was there before.
  case interrupted
}
