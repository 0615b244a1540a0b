/// A picture as its file stores it: numbers from 0 to 255, whatever the file says of gamma, profiles and displays.
package struct Picture: Sendable {
  /// How many samples a pixel has, and what they are.
  package enum Layout: Int, Sendable {
    case grey = 1, greyAndOpacity, colour, colourAndOpacity

    /// Whether the last sample of a pixel says how opaque it is.
    var hasOpacity: Bool { self == .greyAndOpacity || self == .colourAndOpacity }
  }

  /// The size in pixels.
  package let size: PictureSize
  /// What the samples are.
  package let layout: Layout
  /// The samples, `[row, column, sample]`.
  package let samples: [UInt8]

  /// Makes a picture of samples, `[row, column, sample]`.
  package init(size: PictureSize, layout: Layout, samples: [UInt8]) {
    precondition(samples.count == size.pixelCount * layout.rawValue, "A picture has all of its samples.")
    (self.size, self.layout, self.samples) = (size, layout, samples)
  }
}

/// The height and the width of a picture, in pixels.
package struct PictureSize: Hashable, Sendable {
  package let height: Int
  package let width: Int

  /// A size.
  package init(height: Int, width: Int) { (self.height, self.width) = (height, width) }

  /// The pixels of all rows; the largest number where there is none that large.
  package var pixelCount: Int {
    let (count, overflow) = height.multipliedReportingOverflow(by: width)
    return overflow ? .max : count
  }

  /// The size of the picture that lies on its side.
  var turned: PictureSize { PictureSize(height: width, width: height) }
}

extension PictureSize: CustomStringConvertible {
  /// Height and width, as in `48x64`.
  package var description: String { "\(height)x\(width)" }
}
