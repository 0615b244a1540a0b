/// A height and a width: of a kernel, a stride, a padding, an image.
public struct Extent: Hashable, Sendable, CustomStringConvertible {
  /// Rows.
  public let height: Int
  /// Columns.
  public let width: Int

  /// An extent of rows and columns.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  /// As many rows as columns.
  public init(_ side: Int) { self.init(height: side, width: side) }

  /// Height and width.
  package var sides: [Int] { [height, width] }

  /// `3x5`.
  public var description: String { "\(height)x\(width)" }
}
