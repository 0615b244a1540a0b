import NeuralNetworks
import OrderedCollections
import ScriptLanguage

/// Finds what could stand at a place, from the tables of commands and layers, the variables and the files.
struct Completer {
  private let source: SourceText
  private let context: CompletionContext
  private let variables: OrderedDictionary<String, Value>
  private let workspace: Workspace

  init(text: String, offset: Int, variables: OrderedDictionary<String, Value>, workspace: Workspace) {
    source = SourceText(name: "", text: text)
    context = Parser.completionContext(in: source, at: offset, commands: CommandTable.vocabulary)
    self.variables = variables
    self.workspace = workspace
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
      LayerTable.names.compactMap(LayerTable.row).map { layer in
        Candidate(text: layer.name, kind: .layer, summary: LayerParameters.lowercased(layer.summary))
      } + [Candidate(text: "end", kind: .keyword, summary: "ends the network")]
    case .argument(let name, let index, let isLayer):
      arguments(of: Declaration(name, isLayer: isLayer), index: index)
    case .optionValue(let name, let option, let isLayer):
      Declaration(name, isLayer: isLayer).options.first { $0.name == option }.map { values(of: $0.kind) } ?? []
    case .variable: variableNames(of: nil)
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
      + [Candidate(text: "end", kind: .keyword, summary: "ends a loop or a network")]
  }

  /// What a command or layer declares.
  private struct Declaration {
    var arguments: [CommandParameter] = []
    var options: [CommandParameter] = []

    init(_ name: String, isLayer: Bool) {
      if isLayer, let layer = LayerTable.row(name) {
        arguments = LayerParameters.of(layer, positional: true)
        options = LayerParameters.of(layer, positional: false)
      } else if !isLayer, let row = CommandTable.row(named: name) {
        (arguments, options) = (row.arguments, row.options)
      } else if name == "include" {
        arguments = [CommandParameter("path", .reading, required: true, "a script")]
      }
    }

    /// The argument that stands at a place, where there is one.
    func argument(at index: Int) -> CommandParameter? {
      if arguments.indices.contains(index) { return arguments[index] }
      return arguments.last.flatMap { $0.isRepeated ? $0 : nil }
    }
  }

  private func arguments(of declaration: Declaration, index: Int) -> [Candidate] {
    let line = source.text(in: source.lineContent(source.lineIndex(at: context.range.offsets.lowerBound)))
    let given = line.split(separator: " ").compactMap { word in word.firstIndex(of: "=").map { String(word[..<$0]) } }
    let options = declaration.options.filter { option in !given.contains(option.name) }.map { option in
      Candidate(text: option.name + "=", kind: .option, summary: option.summary)
    }
    // Options come first where every argument is there.
    guard let argument = declaration.argument(at: index) else { return options }
    return values(of: argument.kind) + options
  }

  /// What a kind of argument takes.
  private func values(of kind: ParameterKind) -> [Candidate] {
    switch kind {
    case .choice(let choices): choices.map { Candidate(text: $0.word, kind: .choice, summary: $0.summary) }
    case .boolean: kind.choices.map { Candidate(text: $0.word, kind: .choice, summary: "") }
    case .reading: paths(endings: nil)
    case .writing(let endings): paths(endings: endings)
    case .topic:
      HelpPage.topics.map { Candidate(text: $0, kind: .command, summary: HelpPage.summary(of: $0)) }
        + variableNames(of: nil, membersToo: false)
    case .variableName: variableNames(of: nil, membersToo: false)
    case .list(let element): values(of: element) + variableNames(of: [.list, .range])
    case .either(let first, let second): values(of: first) + values(of: second)
    case .value(let types, let several): variableNames(of: Set(types), familiesToo: several)
    case .anything, .number, .whole, .text, .word, .shape, .pageSize: variableNames(of: kind.types)
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
    let before = source.text(in: 0..<context.range.offsets.lowerBound)
    guard before.last == "." else { return [] }
    let name = before.dropLast().reversed().prefix { $0.isLetter || $0.isNumber || "_[]".contains($0) }.reversed()
    let (expression, problems) = Parser.parseValue(SourceText(name: "", text: "(" + String(name) + ")"))
    guard problems.isEmpty, let value = try? Evaluator(variables: variables).value(of: expression) else { return [] }
    return PropertyTable.properties(of: value.type).map {
      Candidate(text: $0.name, kind: .property, summary: $0.summary)
    }
  }

  /// What stands in quotes is completed where it is a path.
  private var quoted: [Candidate] {
    let written = source.text(in: 0..<context.range.offsets.upperBound)
    guard let quote = written.lastIndex(of: "\"") else { return [] }
    let start = written.utf8.distance(from: written.startIndex, to: quote)
    let outside = Completer(
      text: String(written[..<quote]), offset: start, variables: variables, workspace: workspace)
    guard let kind = outside.declaredKind else { return [] }
    let text = String(written[written.index(after: quote)...])
    let behind = text.utf8.count - context.prefix.utf8.count
    return paths(of: kind, written: text).map { candidate in
      // Only what the word at the cursor is a part of is replaced.
      Candidate(
        text: String(decoding: candidate.text.utf8.dropFirst(max(0, behind)), as: UTF8.self), kind: .path,
        summary: candidate.summary)
    }
  }

  /// The kind of the argument or option whose place it is.
  private var declaredKind: ParameterKind? {
    switch context.place {
    case .argument(let name, let index, let isLayer): Declaration(name, isLayer: isLayer).argument(at: index)?.kind
    case .optionValue(let name, let option, let isLayer):
      Declaration(name, isLayer: isLayer).options.first { $0.name == option }?.kind
    default: nil
    }
  }

  private func paths(of kind: ParameterKind, written: String) -> [Candidate] {
    switch kind {
    case .reading: PathCompletion(workspace: workspace, endings: nil).candidates(for: written)
    case .writing(let endings): PathCompletion(workspace: workspace, endings: endings).candidates(for: written)
    case .list(let element): paths(of: element, written: written)
    default: []
    }
  }

  private func paths(endings: [String]?) -> [Candidate] {
    PathCompletion(workspace: workspace, endings: endings).candidates(for: context.prefix)
      .filter { !$0.text.contains(" ") }
  }
}
