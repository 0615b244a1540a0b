/// What parsing a script gives: always a tree, and every mistake in it.
public struct ParseResult: Sendable {
  /// Whether a script stands as it is, or lacks lines.
  public enum Completeness: Hashable, Sendable {
    /// Nothing more is needed.
    case complete
    /// More lines would make it whole.
    case incomplete(Missing)
    /// No further line would mend it.
    case wrong
  }

  /// What more lines would bring.
  public enum Missing: Hashable, Sendable {
    /// The `end` of a block, and lines before it, which are written `depth` levels in.
    case end(depth: Int)
    /// What a trailing `\` announces.
    case continuation
    /// What closes a bracket, behind a `\` that continues the line.
    case bracket
  }

  /// The tree, with `.invalid` and `.missing` where something could not be read.
  public let script: Script
  /// The mistakes in the order of the text.
  public let diagnostics: [Diagnostic]
  /// Whether more lines are needed, for a prompt that can ask for them.
  public let completeness: Completeness
}
