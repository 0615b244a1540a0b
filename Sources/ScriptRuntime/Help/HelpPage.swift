internal import Basics
import NeuralNetworks
import Options
public import OrderedCollections

/// Help on commands, layers and variables, made of what their tables declare.
public enum HelpPage {
  /// Everything there is help on, each once.
  public static var topics: [String] {
    let terms = TermKind.all.flatMap { $0.declarations.map(\.name) }
    return Array(OrderedSet(firstWords + terms + FunctionTable.rows.map(\.name) + HelpTopic.all.map(\.name)))
  }

  /// What a line can begin with: commands, layers and words of the language.
  public static var firstWords: [String] {
    CommandTable.rows.map(\.name) + LayerTable.names + Keyword.all.map(\.name)
  }

  /// Whether there is help on a name.
  public static func knows(_ name: String, variables: OrderedDictionary<String, Value> = [:]) -> Bool {
    topics.contains(name) || variables[name] != nil || !OptionPage.owners(of: name).isEmpty
      || HelpTopic.named(name) != nil
  }

  /// The page on a name: a command, or a variable.
  public static func text(for name: String, variables: OrderedDictionary<String, Value> = [:]) -> String {
    if let row = CommandTable.row(named: name) { return text(for: row) }
    if let layer = LayerTable.row(name) { return text(for: layer.declaration) }
    if let keyword = Keyword.named(name) { return text(for: keyword) }
    guard let value = variables[name] else {
      let terms = TermKind.terms(named: name).map { text(for: $0.term, of: $0.kind) }
      if let function = FunctionTable.row(name) { return text(for: function) }
      guard terms.isEmpty else { return terms.joined(separator: "\n\n") }
      return OptionPage.text(for: name) ?? HelpTopic.named(name).map(text) ?? overview
    }
    var lines = ["`\(name)` is \(value.type.described)."]
    let properties = PropertyTable.properties(of: value.type)
    if !properties.isEmpty {
      lines += ["", "Properties:", list(properties.map { ("(\(name).\($0.name))", $0.summary) })]
    }
    return lines.joined(separator: "\n")
  }

  /// All commands, a line each.
  public static var overview: String {
    table(CommandTable.rows.map { [$0.name, $0.summary] } + Keyword.all.map { [$0.name, $0.summary] })
      + "\n\n"
      + wrapped(
        "`help COMMAND` says more about one, `help conv2d` about a layer, `help cosine` about a schedule, a loss, an "
          + "optimiser or whatever else an option takes, "
          + allOf(HelpTopic.all.map { "`help \($0.name)` \($0.summary)" })
          + ". Expressions in parentheses may use "
          + allOf(FunctionTable.rows.map { "`\($0.name)`" }) + ".")
  }

  /// The page on a command.
  public static func text(for row: CommandRow) -> String {
    var parts = [wrapped("\(row.name) — \(row.summary)"), "Usage:\n  \(usage(row))"]
    if !row.discussion.isEmpty { parts.append(wrapped(row.discussion)) }
    if !row.arguments.isEmpty { parts.append("Arguments:\n" + describe(row.arguments, suffix: "")) }
    if !row.options.isEmpty { parts.append("Options:\n" + describe(row.options, suffix: "=")) }
    parts.append("Example:\n" + indented(row.example))
    parts.append("What the example draws: darkroom docs \(row.name)")
    return parts.joined(separator: "\n\n")
  }

  /// The page on a word of the language.
  static func text(for keyword: Keyword) -> String {
    [
      wrapped("\(keyword.name) — \(keyword.summary)"), "Usage:\n  \(keyword.usage)", wrapped(keyword.discussion),
      "Example:\n" + indented(keyword.example),
    ].joined(separator: "\n\n")
  }

  /// The page on a topic.
  private static func text(for topic: HelpTopic) -> String {
    [
      wrapped("\(topic.name) — \(topic.summary)"), wrapped(topic.introduction), "Example:\n" + indented(topic.example),
      wrapped(topic.discussion),
    ].joined(separator: "\n\n")
  }

  private static func indented(_ example: String) -> String {
    example.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
  }

  /// The page on a function.
  private static func text(for function: NumberFunction) -> String {
    wrapped("\(function.name), a function — \(function.summary)") + "\n\nUsage:\n  \(function.usage)"
  }

  /// The page on a kind of layer.
  static func text(for layer: TermDeclaration) -> String { text(for: layer, being: "a layer") }

  /// The page on a term. The options of an optimiser are those of the command.
  private static func text(for term: TermDeclaration, of kind: TermKind) -> String {
    text(for: term, being: kind.singular, usage: kind.place + (kind.areOptionsApart ? term.name : term.usage))
  }

  private static func text(for term: TermDeclaration, being kind: String, usage: String? = nil) -> String {
    var parts = [wrapped("\(term.name), \(kind) — \(term.summary)")]
    if let usage { parts.append("Usage:\n  \(usage)") }
    if !term.arguments.isEmpty { parts.append("Arguments:\n" + describe(term.arguments, suffix: "")) }
    if !term.namedOptions.isEmpty { parts.append("Options:\n" + describe(term.namedOptions, suffix: "=")) }
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
    list(options.map { ($0.name + suffix, description(of: $0)) })
  }

  /// What an option is, what it takes, and its default.
  static func description(of option: OptionDeclaration) -> String {
    var text = option.summary
    if let unit = option.unit { text += ", in \(unit)" }
    text += " (\(option.kind)"
    if let standard = option.defaultValue { text += "; default \(standard)" }
    return text + ")"
  }

  /// Names with what they are beside them, in lines of about eighty characters.
  private static func list(_ items: [(name: String, text: String)]) -> String {
    let start = min((items.map(\.name.count).max() ?? 0) + 4, 24)
    return items.map { name, text in
      let lines = wrapped(text, width: 80 - start).split(separator: "\n")
      let rest = lines.map { String(repeating: " ", count: start) + $0 }.joined(separator: "\n")
      let head = "  " + name
      return head.count + 2 <= start
        ? head + rest.dropFirst(head.count) : head + "\n" + rest
    }.joined(separator: "\n")
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
