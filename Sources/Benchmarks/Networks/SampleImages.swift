internal import TensorMath

/// Square images as bytes, which the measured networks take batch by batch.
public struct SampleImages: Sendable {
  /// Rows and columns.
  public let side: Int
  /// Channels of an image.
  public let channels: Int
  /// The pixels, `[image, channel, row, column]`.
  public let pixels: [UInt8]

  /// Images whose pixels are given, a whole number of them and one at least.
  public init(side: Int, channels: Int = 3, pixels: [UInt8]) {
    let size = channels * side * side
    precondition(side > 0 && !pixels.isEmpty && pixels.count % size == 0, "The pixels are a whole number of images.")
    self.side = side
    self.channels = channels
    self.pixels = pixels
  }

  /// Images of noise, the same on every run.
  package static func noise(side: Int, channels: Int = 3, count: Int) -> SampleImages {
    var generator = RandomGenerator(seed: 1)
    let pixels = (0..<count * channels * side * side).map { _ in
      let bits: UInt32 = generator.next()
      return UInt8(truncatingIfNeeded: bits)
    }
    return SampleImages(side: side, channels: channels, pixels: pixels)
  }

  /// How many there are.
  public var count: Int { pixels.count / (channels * side * side) }

  /// The images of a batch in a round over all of them; they begin anew where the next batch would go beyond the end.
  package func indices(ofBatch number: Int, size: Int) -> Range<Int> {
    let batches = max(1, count / size)
    let first = number % batches * size
    return first..<min(first + size, count)
  }
}
