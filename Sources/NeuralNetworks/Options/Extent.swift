/// A height and a width: of a kernel, a stride, a padding.
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

  /// `3x5`.
  public var description: String { "\(height)x\(width)" }

  var value: OptionValue { .pair(height: height, width: width) }
}
