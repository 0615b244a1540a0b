/// Reads the text of a script into a tree.
///
/// Its parts stand in files of their own: cells, statements, blocks, invocations, bare values and expressions.
public struct Parser {
  /// Parses a whole script; any text gives a tree, and every mistake a diagnostic.
  public static func parse(_ source: SourceText, commands: CommandVocabulary) -> ParseResult {
    let lexed = Lexer.tokens(of: source)
    var parser = Parser(source: source, tokens: lexed.tokens, commands: commands)
    let cells = parser.parseCells()
    let whole = SourceRange(source: source, offsets: 0..<source.bytes.count)
    let mistakes = lexed.diagnostics + parser.diagnostics
    // Of a line that is wrong itself, its `end` is not the mistake.
    let missing = parser.missingEnds.filter { end in
      !mistakes.contains { source.lineIndex(at: $0.range.offsets.lowerBound) == end.line(in: source) }
    }.map(\.diagnostic)
    var completeness = ParseResult.Completeness.complete
    if lexed.endsInContinuation {
      let lastLine = source.lineIndex(
        at: lexed.tokens.last { $0.kind != .end && $0.kind != .lineEnd }?.offsets.lowerBound ?? 0)
      let earlier = mistakes.contains { source.lineIndex(at: $0.range.offsets.lowerBound) < lastLine }
      completeness = earlier ? .wrong : .incomplete(.continuation)
    } else if mistakes.count == 1, parser.endsInBracket {
      completeness = .incomplete(.bracket)
    } else if !mistakes.isEmpty {
      completeness = .wrong
    } else if !missing.isEmpty {
      completeness = .incomplete(.end(depth: missing.count))
    }
    let all = (mistakes + missing).enumerated().sorted {
      ($0.element.range.offsets.lowerBound, $0.offset) < ($1.element.range.offsets.lowerBound, $1.offset)
    }
    return ParseResult(
      script: Script(cells: cells, range: whole), diagnostics: all.map(\.element), completeness: completeness)
  }

  /// Parses text that is one value outside brackets and nothing else, such as a parameter's new value.
  public static func parseValue(_ source: SourceText) -> (value: Expression, diagnostics: [Diagnostic]) {
    let lexed = Lexer.tokens(of: source)
    var parser = Parser(source: source, tokens: lexed.tokens, commands: CommandVocabulary(names: [String]()))
    let value = parser.parseBareValue()
    if parser.diagnostics.isEmpty, !parser.endsLine() || parser.token(1).kind != .end {
      let rest = parser.current.offsets.lowerBound
      parser.report(
        SourceRange(source: source, offsets: rest..<source.bytes.count), "one value is expected, and more follows it")
    }
    return (value, lexed.diagnostics + parser.diagnostics)
  }

  /// How deep brackets, quotes and blocks may nest.
  static let nestingLimit = 64
  /// How many operators one value may hold.
  static let operatorLimit = 256

  let source: SourceText
  let tokens: [Token]
  let commands: CommandVocabulary
  var index = 0
  var diagnostics: [Diagnostic] = []
  /// The blocks that the end of the script left open, and what to say of each.
  var missingEnds: [MissingEnd] = []
  /// Whether the script ends inside a bracket.
  var endsInBracket = false
  /// How many lines were answered that may have an `end`, though they open nothing here.
  var looseEnds = 0
  var nesting = 0
  var operators = 0
  /// Whether the cell at hand is one that papermill wrote.
  var readsPython = false

  init(source: SourceText, tokens: [Token], commands: CommandVocabulary) {
    self.source = source
    self.tokens = tokens
    self.commands = commands
  }

  // MARK: Looking at tokens

  var current: Token { token(0) }

  func token(_ distance: Int) -> Token { tokens[min(max(index + distance, 0), tokens.count - 1)] }

  func text(_ token: Token) -> String { source.text(in: token.offsets) }

  func range(_ token: Token) -> SourceRange { SourceRange(source: source, offsets: token.offsets) }

  /// From an offset to the end of the last token taken.
  func range(from start: Int) -> SourceRange {
    let end = index > 0 ? tokens[index - 1].offsets.upperBound : start
    return SourceRange(source: source, offsets: start..<max(start, end))
  }

  mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
  }

  func isSymbol(_ symbol: String, _ distance: Int = 0) -> Bool {
    if case .symbol(let found) = token(distance).kind { return found == symbol }
    return false
  }

  /// Whether the token is the bare word, standing alone.
  func isBare(_ word: String, _ distance: Int = 0) -> Bool {
    token(distance).kind == .bare && text(token(distance)) == word
  }

  /// Whether a token follows the one before without white space, on the same line.
  func isAttached(_ distance: Int = 0) -> Bool { !token(distance).followsSpace && !endsLine(distance) }

  /// Whether the statement ends here: at a comment, a line's end, or the end of the script.
  func endsLine(_ distance: Int = 0) -> Bool {
    switch token(distance).kind {
    case .comment, .lineEnd, .end: true
    default: false
    }
  }

  // MARK: Reporting

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  mutating func report(
    _ range: SourceRange, _ message: String, expected: String? = nil, nearMisses: [String] = [],
    notes: [Diagnostic.Note] = []
  ) {
    report(Diagnostic(at: range, message, expected: expected, nearMisses: nearMisses, notes: notes))
  }

  // MARK: Going on

  mutating func skipToLineEnd() {
    while !endsLine() { advance() }
  }

  /// Takes the end of a statement's line, and reports what else stands on it.
  mutating func finishLine(after what: String) {
    if !endsLine() {
      let start = current.offsets.lowerBound
      skipToLineEnd()
      report(range(from: start), "nothing may stand behind \(what) on its line")
    }
    if case .comment = current.kind { advance() }
    if current.kind == .lineEnd { advance() }
  }

  /// Takes empty lines and comments, up to a statement, a cell's header or the end.
  mutating func skipEmptyLines() {
    while true {
      switch current.kind {
      case .lineEnd: advance()
      case .comment where cellHeader() == nil: advance()
      default: return
      }
    }
  }
}

/// A block that the end of the script left open, and what to say of it.
struct MissingEnd {
  let opener: SourceRange
  let diagnostic: Diagnostic

  func line(in source: SourceText) -> Int { source.lineIndex(at: opener.offsets.lowerBound) }
}
