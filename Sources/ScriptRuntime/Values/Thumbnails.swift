import Basics
import Figures

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A few of a data set's images in a row, spread over all of it, pixel by pixel.
package struct Thumbnails {
  /// Images in the row, at most.
  private static let most = 10
  /// About how wide the row is on a page, in pixels; images are enlarged by whole numbers.
  private static let width = 670

  /// The images beside each other.
  let picture: Raster
  private let count: Int

  /// The images of a value; nil of a value that is none, or has none, and throws where it is stopped.
  init?(_ value: Value, unless stop: StopFlag) throws(Interrupted) {
    guard let images = ImageCollection(value), images.count > 0 else { return nil }
    let places = Self.places(of: images.count)
    let count = places.count
    let chosen = (try? images.picking(places, unless: stop)).flatMap { ImageCollection($0) }
    try stop.check()
    guard let numbers = try chosen?.numbers(unless: stop) else { return nil }
    let grid = ImageGrid(columns: count, padding: 1, padValue: 0.5, normalize: true, valueRange: -1...1)
    guard let picture = try? grid.picture(of: ImageBands.batch(numbers), unless: stop) else {
      try stop.check()
      return nil
    }
    (self.picture, self.count) = (picture, count)
  }

  /// The places of the images that are shown, of so many.
  package static func places(of total: Int) -> [Int] {
    let count = min(most, total)
    // One further each time where there is room, so that classes that take turns are not one class here.
    return (0..<count).map { $0 * total / count + (total / count > count ? $0 : 0) }
  }

  /// The row as a piece of a page, under the value's lines.
  func forms(under text: String) -> [String: String] {
    guard let png = try? picture.png(unless: StopFlag()) else { return [:] }
    let factor = max(1, min(4, Self.width / picture.width))
    let source = "data:image/png;base64,\(Data(png).base64EncodedString())"
    return [
      "text/html":
        "<div>\(text.inMarkup)</div>\n<img alt=\"\(countText(count, "image")) of them\" "
        + "width=\"\(factor * picture.width)\" style=\"max-width: 100%; height: auto; image-rendering: pixelated\" "
        + "src=\"\(source)\">"
    ]
  }
}
