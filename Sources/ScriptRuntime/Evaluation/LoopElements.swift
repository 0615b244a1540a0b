import ScriptLanguage

extension Evaluator {
  /// The values that a loop runs over, in order: ranges and lists one by one, families member by member.
  func elements(of loop: Loop) throws(Diagnostic) -> [Value] {
    var elements: [Value] = []
    for expression in loop.values {
      let value: Value
      // A bare word that is no variable is text here: `for loss in mse l1`.
      if case .word(let word) = expression.kind, variables[word] == nil {
        value = .text(word)
      } else {
        value = try self.value(of: expression)
      }
      switch value {
      case .family(let family): elements += family.members.values
      default: elements += value.expanded
      }
    }
    return elements
  }
}
