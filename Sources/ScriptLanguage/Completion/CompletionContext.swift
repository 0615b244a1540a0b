/// What may stand where the cursor is, for a prompt or an editor that completes words.
public struct CompletionContext: Hashable, Sendable {
  /// The kinds of place.
  public enum Place: Hashable, Sendable {
    /// The first word of a statement: a command, a keyword or a variable.
    case statement
    /// The first word behind `NAME = `: a command or a value.
    case assignedValue
    /// The first word of a line in a block such as `network`.
    case layer
    /// The first word of a line in a block such as `panel`.
    case blockCommand
    /// An argument, or the key of an option, of a command or layer; arguments count from 0.
    case argument(of: String, index: Int, isLayer: Bool)
    /// The value of an option.
    case optionValue(of: String, option: String, isLayer: Bool)
    /// A name inside brackets: a variable.
    case variable
    /// A property's name behind `.`, inside brackets.
    case property
    /// Inside quotes: a path, where the command takes one.
    case text
    /// Nothing to complete, as in a comment.
    case nothing
  }

  /// What may stand there.
  public let place: Place
  /// Whether it is in a block of commands such as `panel`.
  public let isAmongCommands: Bool
  /// What has been written of the word so far.
  public let prefix: String
  /// Where it stands, so that a completion can replace it.
  public let range: SourceRange
}

extension Parser {
  /// Says what may stand at an offset of a script, judged by what is before it.
  public static func completionContext(
    in source: SourceText, at offset: Int, commands: CommandVocabulary
  ) -> CompletionContext {
    var cursor = min(max(offset, 0), source.bytes.count)
    while cursor < source.bytes.count, cursor > 0, UTF8.isContinuation(source.bytes[cursor]) { cursor -= 1 }
    let before = SourceText(name: source.name, text: source.text(in: 0..<cursor))
    let all = Lexer.tokens(of: before).tokens
    var line = Array(all.dropLast(2).reversed().prefix { $0.kind != .lineEnd }.reversed())
    if line.count > 1, line[0].kind == .bare, before.text(in: line[0].offsets) == "time", line[1].followsSpace,
      line[1].kind != .symbol("=")
    {
      line.removeFirst()
    }
    let lineStart = line.first?.offsets.lowerBound ?? cursor
    let word = line.last.flatMap { $0.offsets.upperBound == before.bytes.count && $0.isWord ? $0 : nil }
    var start = min(word?.offsets.lowerBound ?? before.bytes.count, cursor)
    let block = block(around: lineStart, of: before, commands)
    var place = CompletionLine(tokens: word == nil ? line[...] : line.dropLast(), source: before, commands: commands)
      .place(word: word, in: block)
    // `log.validation` as people type it at a prompt, without parentheses.
    if place == .statement, let point = before.bytes[start...].lastIndex(of: UInt8(ascii: ".")),
      before.text(in: start..<point).split(separator: ".", omittingEmptySubsequences: false).allSatisfy(
        BareToken.isName)
    {
      (place, start) = (.property, point + 1)
    }
    return CompletionContext(
      place: place, isAmongCommands: block == .commands, prefix: source.text(in: start..<cursor),
      range: SourceRange(source: source, offsets: start..<cursor))
  }

  /// The block that the lines before an offset leave open.
  private static func block(
    around offset: Int, of source: SourceText, _ commands: CommandVocabulary
  ) -> CompletionLine.Block {
    let lines = SourceText(name: source.name, text: source.text(in: 0..<offset))
    var parser = Parser(source: lines, tokens: Lexer.tokens(of: lines).tokens, commands: commands)
    _ = parser.parseCells()
    // A loop holds what the block around it holds.
    let openers = parser.missingEnds.map(\.opener.text)
    guard let opener = openers.first(where: { $0 != "for" }) else { return .none }
    if commands.commandBlockOpeners.contains(opener) { return .commands }
    return commands.blockOpeners.contains(opener) || commands.layerOpeners.contains(opener) ? .layers : .none
  }
}

extension Token {
  fileprivate var isWord: Bool {
    switch kind {
    case .bare, .name, .characters: true
    default: false
    }
  }
}

/// The tokens of a line before the word that is being written.
private struct CompletionLine {
  let tokens: ArraySlice<Token>
  let source: SourceText
  let commands: CommandVocabulary

  /// What the lines of a block are.
  enum Block { case none, layers, commands }

  /// What may stand behind the tokens, where `word` has been written of it so far.
  func place(word: Token?, in block: Block) -> CompletionContext.Place {
    let isInBlock = block == .layers
    guard let last = tokens.last else {
      return switch block {
      case .none: .statement
      case .layers: .layer
      case .commands: .blockCommand
      }
    }
    if case .comment = last.kind { return .nothing }
    switch innermostOpening {
    case "\"": return .text
    case nil: break
    default: return text(last) == "." ? .property : .variable
    }
    let head = headIndex
    guard head < tokens.endIndex else { return .assignedValue }
    let name = text(tokens[head])
    let endsInSpace = source.bytes.last.map { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ?? true
    let isDetached = word?.followsSpace ?? endsInSpace
    if word == nil, !isDetached, last.isWord { return .nothing }
    if !isDetached, let option = optionName { return .optionValue(of: name, option: option, isLayer: isInBlock) }
    let arguments = tokens[(head + 1)...].count { $0.followsSpace }
    return .argument(of: name, index: arguments, isLayer: isInBlock)
  }

  private func text(_ token: Token) -> String { source.text(in: token.offsets) }

  private func isSymbol(_ token: Token, _ symbol: String) -> Bool { token.kind == .symbol(symbol) }

  /// The last bracket or quote that is still open.
  private var innermostOpening: String? {
    var open: [String] = []
    for token in tokens {
      switch token.kind {
      case .openQuote: open.append("\"")
      case .closeQuote: _ = open.popLast()
      case .symbol(let symbol) where "([{".contains(symbol): open.append(symbol)
      case .symbol(let symbol) where ")]}".contains(symbol): _ = open.popLast()
      default: break
      }
    }
    return open.last
  }

  /// Where the command's name stands: first, or behind the `=` of an assignment.
  private var headIndex: Int {
    let equals = tokens.firstIndex { isSymbol($0, "=") && $0.followsSpace }
    return equals.map { $0 + 1 } ?? tokens.startIndex
  }

  /// The option whose value the cursor is in, in `key=` and `key=a,`.
  private var optionName: String? {
    var index = tokens.endIndex - 1
    while index > tokens.startIndex {
      if isSymbol(tokens[index], "="), !tokens[index].followsSpace, tokens[index - 1].kind == .bare {
        return text(tokens[index - 1])
      }
      if tokens[index].followsSpace { return nil }
      index -= 1
    }
    return nil
  }
}
