import ScriptLanguage

/// Reads what `param` lines say.
enum ParameterReader {
  /// A parameter's default; a bare word is text.
  static func standard(_ parameter: Parameter, evaluator: Evaluator) throws(Diagnostic) -> Value {
    func read(_ expression: Expression) throws(Diagnostic) -> Value {
      switch expression.kind {
      case .word("yes"): return .boolean(true)
      case .word("no"): return .boolean(false)
      case .word(let word): return .text(word)
      case .list(let elements):
        var values: [Value] = []
        for element in elements { values.append(try read(element)) }
        return .list(values)
      default: return try evaluator.value(of: expression)
      }
    }
    return try read(parameter.defaultValue)
  }
}
