import Notebooks
import ScriptLanguage
import ScriptRuntime

/// Tells the words of a script apart, for their colours in a report.
enum CodeHighlighting {
  /// The pieces of some code that have a colour, in order.
  static func pieces(of code: String) -> [(Range<String.Index>, CodeKind)] {
    let source = SourceText(name: "", text: code)
    let tokens = Lexer.tokens(of: source).tokens
    var pieces: [(Range<String.Index>, CodeKind)] = []
    var opensStatement = true
    for (index, token) in tokens.enumerated() {
      let next = index + 1 < tokens.count ? tokens[index + 1] : nil
      if let kind = kind(of: token, text: source.text(in: token.offsets), next: next, opensStatement: opensStatement),
        let range = Range(token.offsets, in: code)
      {
        pieces.append((range, kind))
      }
      switch token.kind {
      case .lineEnd: opensStatement = true
      case .symbol("=") where token.followsSpace: opensStatement = true
      case .comment: break
      default: opensStatement = source.text(in: token.offsets) == "time" && opensStatement
      }
    }
    return pieces
  }

  private static func kind(of token: Token, text: String, next: Token?, opensStatement: Bool) -> CodeKind? {
    switch token.kind {
    case .comment: return .comment
    case .openQuote, .characters, .closeQuote: return .text
    case .number, .shape: return .number
    case .name: return .name
    case .symbol: return .symbol
    case .bare:
      if CommandVocabulary.reservedWords.contains(text) || (opensStatement && text == "time") { return .keyword }
      if let next, case .symbol("=") = next.kind, !next.followsSpace { return .option }
      if opensStatement, CommandTable.vocabulary.names.contains(text) || LayerNames.all.contains(text) {
        return .command
      }
      return text.first?.isNumber ?? false || (text.first == "-" && text.count > 1) ? .number : .name
    case .lineEnd, .end, .unknown: return nil
    }
  }
}

/// The words that begin a line in a network.
private enum LayerNames {
  static let all = Set(HelpPage.firstWords).subtracting(CommandTable.rows.map(\.name))
}

extension Range<String.Index> {
  /// UTF-8 offsets as a range of a text; nil where they cut a character.
  fileprivate init?(_ offsets: Range<Int>, in text: String) {
    let bytes = text.utf8
    guard offsets.upperBound <= bytes.count else { return nil }
    let start = bytes.index(bytes.startIndex, offsetBy: offsets.lowerBound)
    let end = bytes.index(start, offsetBy: offsets.count)
    guard let start = start.samePosition(in: text.unicodeScalars), let end = end.samePosition(in: text.unicodeScalars)
    else { return nil }
    self = start..<end
  }
}
