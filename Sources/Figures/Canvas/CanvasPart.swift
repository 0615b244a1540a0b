import Basics

/// A part of another canvas: so large, so much enlarged, and so far from its upper left corner.
final class CanvasPart: Canvas {
  let size: Size
  private let whole: any Canvas
  private let scale: Double
  private let offset: Point

  /// A part of `whole` that is `size` in points of its own, each of which takes `scale` points of the whole.
  init(_ whole: any Canvas, size: Size, scale: Double = 1, offset: Point = Point(0, 0)) {
    self.whole = whole
    self.size = size
    self.scale = scale
    self.offset = offset
  }

  var theme: Theme { whole.theme }
  var stop: StopFlag { whole.stop }

  func measure(_ text: String, font: Font) -> TextExtent {
    let extent = whole.measure(text, font: scaled(font))
    return TextExtent(
      width: extent.width / scale, ascent: extent.ascent / scale, descent: extent.descent / scale)
  }

  func fill(_ path: Path, color: Color) { whole.fill(moved(path), color: color) }

  func stroke(_ path: Path, style: StrokeStyle) {
    var style = style
    style.width *= scale
    style.dashes = style.dashes.map { $0 * scale }
    whole.stroke(moved(path), style: style)
  }

  func draw(
    _ text: String, at point: Point, font: Font, color: Color, anchor: TextAnchor, direction: TextDirection
  ) {
    whole.draw(text, at: moved(point), font: scaled(font), color: color, anchor: anchor, direction: direction)
  }

  func draw(_ image: Raster, in rectangle: Rectangle) { whole.draw(image, in: moved(rectangle)) }

  func clip(to rectangle: Rectangle, _ body: () -> Void) { whole.clip(to: moved(rectangle), body) }

  private func scaled(_ font: Font) -> Font { Font(size: font.size * scale, isBold: font.isBold) }

  private func moved(_ point: Point) -> Point { Point(point.x * scale + offset.x, point.y * scale + offset.y) }

  private func moved(_ rectangle: Rectangle) -> Rectangle {
    let corner = moved(Point(rectangle.left, rectangle.top))
    return Rectangle(
      left: corner.x, top: corner.y, width: rectangle.width * scale, height: rectangle.height * scale)
  }

  private func moved(_ path: Path) -> Path {
    guard scale != 1 || offset != Point(0, 0) else { return path }
    var path = path
    path.elements = path.elements.map { element in
      switch element {
      case .move(let point): .move(moved(point))
      case .line(let point): .line(moved(point))
      case .circle(let center, let radius): .circle(center: moved(center), radius: radius * scale)
      case .close: .close
      }
    }
    return path
  }
}
