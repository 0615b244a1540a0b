import Options
import ScriptLanguage

extension Evaluator {
  /// The statements behind the first condition that holds; nil where only the run knows which does.
  func branch(of conditional: Conditional) throws(Diagnostic) -> [Statement]? {
    for branch in conditional.branches {
      let value = try value(of: branch.condition)
      switch value {
      case .boolean(true): return branch.body
      case .boolean(false): continue
      case .foreseen(let foreseen) where [.boolean, .anything].contains(foreseen.type): return nil
      default:
        throw Diagnostic(
          at: branch.condition.range, "`if` takes true or false, and this is \(value.type.described)",
          expected: "a condition, as in `if (size > 100)`")
      }
    }
    return conditional.otherwise
  }
}
