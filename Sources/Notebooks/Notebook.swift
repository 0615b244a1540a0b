public import Basics
public import ScriptLanguage

/// A notebook: cells of statements and of prose, whatever the format it was read from.
public struct Notebook: Hashable, Sendable {
  /// The cells in order.
  public var cells: [Cell]
  /// What is noted with the notebook as a whole, such as its authors.
  ///
  /// The language and its kernel are not among it: they are Darkroom's, and written so.
  public var metadata: [String: JSONValue]
  /// What stands before the first cell of a percent file and belongs to none: a byte order mark, metadata, blank lines.
  public var preamble: String

  /// Collects cells.
  public init(cells: [Cell], metadata: [String: JSONValue] = [:], preamble: String = "") {
    self.cells = cells
    self.metadata = metadata
    self.preamble = preamble
  }
}

/// One cell of a notebook.
public struct Cell: Hashable, Sendable {
  /// What a cell holds.
  public typealias Kind = CellKind

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

    /// The value; what is no JSON counts as a text.
    var json: JSONValue { (try? JSONValue(json: value.utf8)) ?? .text(value) }
  }

  /// What the cell holds.
  public var kind: Kind
  /// The title; empty for none.
  public var title: String
  /// The tags, such as `parameters`; each once, none empty, none with a comma in it.
  public var tags: [String]
  /// Everything else that is noted with the cell, in order, each key once.
  public var metadata: [Entry]
  /// The content, its lines as a rule parted by `\n`; Markdown without the `# ` of the percent format.
  public var source: String
  /// Pictures that prose refers to as `attachment:NAME`, by their names.
  public var attachments: [String: MIMEBundle]
  /// What the cell gave when it was last run; no part of a percent file.
  public var outputs: [CellOutput]
  /// The number that its last run has among the runs of the session; no part of a percent file.
  public var executionCount: Int?
  /// The name that an `.ipynb` file knows the cell by; nil until there is one. No part of a percent file.
  public var id: String?
  /// How the cell was written in the percent file it was read from; kept so that it is written back byte for byte.
  var written: PercentText?

  /// Makes a cell.
  public init(
    kind: Kind, title: String = "", tags: [String] = [], metadata: [Entry] = [], source: String,
    attachments: [String: MIMEBundle] = [:], outputs: [CellOutput] = [], executionCount: Int? = nil, id: String? = nil
  ) {
    self.kind = kind
    self.title = title
    self.tags = tags
    self.metadata = metadata
    self.source = source
    self.attachments = attachments
    self.outputs = outputs
    self.executionCount = executionCount
    self.id = id
  }

  /// Compares what cells hold, not how they were written.
  public static func == (left: Cell, right: Cell) -> Bool {
    left.kind == right.kind && left.title == right.title && left.tags == right.tags && left.metadata == right.metadata
      && left.source == right.source && left.attachments == right.attachments && left.outputs == right.outputs
      && left.executionCount == right.executionCount && left.id == right.id
  }

  /// Hashes what tells most cells apart.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(title)
    hasher.combine(source)
  }
}
