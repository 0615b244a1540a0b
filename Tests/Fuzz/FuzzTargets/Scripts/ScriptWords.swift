import NeuralNetworks
import Options
import ScriptRuntime

/// The words of the script language, from its tables.
enum ScriptWords {
  static let all: [String] = {
    let declarations = CommandTable.rows.map { $0.declaration } + LayerTable.table.declarations
    let signs = [
      "param ", "for ", " in ", "end\n", "include ", "time ", "save=", "..", "# %%", " and ", " or ", "not ", "\\\n",
    ]
    return Array(Set(declarations.flatMap(words) + signs)).sorted()
  }()

  private static func words(_ declaration: TermDeclaration) -> [String] {
    [declaration.name + " "]
      + declaration.options.flatMap { option in
        (option.isArgument ? [] : [option.name + "="]) + words(option.kind)
      }
  }

  private static func words(_ kind: OptionKind) -> [String] {
    switch kind {
    case .choice(let choices): choices.map { $0.word }
    case .term(let terms), .sum(let terms): terms.flatMap(words)
    case .list(let element): words(element)
    case .either(let first, let second): words(first) + words(second)
    default: []
    }
  }
}
