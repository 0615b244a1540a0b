import Basics
import NeuralNetworks
import Options
import OrderedCollections

/// Help on an option, whatever it belongs to.
enum OptionPage {
  /// The page on an option of a name, a paragraph for each of those that mean something else; nil where none has it.
  static func text(for name: String) -> String? {
    let owners = owners(of: name)
    guard !owners.isEmpty else { return nil }
    let paragraphs = owners.map { description, names in
      HelpPage.wrapped("Of \(allOf(names.map { "`\($0)`" })): \(description).")
    }
    return (["\(name)=, an option"] + paragraphs).joined(separator: "\n\n")
  }

  /// What each of the options of a name is, with all that have it.
  static func owners(of name: String) -> OrderedDictionary<String, [String]> {
    var owners: OrderedDictionary<String, [String]> = [:]
    for declaration in CommandTable.rows.map(\.declaration) + LayerTable.rows.map(\.declaration) + terms {
      guard let option = declaration.namedOptions.first(where: { $0.name == name }) else { continue }
      owners[HelpPage.description(of: option), default: []].append(declaration.name)
    }
    return owners
  }

  /// The terms whose options are written in parentheses; those of others are the command's.
  private static var terms: [TermDeclaration] { TermKind.all.filter { !$0.areOptionsApart }.flatMap(\.declarations) }
}
