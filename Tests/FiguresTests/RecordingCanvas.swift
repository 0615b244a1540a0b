import Figures

/// A canvas that draws nothing and remembers everything; every character is six tenths of the font's size wide.
final class RecordingCanvas: Canvas {
  struct Text {
    var string: String
    var bounds: Rectangle
    /// How many strokes came earlier.
    var strokesBefore = 0
  }

  let size: Size
  var theme = Theme.light
  var texts: [Text] = []
  var fills: [(path: Path, color: Color)] = []
  /// In the order of drawing; `fillsBefore` tells how many fills came earlier.
  var strokes: [(path: Path, style: StrokeStyle, fillsBefore: Int)] = []
  var images: [(image: Raster, rectangle: Rectangle)] = []
  private(set) var clips: [Rectangle] = []

  init(size: Size) { self.size = size }

  func measure(_ text: String, font: Font) -> TextExtent {
    TextExtent(width: 0.6 * font.size * Double(text.count), ascent: 0.93 * font.size, descent: 0.24 * font.size)
  }

  func fill(_ path: Path, color: Color) { fills.append((path, color)) }

  func stroke(_ path: Path, style: StrokeStyle) { strokes.append((path, style, fills.count)) }

  func draw(
    _ text: String, at point: Point, font: Font, color: Color, anchor: TextAnchor, direction: TextDirection
  ) {
    texts.append(
      Text(
        string: text, bounds: bounds(text, at: point, font: font, anchor: anchor, direction: direction),
        strokesBefore: strokes.count))
  }

  func draw(_ image: Raster, in rectangle: Rectangle) { images.append((image, rectangle)) }

  func clip(to rectangle: Rectangle, _ body: () -> Void) {
    clips.append(rectangle)
    body()
  }
}
