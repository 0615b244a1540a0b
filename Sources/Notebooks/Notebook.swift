/// A notebook: cells of statements and of prose, whatever the format it was read from.
public struct Notebook: Hashable, Sendable {
  /// The cells in order.
  public var cells: [Cell]
  /// What stands before the first cell of a percent file and belongs to none: blank lines, a byte order mark.
  public var preamble: String

  /// Collects cells.
  public init(cells: [Cell], preamble: String = "") {
    self.cells = cells
    self.preamble = preamble
  }
}

/// One cell of a notebook.
public struct Cell: Hashable, Sendable {
  /// What a cell holds.
  public enum Kind: String, Hashable, Sendable {
    /// Statements of a script.
    case code
    /// Markdown for the reader.
    case markdown
    /// Text that is passed on as it is.
    case raw
  }

  /// One entry of a cell's metadata, its value as JSON.
  public struct Entry: Hashable, Sendable {
    /// The key.
    public var key: String
    /// The value as JSON text, such as `true` or `"left"`.
    public var value: String

    /// Makes an entry.
    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// What the cell holds.
  public var kind: Kind
  /// The title; empty for none.
  public var title: String
  /// The tags, such as `parameters`.
  public var tags: [String]
  /// Everything else that is noted with the cell, in order.
  public var metadata: [Entry]
  /// The content, with `\n` between its lines and none at its end; Markdown without the `# ` of the percent format.
  public var source: String
  /// How the cell was written in the percent file it was read from; kept so that it is written back byte for byte.
  var written: PercentText?

  /// Makes a cell.
  public init(kind: Kind, title: String = "", tags: [String] = [], metadata: [Entry] = [], source: String) {
    self.kind = kind
    self.title = title
    self.tags = tags
    self.metadata = metadata
    self.source = source
  }

  /// Compares what cells hold, not how they were written.
  public static func == (left: Cell, right: Cell) -> Bool {
    left.kind == right.kind && left.title == right.title && left.tags == right.tags && left.metadata == right.metadata
      && left.source == right.source
  }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(title)
    hasher.combine(tags)
    hasher.combine(metadata)
    hasher.combine(source)
  }
}
