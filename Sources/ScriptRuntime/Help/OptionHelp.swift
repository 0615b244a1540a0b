import Basics
import NeuralNetworks
import Options

/// Help on an option by its name, whichever commands and layers have one of that name.
enum OptionHelp {
  /// The names of all options, each once.
  static let names = Array(Set(owners.flatMap { $0.options.map(\.name) })).sorted()

  /// What there is to say of the options of a name, those that are the same together; nil where there is none.
  static func text(for name: String) -> String? {
    var found: [(option: OptionDeclaration, owners: [String])] = []
    for owner in owners {
      for option in owner.options where option.name == name {
        if let place = found.firstIndex(where: { $0.option == option }) {
          found[place].owners.append(owner.name)
        } else {
          found.append((option, [owner.name]))
        }
      }
    }
    return found.isEmpty ? nil : found.map { page($0.option, of: $0.owners) }.joined(separator: "\n\n")
  }

  /// Commands and layers with their options.
  private static let owners: [(name: String, options: [OptionDeclaration])] =
    CommandTable.rows.map { ($0.name, $0.options) }
    + LayerTable.names.compactMap { name in LayerTable.row(name).map { (name, $0.declaration.namedOptions) } }

  private static func page(_ option: OptionDeclaration, of owners: [String]) -> String {
    let kind = option.kind
    let described =
      kind.terms.isEmpty ? kind.choices.map { ($0.word, $0.summary) } : kind.terms.map { ($0.usage, $0.summary) }
    var text = "\(option.name), an option of \(allOf(owners.map { "`\($0)`" })) — \(option.summary)"
    if let unit = option.unit { text += ", in \(unit)" }
    let facts =
      (kind.terms.isEmpty ? ["\(kind)"] : []) + (option.isRequired ? ["required"] : [])
      + (option.defaultValue.map { ["default \($0)"] } ?? [])
    if !facts.isEmpty { text += " (\(facts.joined(separator: "; ")))" }
    let list = described.contains { !$0.1.isEmpty } ? "\n\nIt takes:\n" + HelpPage.list(described) : ""
    return HelpPage.wrapped(text) + list
  }
}
