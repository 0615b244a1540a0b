public import ScriptLanguage

extension Session {
  /// Runs what a person entered, as one cell, and remembers it unless told otherwise; what runs is named `In [3]`.
  ///
  /// Throws as ``run(_:beginning:)`` does; what ran before a mistake stays, and is remembered as what worked.
  public func enter(_ text: String, remembering: Bool = true) throws(ScriptFailure) {
    let source = BareArithmetic.source("In [\(history.nextNumber)]", text) { variables[$0] != nil }
    keepsLastValue = true
    defer { keepsLastValue = false }
    let report = check(source)
    var worked = WorkedStatements(report.script)
    var wasStopped = false
    // The entry is not yet part of the history that it may ask for.
    defer {
      if remembering { history.append(source.text, worked: worked.text(of: report.script, wasStopped: wasStopped)) }
    }
    do throws(ScriptFailure) {
      try run(
        report,
        completed: {
          worked.keep($0)
          history.note($0)
        })
    } catch {
      if case .interrupted = error { wasStopped = true }
      throw error
    }
  }

  /// Whether something that was entered has a name, and `save session` did not keep it.
  public var hasUnsavedWork: Bool { history.hasUnsavedWork }

  /// Whether what was entered so far can run, or waits for more lines, as `for` waits for its `end`.
  public static func completeness(of text: String) -> Completeness {
    switch Parser.parse(SourceText(name: "", text: text), commands: CommandTable.vocabulary).completeness {
    case .complete: .complete
    case .incomplete(.end(let depth)): .incomplete(indent: String(repeating: " ", count: 4 * depth))
    case .incomplete(.continuation): .incomplete(indent: "    ")
    case .incomplete(.bracket): .open(indent: "    ")
    case .wrong: .wrong
    }
  }

  /// Whether an entry stands as it is.
  public enum Completeness: Hashable, Sendable {
    /// It can run.
    case complete
    /// It waits for more lines, the next of which is indented so far.
    case incomplete(indent: String)
    /// A bracket is open at its end: with a `\` there it waits for more lines, the next of which is indented so far.
    case open(indent: String)
    /// No further line would mend it.
    case wrong
  }

  /// What an expression, such as `log.validation` or `epochs`, displays.
  /// - Throws: A `Diagnostic` where it is none, or has no value.
  public func displayText(of expression: String) throws(Diagnostic) -> String {
    let (parsed, diagnostics) = Parser.parseValue(SourceText(name: "expression", text: "(\(expression))"))
    if let first = diagnostics.first { throw first }
    return try Evaluator(variables: variables).value(of: parsed).displayText ?? ""
  }
}
