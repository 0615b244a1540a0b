import NeuralNetworks
import Options
import OrderedCollections
import ScriptLanguage

/// Finds what could stand at a place, from the tables of commands and layers, the variables and the files.
struct Completer {
  private let source: SourceText
  private let context: CompletionContext
  private let variables: OrderedDictionary<String, Value>
  private let settings: Session.Settings
  private var workspace: Workspace { settings.workspace }

  init(text: String, offset: Int, variables: OrderedDictionary<String, Value>, settings: Session.Settings) {
    source = SourceText(name: "", text: text)
    context = Parser.completionContext(in: source, at: offset, commands: CommandTable.vocabulary)
    self.variables = variables
    self.settings = settings
  }

  /// The words that begin as what is written does.
  var completions: Completions {
    var seen: Set<String> = []
    let matching = candidates.filter { $0.text.hasPrefix(context.prefix) && seen.insert($0.text).inserted }
    return Completions(range: context.range.offsets, candidates: matching)
  }

  private typealias Candidate = Completions.Candidate

  private var candidates: [Candidate] {
    switch context.place {
    case .statement: commands { _ in true } + keywords + variableNames(of: nil)
    case .assignedValue: commands { $0.result != .none } + variableNames(of: nil)
    case .layer:
      LayerTable.rows.map { Candidate(text: $0.name, kind: .layer, summary: $0.declaration.summary) }
        + [Candidate(text: "end", kind: .keyword, summary: "ends the network")]
    case .blockCommand:
      commands { $0.makeFigure != nil } + [Candidate(text: "end", kind: .keyword, summary: "ends the panel")]
    case .argument(let name, let index, let isLayer):
      arguments(of: declaration(of: name, isLayer: isLayer), index: index)
    case .optionValue: declaredKind.map(values) ?? []
    case .variable: variableNames(of: nil) + functions
    case .property: properties
    case .text: quoted
    case .nothing: []
    }
  }

  private func commands(where isSuitable: (CommandRow) -> Bool) -> [Candidate] {
    CommandTable.rows.filter(isSuitable).map { Candidate(text: $0.name, kind: .command, summary: $0.summary) }
  }

  private var keywords: [Candidate] {
    Keyword.all.map { Candidate(text: $0.name, kind: .keyword, summary: $0.summary) }
      + [
        Candidate(text: "else", kind: .keyword, summary: "what runs where the condition does not hold"),
        Candidate(text: "end", kind: .keyword, summary: "ends a loop, a condition or a network"),
      ]
  }

  private var functions: [Candidate] {
    FunctionTable.rows.map { Candidate(text: $0.name + "(", kind: .command, summary: $0.summary) }
  }

  /// What is declared of a command or layer; nil where there is none. A data set that is named has its own options.
  private func declaration(of name: String, isLayer: Bool) -> TermDeclaration? {
    if isLayer { return LayerTable.row(name)?.declaration }
    guard let row = CommandTable.row(named: name) else { return Keyword.named(name)?.declaration }
    if context.isAmongCommands, row.makeFigure != nil { return PanelLines.declaration(of: row) }
    let line = source.text(in: source.lineContent(source.lineIndex(at: context.range.offsets.lowerBound)))
    guard let argument = row.arguments.first, case .choice = argument.kind,
      let word = line.split(separator: " ").drop(while: { $0 != name }).dropFirst().first,
      let value = argument.kind.reading(word)
    else { return row.declaration }
    var bound = BoundOptions()
    bound.add(.option(value), for: argument, at: context.range)
    guard let options = row.optionsFor(bound) else { return row.declaration }
    return TermDeclaration(name, row.summary, options: row.arguments + options, opensBlock: row.opensBlock)
  }

  /// What is declared of an argument, by its place; nil where none stands there.
  private static func argument(of declaration: TermDeclaration?, at index: Int) -> OptionDeclaration? {
    guard let arguments = declaration?.arguments else { return nil }
    if arguments.indices.contains(index) { return arguments[index] }
    return arguments.last.flatMap { $0.isRepeated ? $0 : nil }
  }

  private func arguments(of declaration: TermDeclaration?, index: Int) -> [Candidate] {
    let line = source.text(in: source.lineContent(source.lineIndex(at: context.range.offsets.lowerBound)))
    let given = line.split(separator: " ").compactMap { word in word.firstIndex(of: "=").map { String(word[..<$0]) } }
    let options = (declaration?.namedOptions ?? []).filter { option in !given.contains(option.name) }.map { option in
      Candidate(text: option.name + "=", kind: .option, summary: option.summary)
    }
    // Options come first where every argument is there.
    guard let argument = Self.argument(of: declaration, at: index) else { return options }
    return values(of: argument.kind) + options
  }

