internal import Basics
import NeuralNetworks
import Options
public import OrderedCollections

/// Help on commands, layers and variables, made of what their tables declare.
public enum HelpPage {
  /// Everything there is help on.
  public static var topics: [String] {
    CommandTable.rows.map(\.name) + LayerTable.names + Keyword.all.map(\.name)
  }

  /// Whether there is help on a name.
  static func knows(_ name: String, variables: OrderedDictionary<String, Value>) -> Bool {
    topics.contains(name) || variables[name] != nil
  }

  /// The page on a name: a command, or a variable.
  public static func text(for name: String, variables: OrderedDictionary<String, Value> = [:]) -> String {
    if let row = CommandTable.row(named: name) { return text(for: row) }
    if let layer = LayerTable.row(name) { return text(for: layer.declaration) }
    if let keyword = Keyword.named(name) { return text(for: keyword) }
    guard let value = variables[name] else { return overview }
    var lines = ["`\(name)` is \(value.type.described)."]
    let properties = PropertyTable.properties(of: value.type)
    if !properties.isEmpty {
      lines += ["", "Properties:", table(properties.map { ["  (\(name).\($0.name))", $0.summary] })]
    }
    return lines.joined(separator: "\n")
  }

  /// All commands, a line each.
  public static var overview: String {
    table(CommandTable.rows.map { [$0.name, $0.summary] } + Keyword.all.map { [$0.name, $0.summary] })
      + "\n\n`help COMMAND` says more about one, `help conv2d` about a layer."
  }

  /// The page on a command.
  public static func text(for row: CommandRow) -> String {
    var parts = ["\(row.name) — \(row.summary)", "Usage:\n  \(usage(row))"]
    if !row.discussion.isEmpty { parts.append(wrapped(row.discussion)) }
    if !row.arguments.isEmpty { parts.append("Arguments:\n" + describe(row.arguments, suffix: "")) }
    if !row.options.isEmpty { parts.append("Options:\n" + describe(row.options, suffix: "=")) }
    parts.append("Example:\n" + indented(row.example))
    return parts.joined(separator: "\n\n")
  }

  /// The page on a word of the language.
  static func text(for keyword: Keyword) -> String {
    [
      "\(keyword.name) — \(keyword.summary)", "Usage:\n  \(keyword.usage)", wrapped(keyword.discussion),
      "Example:\n" + indented(keyword.example),
    ].joined(separator: "\n\n")
  }

  private static func indented(_ example: String) -> String {
    example.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
  }

  /// The page on a kind of layer.
  static func text(for layer: TermDeclaration) -> String {
    var parts = ["\(layer.name), a layer — \(layer.summary)"]
    if !layer.arguments.isEmpty { parts.append("Arguments:\n" + describe(layer.arguments, suffix: "")) }
    if !layer.namedOptions.isEmpty { parts.append("Options:\n" + describe(layer.namedOptions, suffix: "=")) }
    return parts.joined(separator: "\n\n")
  }

  /// The command with its arguments and options, as one line.
  static func usage(_ row: CommandRow) -> String {
    var words = row.result == .none ? [row.name] : ["NAME = " + row.name]
    for argument in row.arguments {
      let name = argument.name.uppercased() + (argument.isRepeated ? "…" : "")
      words.append(argument.isRequired ? name : "[\(name)]")
    }
    for option in row.options where option.isRequired { words.append("\(option.name)=…") }
    if row.options.contains(where: { !$0.isRequired }) { words.append("[OPTION=VALUE]…") }
    return words.joined(separator: " ") + (row.opensBlock ? " … end" : "")
  }

  /// A line for each option: what it is, what it takes, and its default.
  static func describe(_ options: [OptionDeclaration], suffix: String) -> String {
    table(
      options.map { option in
        var text = option.summary
        if let unit = option.unit { text += ", in \(unit)" }
        text += " (\(option.kind)"
        if let standard = option.defaultValue { text += "; default \(standard)" }
        return ["  " + option.name + suffix, text + ")"]
      })
  }

  /// Paragraphs broken at about eighty characters.
  static func wrapped(_ text: String, width: Int = 80) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { paragraph in
      var lines = [""]
      for word in paragraph.split(separator: " ") {
        if !lines[lines.count - 1].isEmpty, lines[lines.count - 1].count + word.count >= width { lines.append("") }
        lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
