/// The size of a terminal's window.
public struct TerminalScreen: Hashable, Sendable {
  /// The size of a character's cell in pixels.
  public struct Cell: Hashable, Sendable {
    /// The width in pixels.
    public var width: Int
    /// The height in pixels.
    public var height: Int

    /// A size, or nil where it is none.
    public init?(width: Int, height: Int) {
      guard (1...1000).contains(width), (1...1000).contains(height) else { return nil }
      self.width = width
      self.height = height
    }
  }

  /// The width in cells.
  public var columns: Int
  /// The height in cells.
  public var rows: Int
  /// The size of a cell, where it is known.
  public var cell: Cell?

  /// A window of some cells, at least one; none has more than a thousand to a side, though a terminal may claim so.
  public init(columns: Int, rows: Int, cell: Cell? = nil) {
    self.columns = min(max(1, columns), 1000)
    self.rows = min(max(1, rows), 1000)
    self.cell = cell
  }

  /// How many times as high as wide a cell is.
  var aspect: Double { cell.map { Double($0.height) / Double($0.width) } ?? 2 }

  /// The size of a cell, or what many terminals' cells are like.
  var pixels: (width: Int, height: Int) { cell.map { ($0.width, $0.height) } ?? (10, 20) }

  /// The rows that a picture may take, so that the prompt below it does not push it off.
  var pictureRows: Int { max(1, rows - 1) }
}