  /// What a kind of argument takes.
  private func values(of kind: OptionKind) -> [Candidate] {
    switch kind {
    case .choice(let choices): choices.map { Candidate(text: $0.word, kind: .choice, summary: $0.summary) }
    case .flag: kind.choices.map { Candidate(text: $0.word, kind: .choice, summary: "") }
    case .term(let terms), .sum(let terms):
      terms.map { term in
        let isCalled = term.arguments.contains(where: \.isRequired)
        return Candidate(text: term.name + (isCalled ? "(" : ""), kind: .choice, summary: term.summary)
      }
    case .reading: paths(endings: readableEndings, isRead: true)
    case .writing(let endings): paths(endings: endings)
    case .topic:
      HelpPage.topics.map { Candidate(text: $0, kind: .command, summary: HelpPage.summary(of: $0)) }
        + variableNames(of: nil, membersToo: false)
    case .variableName: variableNames(of: nil, membersToo: false)
    case .list(let element): values(of: element) + variableNames(of: [.list, .range])
    case .either(let first, let second): values(of: first) + values(of: second)
    case .value(let types, let several): variableNames(of: Set(types), familiesToo: several)
    case .anything, .number, .whole, .text, .word, .shape, .extent, .pageSize: variableNames(of: kind.types)
    }
  }

  /// The variables of some types, and the members of families.
  private func variableNames(
    of types: Set<ValueType>?, familiesToo: Bool = true, membersToo: Bool = true
  ) -> [Candidate] {
    variables.flatMap { name, value -> [Candidate] in
      guard case .family(let family) = value else {
        guard types?.contains(value.type) ?? true else { return [] }
        return [Candidate(text: name, kind: .variable, summary: value.type.described)]
      }
      guard types?.contains(family.memberType) ?? true || types?.contains(.family) ?? false else { return [] }
      let whole = Candidate(text: name, kind: .variable, summary: "all of " + family.memberType.plural)
      let members = family.members.map { index, member in
        Candidate(text: "\(name)[\(index)]", kind: .variable, summary: member.type.described)
      }
      return (familiesToo ? [whole] : []) + (membersToo ? members : [])
    }
  }

  /// The properties of what stands before the point.
  private var properties: [Candidate] {
    guard let value = valueBeforePoint else { return [] }
    return PropertyTable.properties(of: value.type).filter { $0.belongs(to: value) }.map {
      Candidate(text: $0.name, kind: .property, summary: $0.summary)
    }
  }

  /// What the lines above and the session give of what stands before the point; nil where that is not known.
  var valueBeforePoint: Value? {
    let before = source.text(in: 0..<context.range.offsets.lowerBound)
    guard before.last == "." else { return nil }
    let name = before.dropLast().reversed().prefix { $0.isLetter || $0.isNumber || "_[]".contains($0) }.reversed()
    let (expression, problems) = Parser.parseValue(SourceText(name: "", text: "(" + String(name) + ")"))
    guard problems.isEmpty else { return nil }
    return try? Evaluator(variables: variablesInLine).value(of: expression)
  }

  /// The session's variables, and what the lines above the cursor will make of them.
  private var variablesInLine: OrderedDictionary<String, Value> {
    let line = source.lineContent(source.lineIndex(at: context.range.offsets.lowerBound))
    guard line.lowerBound > 0 else { return variables }
    return Checker.variables(
      behind: SourceText(name: "", text: source.text(in: 0..<line.lowerBound)), settings: settings,
      variables: variables)
  }

  /// What stands in quotes is completed where it is a path.
  private var quoted: [Candidate] {
    let written = source.text(in: 0..<context.range.offsets.upperBound)
    guard let quote = written.lastIndex(of: "\"") else { return [] }
    let start = written.utf8.distance(from: written.startIndex, to: quote)
    let outside = Completer(
      text: String(written[..<quote]), offset: start, variables: variables, settings: settings)
    guard let kind = outside.declaredKind else { return [] }
    let text = String(written[written.index(after: quote)...])
    let behind = text.utf8.count - context.prefix.utf8.count
    return outside.paths(of: kind, written: text).map { candidate in
      // Only what the word at the cursor is a part of is replaced.
      Candidate(
        text: String(decoding: candidate.text.utf8.dropFirst(max(0, behind)), as: UTF8.self), kind: .path,
        summary: candidate.summary)
    }
  }

  /// The kind of the argument or option whose place it is.
  private var declaredKind: OptionKind? {
    switch context.place {
    case .argument(let name, let index, let isLayer):
      Self.argument(of: declaration(of: name, isLayer: isLayer), at: index)?.kind
    case .optionValue(let name, let option, let isLayer):
      declaration(of: name, isLayer: isLayer)?.namedOptions.first { $0.name == option }?.kind
    default: nil
    }
  }

  /// The endings of files that are offered where one is read.
  private var readableEndings: [String]? {
    switch context.place {
    case .argument(let name, _, _), .optionValue(let name, _, _):
      let before = source.text(in: 0..<context.range.offsets.lowerBound)
      let line = before.split(whereSeparator: \.isNewline).last ?? ""
      let words = line.split(separator: " ").map(String.init)
      guard let place = words.firstIndex(of: name) else { return nil }
      return ReadableFiles.endings(command: name, first: place + 1 < words.count ? words[place + 1] : nil)
    default: return nil
    }
  }

  private func paths(of kind: OptionKind, written: String) -> [Candidate] {
    switch kind {
    case .reading:
      PathCompletion(workspace: workspace, endings: readableEndings, isRead: true).candidates(for: written)
    case .writing(let endings): PathCompletion(workspace: workspace, endings: endings).candidates(for: written)
    case .list(let element): paths(of: element, written: written)
    default: []
    }
  }

  private func paths(endings: [String]?, isRead: Bool = false) -> [Candidate] {
    PathCompletion(workspace: workspace, endings: endings, isRead: isRead).candidates(for: context.prefix)
      .filter { !$0.text.contains(" ") }
  }
}
