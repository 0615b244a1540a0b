import Basics

/// A canvas on which nothing is seen, and that remembers the texts.
final class TextCollector: Canvas {
  let size: Size
  private let measuring: any Canvas
  private(set) var texts: [(text: String, font: Font)] = []

  init(size: Size, measuring: any Canvas) {
    self.size = size
    self.measuring = measuring
  }

  var theme: Theme { measuring.theme }
  var stop: StopFlag { measuring.stop }

  func measure(_ text: String, font: Font) -> TextExtent { measuring.measure(text, font: font) }

  func draw(
    _ text: String, at point: Point, font: Font, color: Color, anchor: TextAnchor, direction: TextDirection
  ) {
    texts.append((text, font))
  }

  func fill(_ path: Path, color: Color) {}
  func stroke(_ path: Path, style: StrokeStyle) {}
  func draw(_ image: Raster, in rectangle: Rectangle) {}
  func clip(to rectangle: Rectangle, _ body: () -> Void) { body() }
}
