import Basics
import Options
import ScriptLanguage

/// Reads terms such as `gaussian(0.3)` against those that are declared, and sums of them.
struct TermReader {
  let evaluator: Evaluator
  /// The terms that there are.
  let terms: [TermDeclaration]
  /// What is expected: a term, or a sum.
  let kind: OptionKind
  /// The place in words, such as `` `noise` ``.
  let place: String

  /// What an expression says; nil where it is no term but a value, such as a variable that holds text.
  func read(_ expression: Expression) throws(Diagnostic) -> Reading? {
    if case .sum = kind, let parts = try parts(of: expression, weight: 1) {
      let known = parts.compactMap(\.self)
      return accepted(known.count == parts.count ? .sum(known) : nil)
    }
    guard let written = written(expression) else { return nil }
    return accepted(try term(written).map { .term($0) })
  }

  private func accepted(_ value: OptionValue?) -> Reading {
    value.flatMap(kind.accepting).map { .option($0) } ?? .unknown
  }

  /// A term as it is written; nil where an expression is none.
  private struct Written: Invocation {
    let name: Name
    var arguments: [Expression] = []
    var options: [ScriptLanguage.Option] = []
    let range: SourceRange
  }

  private func written(_ expression: Expression) -> Written? {
    switch expression.kind {
    case .parenthesized(let inner): return written(inner)
    case .word(let word), .variable(let word):
      let isTerm = terms.contains { $0.name == word } || evaluator.variables[word] == nil
      return isTerm ? Written(name: Name(text: word, range: expression.range), range: expression.range) : nil
    case .term(let name, let arguments):
      var written = Written(name: name, range: expression.range)
      for argument in arguments {
        if let label = argument.label {
          let range = label.range.through(argument.value.range)
          written.options.append(ScriptLanguage.Option(name: label, value: argument.value, range: range))
        } else {
          written.arguments.append(argument.value)
        }
      }
      return written
    default: return nil
    }
  }

  /// A term with its arguments; nil where only the run knows one of them.
  private func term(_ written: Written) throws(Diagnostic) -> Term? {
    guard let declaration = terms.first(where: { $0.name == written.name.text }) else {
      throw Diagnostic(
        at: written.name.range, "\(place) takes no `\(written.name.text)`", expected: kind.description,
        nearMisses: kind.nearMisses(of: written.name.text, more: evaluator.variables.keys))
    }
    if let option = written.options.first,
      let late = written.arguments.first(where: { $0.range.offsets.lowerBound > option.range.offsets.lowerBound })
    {
      throw Diagnostic(
        at: late.range, "arguments come before options", notes: [.init("the first option is here", at: option.range)])
    }
    var problems: [Diagnostic] = []
    let written = try inOrder(written, declaration)
    let bound = Binder(evaluator: evaluator).bind(written, to: declaration, problems: &problems)
    if let first = problems.first { throw first }
    return bound.isKnown ? Term(declaration.name, bound.options) : nil
  }

  /// The term with arguments that were written with their names, as in `huber(delta=1)`, in their places; throws where
  /// something is given twice, in whatever form.
  private func inOrder(_ written: Written, _ declaration: TermDeclaration) throws(Diagnostic) -> Written {
    var given: [String: SourceRange] = [:]
    for (argument, declared) in zip(written.arguments, declaration.arguments) { given[declared.name] = argument.range }
    for option in written.options {
      if let first = given.updateValue(option.range, forKey: option.name.text) {
        throw Diagnostic(
          at: option.range, "`\(written.name.text)` has its \(option.name.text) already",
          notes: [.init("it is here", at: first)])
      }
    }
    var written = written
    for (place, argument) in declaration.arguments.enumerated() where place == written.arguments.count {
      guard let named = written.options.firstIndex(where: { $0.name.text == argument.name }) else { continue }
      written.arguments.append(written.options.remove(at: named).value)
    }
    return written
  }

  /// The weighted terms that an expression adds, nil for those that only the run knows; nil where it is no sum of terms.
  private func parts(of expression: Expression, weight: Double?) throws(Diagnostic) -> [WeightedTerm?]? {
    switch expression.kind {
    case .parenthesized(let inner): return try parts(of: inner, weight: weight)
    case .binary(.add, let left, let right):
      guard let first = try parts(of: left, weight: weight), let second = try parts(of: right, weight: weight) else {
        return nil
      }
      return first + second
    case .binary(.multiply, let left, let right):
      if let term = try factor(left, before: right, weight) { return term }
      return try factor(right, before: left, weight)
    default:
      guard let written = written(expression) else { return nil }
      let term = try term(written)
      return [term.flatMap { term in weight.map { WeightedTerm(weight: $0, term: term) } }]
    }
  }

  /// The terms of a product of a number and terms; nil where the first is no number.
  private func factor(
    _ number: Expression, before terms: Expression, _ weight: Double?
  ) throws(Diagnostic) -> [WeightedTerm?]? {
    guard written(number) == nil || isVariable(number) else { return nil }
    let value = try evaluator.value(of: number)
    switch value {
    case .number(let number): return try parts(of: terms, weight: weight.map { $0 * number })
    case .foreseen: return try parts(of: terms, weight: nil)
    default: return nil
    }
  }

  private func isVariable(_ expression: Expression) -> Bool {
    if case .variable(let name) = expression.kind { evaluator.variables[name] != nil } else { false }
  }
}
