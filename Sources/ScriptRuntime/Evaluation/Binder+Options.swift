import Options
import ScriptLanguage

extension Binder {
  /// An invocation as it was meant that has an option's name and its value as two words, and what to say of them; nil for
  /// any other.
  func mended(
    _ invocation: some Invocation, _ declaration: TermDeclaration
  ) -> (invocation: MendedInvocation, problem: Diagnostic)? {
    for (place, argument) in invocation.arguments.enumerated().dropLast() {
      guard case .word(let word) = argument.kind, evaluator.variables[word] == nil,
        declaration.namedOptions.contains(where: { $0.name == word }),
        !invocation.options.contains(where: { $0.name.text == word })
      else { continue }
      let value = invocation.arguments[place + 1]
      let both = argument.range.through(value.range)
      var arguments = invocation.arguments
      arguments.removeSubrange(place...(place + 1))
      let option = ScriptLanguage.Option(name: Name(text: word, range: argument.range), value: value, range: both)
      let mended = MendedInvocation(
        name: invocation.name, arguments: arguments, options: invocation.options + [option], range: invocation.range)
      return (
        mended, Diagnostic(at: both, "an option is written `key=value`", expected: "`\(word)=\(value.range.text)`")
      )
    }
    return nil
  }
}

/// An invocation in which a mistake was mended, so that no others come of it.
struct MendedInvocation: Invocation {
  let name: Name
  let arguments: [Expression]
  let options: [ScriptLanguage.Option]
  let range: SourceRange
}
