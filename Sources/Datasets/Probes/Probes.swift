public import Basics
public import Options
internal import TensorMath

/// Images that no camera takes, to see what a model makes of what it was never shown.
///
/// Those of the UvA deep learning tutorial 9 (noise, zeros, one channel, two quadrants, a ramp), and stripes.
public enum Probes: DatasetFormat {
  private static let size = OptionKey<Extent>(
    "size", .extent(2...1024), default: 32, unit: "pixels", "the size of the images")
  private static let channels = OptionKey<Int>("channels", .whole(1...3), default: 3, "1 for grey images, 3 for colour")
  private static let seed = OptionKey<Int>("seed", .whole(from: 0), default: 0, "another seed, other noise")

  /// The row of the table of data sets.
  public static let declaration = TermDeclaration(
    "probes", "seven images that no camera takes: noise, grey, one channel, quadrants, a ramp, stripes",
    options: [size.declaration, channels.declaration, seed.declaration])

  static let classNames = ["noise", "grey", "one-channel", "quadrants", "ramp", "stripes"]

  /// The class of each image: there are two of noise.
  private static let labels = [0, 0, 1, 2, 3, 4, 5]

  private static func shape(_ options: OptionValues) -> ImageShape {
    ImageShape(channels: options[channels], height: options[size].height, width: options[size].width)
  }

  /// What will be made.
  public static func preview(
    _ options: OptionValues, from places: DataPlaces, unless stop: StopFlag
  ) throws -> DatasetPreview {
    try check(options)
    return DatasetPreview(
      shape: shape(options), count: labels.count, classNames: classNames, isSortedByClass: true)
  }

  /// Draws the images.
  public static func load(_ options: OptionValues, from places: DataPlaces, watcher: LoadingWatcher) throws
    -> ImageSet
  {
    try check(options)
    return make(shape(options), seed: options[seed])
  }

  private static func check(_ options: OptionValues) throws {
    guard options[channels] != 2 else {
      throw DatasetError.badOption("channels", dataset: name, found: "2", expected: "1 (grey) or 3 (colour)")
    }
  }

  /// The images of a shape. Noise is drawn from a generator of its own, `torch.rand` for both together; what is half way
  /// between black and white is the byte 128.
  static func make(_ shape: ImageShape, seed: Int) -> ImageSet {
    var generator = RandomGenerator(seed: UInt64(seed))
    let (height, width) = (shape.height, shape.width)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(labels.count * shape.elementCount)
    for _ in 0..<2 * shape.elementCount { pixels.append(PixelScale.byte(2 * generator.uniform() - 1)) }
    func add(_ number: (_ channel: Int, _ row: Int, _ column: Int) -> Float) {
      for channel in 0..<shape.channels {
        for row in 0..<height {
          for column in 0..<width { pixels.append(PixelScale.byte(number(channel, row, column))) }
        }
      }
    }
    add { _, _, _ in 0 }
    add { channel, _, _ in channel == 0 ? 1 : 0 }
    add { _, row, column in
      let (isUpper, isLeft) = (row < height / 2, column < width / 2)
      return isUpper == isLeft ? isUpper ? 1 : -1 : 0
    }
    add { channel, row, column in
      switch channel {
      case 0: 2 * Float(column) / Float(width - 1) - 1
      case 1: 2 * Float(row) / Float(height - 1) - 1
      default: 0
      }
    }
    add { _, _, column in column / 2 % 2 == 0 ? -1 : 1 }
    return ImageSet(name: name, shape: shape, classNames: classNames, pixels: pixels, labels: labels)
  }
}
