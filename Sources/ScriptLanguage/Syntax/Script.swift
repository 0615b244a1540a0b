/// A parsed script: its cells in order.
public struct Script: Hashable, Sendable {
  /// The cells; a script without headers is one cell.
  public var cells: [ScriptCell]
  /// The whole text.
  public var range: SourceRange

  /// All statements, cell after cell.
  public var statements: [Statement] { cells.flatMap(\.statements) }
}

/// A cell: what stands between one `# %%` line and the next.
public struct ScriptCell: Hashable, Sendable {
  /// What a cell holds.
  public enum Kind: Hashable, Sendable {
    /// Statements.
    case code
    /// Text for the reader, each line behind a `#`.
    case prose
  }

  /// The `# %%` line; none before the first header.
  public struct Header: Hashable, Sendable {
    /// The title; empty where the line has none.
    public var title: String
    /// The tags, such as `parameters`.
    public var tags: [String]
    /// The line.
    public var range: SourceRange
  }

  /// Statements or prose.
  public var kind: Kind
  /// The line that opens the cell, where there is one.
  public var header: Header?
  /// The statements of a code cell; what could not be read is there as `.invalid`.
  public var statements: [Statement]
  /// The text of a prose cell, without the `# ` before each line.
  public var prose: String
  /// The cell, header and all.
  public var range: SourceRange

  /// Whether the cell is expected to fail, so that what follows it runs all the same; nbconvert knows the tag too.
  public var mayFail: Bool { header?.tags.contains("raises-exception") ?? false }

  /// Whether something was found in the cell.
  public func holds(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.range.source === range.source && range.offsets.contains(diagnostic.range.offsets.lowerBound)
  }
}
