import NeuralNetworks
import Options

/// The reference page of all commands, made of their rows; the documentation holds a copy that a test compares.
public enum CommandReference {
  /// The page, in Markdown.
  public static var markdown: String {
    ([overview] + CommandTable.rows.map { section($0) + "\n\nExample:\n\n" + indented($0.example) } + others).joined(
      separator: "\n\n") + "\n"
  }

  /// What the page begins with: all commands, each with a link to its section.
  public static var overview: String {
    """
    # Commands

    All commands of the script language. This page is made from the table of commands, by \
    `darkroom help --reference`.

    | command | what it does |
    | --- | --- |

    """ + CommandTable.rows.map { "| [`\($0.name)`](#\($0.name)) | \(cell($0.summary)) |" }.joined(separator: "\n")
  }

  /// A command's section, without its example.
  public static func section(_ row: CommandRow) -> String {
    var parts = ["## \(row.name)", sentence(row.summary), "    \(HelpPage.usage(row))"]
    if !row.discussion.isEmpty { parts.append(row.discussion) }
    if !row.arguments.isEmpty { parts.append("Arguments:\n\n" + rows(row.arguments)) }
    if !row.options.isEmpty { parts.append("Options:\n\n" + rows(row.options)) }
    return parts.joined(separator: "\n\n")
  }

  /// Whatever else a line may hold: the words of the language, layers, terms, properties, a section each.
  public static var others: [String] {
    var parts = ["## Words of the language"]
    parts += Keyword.all.map { word in
      [
        "### \(word.name)", sentence(word.summary), "    \(word.usage)", word.discussion,
        "Example:\n\n" + indented(word.example),
      ].joined(separator: "\n\n")
    }
    parts.append("## Layers\n\nThe lines of a `network` block.")
    parts += LayerTable.rows.map { layer in
      let options = layer.declaration.options
      return "### \(layer.name)\n\n\(sentence(layer.declaration.summary))"
        + (options.isEmpty ? "" : "\n\n" + rows(options))
    }
    parts.append(
      "## Terms\n\nWhat some options take, with settings of their own in parentheses, as in `step(5,by=0.5)`.")
    for kind in TermKind.all {
      parts.append("### \(kind.plural)\n\nWritten as `\(kind.place + (kind.place.hasSuffix(" ") ? "NAME" : ""))`.")
      parts += kind.declarations.map { term in
        "#### \(term.name)\n\n\(sentence(term.summary))" + (term.options.isEmpty ? "" : "\n\n" + rows(term.options))
      }
    }
    parts.append("## Properties\n\nWhat can be read of a value in parentheses, as in `(log.validation)`.")
    for type in ValueType.allCases {
      let properties = PropertyTable.properties(of: type)
      guard !properties.isEmpty else { continue }
      parts.append(
        "### \(type.rawValue)\n\n| property | what it is |\n| --- | --- |\n"
          + properties.map { "| `\($0.name)` | \(cell($0.summary)) |" }.joined(separator: "\n"))
    }
    return parts
  }

  private static func indented(_ example: String) -> String {
    example.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }.joined(separator: "\n")
  }

  private static func rows(_ options: [OptionDeclaration]) -> String {
    "| name | value | default | what it is |\n| --- | --- | --- | --- |\n"
      + options.map { option in
        let standard = option.defaultValue.map { "`\($0)`" } ?? (option.isRequired ? "required" : "")
        let unit = option.unit.map { ", in \($0)" } ?? ""
        return "| `\(option.name)` | \(cell("\(option.kind)")) | \(standard) | \(cell(option.summary + unit)) |"
      }.joined(separator: "\n")
  }

  private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }

  private static func cell(_ text: String) -> String { text.split(separator: "|").joined(separator: "\\|") }
}
