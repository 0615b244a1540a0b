/// The upper left part of another canvas.
final class PartialCanvas: Canvas {
  let size: Size
  private let whole: any Canvas

  init(_ whole: any Canvas, size: Size) {
    self.whole = whole
    self.size = size
  }

  var theme: Theme { whole.theme }

  func measure(_ text: String, font: Font) -> TextExtent { whole.measure(text, font: font) }

  func fill(_ path: Path, color: Color) { whole.fill(path, color: color) }

  func stroke(_ path: Path, style: StrokeStyle) { whole.stroke(path, style: style) }

  func draw(
    _ text: String, at point: Point, font: Font, color: Color, anchor: TextAnchor, direction: TextDirection
  ) {
    whole.draw(text, at: point, font: font, color: color, anchor: anchor, direction: direction)
  }

  func draw(_ image: Raster, in rectangle: Rectangle) { whole.draw(image, in: rectangle) }

  func clip(to rectangle: Rectangle, _ body: () -> Void) { whole.clip(to: rectangle, body) }
}
