/// The size of every image in a set: channels, height and width, in PyTorch's order.
public struct ImageShape: Hashable, Sendable, CustomStringConvertible {
  /// The number of colour channels, 3 for colour and 1 for greyscale.
  public let channels: Int
  /// The number of rows, in pixels.
  public let height: Int
  /// The number of columns, in pixels.
  public let width: Int

  /// Makes a shape; every number is at least 1 and their product is a valid count.
  public init(channels: Int, height: Int, width: Int) {
    precondition(channels > 0 && height > 0 && width > 0, "an image has at least one pixel")
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// The shape of a picture's images.
  init(channels: Int, size: PictureSize) { self.init(channels: channels, height: size.height, width: size.width) }

  /// The number of values in one image.
  public var elementCount: Int { channels * height * width }

  /// The shape as scripts write it, such as `3x32x32`.
  public var description: String { "\(channels)x\(height)x\(width)" }
}
