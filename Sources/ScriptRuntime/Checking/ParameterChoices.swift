import NeuralNetworks
import Options
import OrderedCollections
import ScriptLanguage

/// What the params of a script may well be set to: the words of which they are one where a command takes them, and parts of
/// what they are by default.
struct ParameterChoices {
  /// The words that an argument or option offers which a param stands for.
  private var words: OrderedDictionary<String, [String]> = [:]

  /// What is known of all params of a script.
  init(_ script: Script? = nil) { for statement in script?.statements ?? [] { visit(statement) } }

  /// What a param of a default may be set to, as `--set` has it; empty where nothing suggests itself.
  func choices(of name: String, standard: Value) -> [String] {
    var choices: OrderedSet<String> = []
    switch standard {
    case .boolean: choices = ["yes", "no"]
    case .text(let text): choices = [text]
    case .number: choices = [standard.inText]
    case .shape: choices = [standard.inText]
    case .range(let first, let last): choices = ["\(first)..\(last)", "\(first)..\(first)"]
    case .list(let elements):
      let parts = elements.map { if case .text(let text) = $0 { text } else { $0.inText } }
      choices = OrderedSet([parts.joined(separator: ",")] + parts)
    default: break
    }
    choices.append(contentsOf: words[name] ?? [])
    return choices.filter { !$0.isEmpty && !$0.contains(where: \.isWhitespace) }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .assignment(let assignment): if case .command(let command) = assignment.value { visit(command) }
    case .command(let command): visit(command)
    case .loop(let loop): for inner in loop.body { visit(inner) }
    case .conditional(let conditional): for inner in conditional.statements { visit(inner) }
    case .timed(let timed): visit(timed)
    default: break
    }
  }

  private mutating func visit(_ command: Command) {
    if let declaration = CommandTable.row(named: command.name.text)?.declaration { visit(command, declaration) }
    visit(command.block)
  }

  private mutating func visit(_ block: Block?) {
    for layer in block?.layers ?? [] {
      if let declaration = LayerTable.row(layer.name.text)?.declaration { visit(layer, declaration) }
      visit(layer.block)
    }
  }

  private mutating func visit(_ invocation: some Invocation, _ declaration: TermDeclaration) {
    for (argument, option) in zip(invocation.arguments, declaration.arguments) { note(argument, option) }
    for written in invocation.options {
      guard let option = declaration.namedOptions.first(where: { $0.name == written.name.text }) else { continue }
      note(written.value, option)
    }
  }

  private mutating func note(_ expression: Expression, _ option: OptionDeclaration) {
    switch expression.kind {
    case .word(let name), .variable(let name): words[name, default: []] += option.kind.choices.map(\.word)
    case .parenthesized(let inner): note(inner, option)
    default: break
    }
  }
}
