/// Where images differ from others, as colours on one scale from 0 on.
public struct ImageDifferences: Sendable {
  /// The scale, for the bar beside the images.
  public let colorBar: ColorBar
  private let theme: Theme

  /// The scale on which all of `differences` are shown: to the largest of them, or, where a few are much larger than
  /// all others, to what those others reach; its colours are those of `theme`.
  public init(scaleFor differences: [ImageBatch], theme: Theme = .light) {
    self.theme = theme
    let values = differences.flatMap(\.values).filter(\.isFinite).sorted()
    let largest = Double(values.last ?? 0)
    let usualCount = Int((Double(values.count) * Self.usualShare).rounded(.up))
    let usual = values.isEmpty ? 0 : Self.rounded(Double(values[usualCount - 1]))
    let isOpen = usual > 0 && largest > Self.muchLarger * usual
    let limit = isOpen ? usual : largest
    colorBar = ColorBar(label: "absolute difference", range: 0...(limit > 0 ? limit : 1), isOpenAbove: isOpen)
  }

  /// The share of the differences that are never cut off, and how many times as large the largest is where it is.
  private static let usualShare = 0.99
  private static let muchLarger = 1.5

  /// `value` brought up to two digits, so that it can stand beside the bar.
  private static func rounded(_ value: Double) -> Double {
    guard value > 0 else { return 0 }
    let exponent = Int(NumberRange.log10(value).rounded(.down)) - 1
    return NumberRange.scaled(
      NumberRange.scaled(value, byPowerOfTen: -exponent).rounded(.up), byPowerOfTen: exponent)
  }

  /// Differences of one channel as pictures; those that are no finite number are grey.
  public func pictures(of differences: ImageBatch) -> [Raster] {
    let plane = differences.height * differences.width
    return (0..<differences.count).map { image in
      let pixels = (0..<plane).flatMap { pixel in
        colorBar.color(
          Double(differences.values[image * differences.channels * plane + pixel]), in: theme
        ).bytes
      }
      return Raster(width: differences.width, height: differences.height, pixels: pixels)
    }
  }
}

extension ImageBatch {
  /// How far each pixel is from that of `other`, the mean of the absolute difference over the channels; images of one
  /// channel.
  ///
  /// Throws `FigureError.imageShape` when the two are not of one shape.
  public func absoluteDifferences(to other: ImageBatch) throws(FigureError) -> ImageBatch {
    guard count == other.count, channels == other.channels, height == other.height, width == other.width else {
      throw .imageShape(
        "images of shapes [\(count), \(channels), \(height), \(width)] and "
          + "[\(other.count), \(other.channels), \(other.height), \(other.width)] cannot be compared")
    }
    let plane = height * width
    var differences = [Float](repeating: 0, count: count * plane)
    for image in 0..<count {
      for pixel in 0..<plane {
        var sum = 0.0
        for channel in 0..<channels {
          let place = (image * channels + channel) * plane + pixel
          sum += (Double(values[place]) - Double(other.values[place])).magnitude
        }
        differences[image * plane + pixel] = Float(sum / Double(channels))
      }
    }
    return try ImageBatch(count: count, channels: 1, height: height, width: width, values: differences)
  }
}
