import ScriptLanguage

/// The commands that the tests' scripts know.
let testCommands = CommandVocabulary(
  names: ["train", "load", "show", "plot", "print", "seed", "autoencoder", "pick", "save", "split"],
  blockOpeners: ["network", "figure"], commandBlockOpeners: ["figure"])

func parse(_ text: String) -> ParseResult {
  Parser.parse(SourceText(name: "a.darkroom", text: text), commands: testCommands)
}

/// The messages of a script, as a reader sees them.
func messages(_ text: String) -> String { DiagnosticRenderer().render(parse(text).diagnostics) }

/// The tree of a script on one line a statement, in the form of nested lists.
func tree(_ text: String) -> String {
  parse(text).script.statements.map(TreeText.of).joined(separator: "\n")
}

enum TreeText {
  static func of(_ statement: Statement) -> String {
    switch statement.kind {
    case .assignment(let assignment):
      let targets = assignment.targets.map {
        $0.name.text + ($0.indices.isEmpty ? "" : "[\($0.indices.map(of).joined(separator: " "))]")
      }
      let value =
        switch assignment.value {
        case .command(let command): of(command)
        case .expression(let expression): of(expression)
        case .invalid: "INVALID"
        }
      return "(set \(targets.joined(separator: " ")) \(value))"
    case .command(let command): return of(command)
    case .display(let value): return "(display \(of(value)))"
    case .parameter(let parameter):
      return "(param \(parameter.name.text) \(of(parameter.defaultValue))"
        + (parameter.description.map { " ;\($0)" } ?? "") + ")"
    case .loop(let loop):
      let values = loop.values.map(of).joined(separator: " ")
      return "(for \(loop.variable.text) [\(values)] \(loop.body.map(of).joined(separator: " ")))"
    case .conditional(let conditional):
      let branches = conditional.branches.map { "\(of($0.condition)) [\($0.body.map(of).joined(separator: " "))]" }
      return "(if \(branches.joined(separator: " ")) [\(conditional.otherwise.map(of).joined(separator: " "))])"
    case .include(let include): return "(include \(of(include.path)))"
    case .timed(let statement): return "(time \(of(statement)))"
    case .inspection(let name): return "(inspect \(name.text))"
    case .invalid: return "INVALID"
    }
  }

  static func of(_ command: Command) -> String {
    let block = command.block.map { " {" + $0.layers.map { invocation($0) }.joined(separator: " ") + "}" } ?? ""
    return invocation(command).dropLast() + block + ")"
  }

  private static func invocation(_ call: some Invocation) -> String {
    let parts = [call.name.text] + call.arguments.map(of) + call.options.map { "\($0.name.text)=\(of($0.value))" }
    return "(\(parts.joined(separator: " ")))"
  }

  static func of(_ expression: Expression) -> String {
    switch expression.kind {
    case .number(let number): return number.integer.map(String.init) ?? String(number.value)
    case .text(let template): return "\"\(of(template))\""
    case .bareText(let template): return "'\(of(template))'"
    case .word(let word): return word
    case .variable(let name): return "$\(name)"
    case .list(let elements): return "[\(elements.map(of).joined(separator: " "))]"
    case .range(let lower, let upper): return "(.. \(of(lower)) \(of(upper)))"
    case .shape(let sides): return "(shape \(sides.map(of).joined(separator: " ")))"
    case .element(let base, let indices): return "(at \(of(base)) \(indices.map(of).joined(separator: " ")))"
    case .property(let base, let name): return "(. \(of(base)) \(name.text))"
    case .term(let name, let arguments):
      let parts = arguments.map { ($0.label.map { "\($0.text)=" } ?? "") + of($0.value) }
      return "\(name.text)(\(parts.joined(separator: " ")))"
    case .parenthesized(let value): return "<\(of(value))>"
    case .unary(let operation, let value): return "(\(operation.rawValue) \(of(value)))"
    case .binary(let operation, let left, let right): return "(\(operation.rawValue) \(of(left)) \(of(right)))"
    case .missing: return "MISSING"
    }
  }

  static func of(_ template: TextTemplate) -> String {
    template.pieces.map { piece in
      switch piece {
      case .literal(let text): text
      case .value(let value): "{\(of(value))}"
      }
    }.joined()
  }
}
