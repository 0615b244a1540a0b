import ScriptLanguage

/// A command with the values of its arguments and options, each of the kind that its row declares.
///
/// What was not given has its default. In the checker values may be foreseen ones.
struct Call {
  /// The command's row.
  let row: CommandRow
  /// The command as it is written.
  let command: Command
  /// What gives names their values.
  let evaluator: Evaluator
  /// The values by the name of the argument or option; several for a repeated argument.
  var values: [String: [Value]] = [:]
  /// Where each that was given stands.
  var ranges: [String: SourceRange] = [:]

  /// Where the whole command stands.
  var range: SourceRange { command.range }

  /// Whether it was given rather than left at its default.
  func isGiven(_ name: String) -> Bool { ranges[name] != nil }

  /// The value of an argument or option, or nil where there is none.
  subscript(_ name: String) -> Value? { values[name]?.first }

  /// All values of a repeated argument, or the elements of a list.
  func all(_ name: String) -> [Value] {
    (values[name] ?? []).flatMap { value in
      if case .list(let elements) = value { elements } else { [value] }
    }
  }

  /// A number.
  func number(_ name: String) -> Double? {
    if case .number(let number)? = self[name] { number } else { nil }
  }

  /// A whole number; nil where it is none or does not fit.
  func whole(_ name: String) -> Int? { number(name).flatMap { Int(exactly: $0) } }

  /// A text, a path or a chosen word.
  func text(_ name: String) -> String? {
    if case .text(let text)? = self[name] { text } else { nil }
  }

  /// The texts of a list.
  func texts(_ name: String) -> [String] {
    all(name).compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  /// Yes or no.
  func flag(_ name: String) -> Bool {
    if case .boolean(true)? = self[name] { true } else { false }
  }

  /// An error that points at an argument or option, or at the whole command where it was not given.
  func error(
    at name: String? = nil, _ message: String, expected: String? = nil, nearMisses: [String] = []
  ) -> Diagnostic {
    Diagnostic(
      at: name.flatMap { ranges[$0] } ?? range, message, expected: expected, nearMisses: nearMisses)
  }
}
