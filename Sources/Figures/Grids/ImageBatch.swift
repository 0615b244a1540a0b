/// Images of one shape as plain numbers.
public struct ImageBatch: Hashable, Sendable {
  /// How many images there are.
  public let count: Int
  /// 1 for grey, 3 for red, green and blue.
  public let channels: Int
  /// The height in pixels.
  public let height: Int
  /// The width in pixels.
  public let width: Int
  /// The pixels, `[count, channels, height, width]`.
  public let values: [Float]

  /// Images from their pixels, `[count, channels, height, width]`.
  ///
  /// Throws `FigureError.imageShape` when the numbers do not make up that shape, or channels are neither 1 nor 3.
  public init(count: Int, channels: Int, height: Int, width: Int, values: [Float]) throws(FigureError) {
    let shape = "[\(count), \(channels), \(height), \(width)]"
    guard count >= 0, height > 0, width > 0 else {
      throw .imageShape("images of shape \(shape) cannot be drawn: each side is at least 1")
    }
    guard channels == 1 || channels == 3 else {
      throw .imageShape("images of \(channels) channels cannot be drawn: expected 1 (grey) or 3 (colour)")
    }
    var expected = 1
    for side in [count, channels, height, width] {
      let (product, overflow) = expected.multipliedReportingOverflow(by: side)
      guard !overflow else { throw .imageShape("images of shape \(shape) hold more numbers than can be counted") }
      expected = product
    }
    guard values.count == expected else {
      throw .imageShape("images of shape \(shape) hold \(expected) numbers, and \(values.count) were given")
    }
    self.count = count
    self.channels = channels
    self.height = height
    self.width = width
    self.values = values
  }
}
