import Basics
import Options
import ScriptLanguage

/// What a command needs is known to the run alone: the checker leaves off there, and a run never sees it.
struct NotYetKnown: Error {}

/// A command with what was read in the places of its arguments and options.
///
/// A key gives the value, and throws ``NotYetKnown`` in the checker where only the run will have it; what can be said of a
/// value before, or of one that may be left out, is asked for by name.
struct Call {
  /// The command as it is written.
  let command: Command
  /// What gives names their values.
  let evaluator: Evaluator
  /// What the session was given.
  let settings: Session.Settings
  /// What was read.
  let bound: BoundOptions

  /// Reads what a command is given; every mistake is appended to `problems`.
  init(
    _ command: Command, of row: CommandRow, evaluator: Evaluator, settings: Session.Settings,
    problems: inout [Diagnostic]
  ) {
    self.command = command
    self.evaluator = evaluator
    self.settings = settings
    var found: [Diagnostic] = []
    bound = Binder(evaluator: evaluator)
      .bind(command, to: row.declaration, problems: &found, optionsFor: row.optionsFor)
    problems += found.map { row.cure($0, command, settings.workspace) }
  }

  /// Another call in the same place, of what was read elsewhere.
  init(_ call: Call, bound: BoundOptions) {
    (command, evaluator, settings) = (call.command, call.evaluator, call.settings)
    self.bound = bound
  }

  /// What stops the command, in the checker and in the run.
  var stop: StopFlag { evaluator.stop }

  /// Where the whole command stands.
  var range: SourceRange { command.range }

  /// Where an argument or option stands; the whole command where it was not given.
  func place(of option: some OptionDeclaring) -> SourceRange { bound.ranges[option.declaration.name] ?? range }

  /// Whether it was given rather than left at its default.
  func isGiven(_ option: some OptionDeclaring) -> Bool { bound.ranges[option.declaration.name] != nil }

  /// An error that points at an argument or option, or at the whole command where it was not given.
  func error(
    at option: (any OptionDeclaring)? = nil, _ message: String, expected: String? = nil, nearMisses: [String] = []
  ) -> Diagnostic {
    Diagnostic(
      at: option.map { place(of: $0) } ?? range, message, expected: expected, nearMisses: nearMisses)
  }
}

extension Call {
  /// The value of an option that has one in any case: it must be given, or has a default.
  subscript<Read>(key: OptionKey<Read>) -> Read {
    get throws(NotYetKnown) {
      guard let value = known(key) else { throw NotYetKnown() }
      return value
    }
  }

  /// The value of an option that may be left out.
  subscript<Read>(ifGiven key: OptionKey<Read>) -> Read? {
    get throws(NotYetKnown) { isGiven(key) ? try self[key] : nil }
  }

  /// The value of an option, as far as it is known; nil where it is not given either.
  func known<Read>(_ key: OptionKey<Read>) -> Read? { bound.options[ifGiven: key] }

  /// The elements of an option's list, nil for those that are not known; nil where not even their number is, or where none
  /// are given.
  func elements<Read>(_ key: OptionKey<[Read]>) -> [Read?]? {
    known(key) ?? bound.partlyKnown[key.declaration.name]?.map { $0.flatMap(Read.init) }
  }
}

extension Call {
  /// A value of the language that has to be given.
  subscript<Read>(key: ValueKey<Read>) -> Read {
    get throws(NotYetKnown) {
      guard let value = value(key), !value.isForeseen else { throw NotYetKnown() }
      return key.read(value)
    }
  }

  /// A value of the language that may be left out.
  subscript<Read>(ifGiven key: ValueKey<Read>) -> Read? {
    get throws(NotYetKnown) { isGiven(key) ? try self[key] : nil }
  }

  /// A value as it is, which the checker may only foresee; nil where it is not given.
  func value<Read>(_ key: ValueKey<Read>) -> Value? { values(key).first }

  /// What the script calls an argument: the text that stands there.
  func name(ofArgument place: Int) -> String {
    command.arguments.indices.contains(place) ? command.arguments[place].range.text : "\(place + 1)"
  }

  /// All values of a repeated argument.
  func values<Read>(_ key: ValueKey<Read>) -> [Value] { bound.values[key.declaration.name] ?? [] }

  /// What tells the foreseen models that it is given apart, in no order.
  var identities: [Int] {
    bound.values.values.joined().compactMap { value in
      if case .foreseen(let facts) = value { facts.identity } else { nil }
    }
  }

  /// What is known of a value before the run; nil where it is not given, or there is nothing to know.
  func facts<Read>(_ key: ValueKey<Read>) -> Foreseen? { value(key)?.facts }
}
