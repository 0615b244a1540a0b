/// A piece of a script's text with one meaning.
public struct Token: Hashable, Sendable {
  /// What a piece can be.
  public enum Kind: Hashable, Sendable {
    /// A run of bare characters outside parentheses: `train`, `3x32x32`, `a.png`.
    case bare
    /// A name inside parentheses, brackets or braces.
    case name
    /// A number inside parentheses, brackets or braces.
    case number
    /// A shape inside parentheses, brackets or braces.
    case shape
    /// `,`, `=`, a bracket or an operator.
    case symbol(String)
    /// The `"` that opens a text.
    case openQuote
    /// Characters of a text, escapes resolved.
    case characters(String)
    /// The `"` that closes a text.
    case closeQuote
    /// A comment; whether it begins at the first column of its line.
    case comment(atFirstColumn: Bool)
    /// The end of a line that no `\` continues.
    case lineEnd
    /// The end of the script.
    case end
    /// A character that means nothing inside parentheses.
    case unknown
  }

  /// What it is.
  public let kind: Kind
  /// Where it stands, in UTF-8 bytes.
  public let offsets: Range<Int>
  /// Whether white space, a continuation or the start of a line stands before it.
  public let followsSpace: Bool
}
