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

extension Int {
  /// The product, or the greatest integer when it would overflow.
  func timesSaturating(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  /// The sum, or the greatest integer when it would overflow.
  package func plusSaturating(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
