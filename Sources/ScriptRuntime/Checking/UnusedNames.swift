import Basics
import ScriptLanguage

/// Finds the names that a script gives to values and never uses.
///
/// What is made by a command that is used for what it does, such as the log of a training, may be left lying, and so may a
/// name that begins with `_`.
struct UnusedNames {
  /// The names of each assignment that are to be used, and where they stand.
  private var assigned: [(names: [String], range: SourceRange)] = []
  private var used: Set<String> = []
  /// Whether something looks at all variables.
  private var looksAtAll = false

  /// The warnings for a script, whose names those that it includes may use.
  static func warnings(in script: Script, including others: some Sequence<Script>) -> [Diagnostic] {
    var names = UnusedNames()
    for other in others { names.visit(other.statements) }
    names.assigned = []
    names.visit(script.statements)
    guard !names.looksAtAll else { return [] }
    var told: Set<String> = []
    return names.assigned.compactMap { assigned, range in
      // Of several names one that is used is reason enough for all.
      guard assigned.allSatisfy({ !names.used.contains($0) && !$0.hasPrefix("_") }),
        told.insert(assigned.joined(separator: ",")).inserted
      else { return nil }
      let isOne = assigned.count == 1
      return Diagnostic(
        .warning, at: range,
        "\(allOf(assigned.map { "`\($0)`" })) \(isOne ? "is" : "are") given a value, and never used")
    }
  }

  /// The names that a statement reads.
  static func used(in statement: Statement) -> Set<String> {
    var names = UnusedNames()
    names.visit(statement)
    return names.used
  }

  private mutating func visit(_ statements: [Statement]) {
    for statement in statements { visit(statement) }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .assignment(let assignment): visit(assignment)
    case .command(let command): visit(command)
    case .display(let value): visit(value)
    case .parameter(let parameter): visit(parameter.defaultValue)
    case .loop(let loop):
      for value in loop.values { visit(value) }
      visit(loop.body)
    case .conditional(let conditional):
      for branch in conditional.branches { visit(branch.condition) }
      visit(conditional.statements)
    case .include(let include): visit(include.path)
    case .inspection(let name): used.insert(name.text)
    case .timed(let timed): visit(timed)
    case .invalid: break
    }
  }

  private mutating func visit(_ assignment: Assignment) {
    for index in assignment.targets.flatMap(\.indices) { visit(index) }
    switch assignment.value {
    case .expression(let value):
      visit(value)
      // Whoever writes `seed = 7` is told that this is a command.
      if assignment.targets.count == 1, CommandTable.row(named: assignment.targets[0].name.text) != nil { return }
    case .command(let command):
      visit(command)
      if CommandTable.row(named: command.name.text)?.acts ?? false { return }
    case .invalid: return
    }
    guard let first = assignment.targets.first, let last = assignment.targets.last else { return }
    assigned.append((assignment.targets.map(\.name.text), first.range.through(last.range)))
  }

  private mutating func visit(_ command: Command) {
    if CommandTable.row(named: command.name.text)?.usesAllNames ?? false { looksAtAll = true }
    visit(invocation: command)
    visit(command.block)
  }

  private mutating func visit(_ block: Block?) {
    for layer in block?.layers ?? [] {
      visit(invocation: layer)
      visit(layer.block)
    }
  }

  private mutating func visit(invocation: some Invocation) {
    for argument in invocation.arguments { visit(argument) }
    for option in invocation.options { visit(option.value) }
  }

  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .word(let name), .variable(let name): used.insert(name)
    case .text(let template), .bareText(let template):
      for case .value(let value) in template.pieces { visit(value) }
    case .list(let values), .shape(let values): for value in values { visit(value) }
    case .range(let first, let last), .binary(_, let first, let last):
      visit(first)
      visit(last)
    case .element(let base, let indices):
      visit(base)
      for index in indices { visit(index) }
    case .property(let base, _), .parenthesized(let base), .unary(_, let base): visit(base)
    case .term(_, let arguments): for argument in arguments { visit(argument.value) }
    case .number, .missing: break
    }
  }
}
