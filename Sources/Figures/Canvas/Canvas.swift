package import Basics

/// The seam between a figure's layout and whatever it is drawn on.
///
/// All measures are in points (1/72 inch) from the upper left corner. A canvas that fails remembers its first error and
/// tells it when the drawing is finished, so that layout need not check every line it draws; a stop is such an error, and
/// nothing is drawn behind it.
package protocol Canvas: AnyObject {
  /// How large the whole figure is.
  var size: Size { get }

  /// The colours that it is drawn in.
  var theme: Theme { get }

  /// What stops the drawing; whoever works out much between two things that it draws asks it.
  var stop: StopFlag { get }

  /// Covers the whole of it with paper.
  func cover()

  /// What `text` would take up, measured without hinting so that every format measures the same.
  func measure(_ text: String, font: Font) -> TextExtent

  /// Fills the inside of `path`.
  func fill(_ path: Path, color: Color)

  /// Draws along `path`.
  func stroke(_ path: Path, style: StrokeStyle)

  /// Draws one line of text whose `anchor` stands at `point`.
  func draw(
    _ text: String, at point: Point, font: Font, color: Color, anchor: TextAnchor, direction: TextDirection)

  /// Draws `image` over the whole of `rectangle`, each of its pixels a sharp rectangle.
  func draw(_ image: Raster, in rectangle: Rectangle)

  /// Draws what `body` draws, leaving out all that lies outside `rectangle`.
  func clip(to rectangle: Rectangle, _ body: () -> Void)
}

/// The pen a line is drawn with; widths and dashes are in points.
package struct StrokeStyle: Hashable, Sendable {
  package var color: Color
  package var width: Double
  package var dashes: [Double]
  package var hasRoundEnds: Bool

  package init(color: Color, width: Double, dashes: [Double] = [], hasRoundEnds: Bool = false) {
    self.color = color
    self.width = width
    self.dashes = dashes
    self.hasRoundEnds = hasRoundEnds
  }
}

extension Canvas {
  package var stop: StopFlag { StopFlag() }

  package func cover() {
    fill(Path(Rectangle(left: 0, top: 0, width: size.width, height: size.height)), color: theme.paper)
  }

  /// Where the text that `draw` would draw lies, as an upright rectangle.
  package func bounds(
    _ text: String, at point: Point, font: Font, anchor: TextAnchor, direction: TextDirection = .horizontal
  ) -> Rectangle {
    measure(text, font: font).bounds(at: point, anchor: anchor, direction: direction)
  }

  package func draw(
    _ text: String, at point: Point, font: Font, color: Color, anchor: TextAnchor
  ) {
    draw(text, at: point, font: font, color: color, anchor: anchor, direction: .horizontal)
  }
}

extension TextExtent {
  /// Where a text of this extent lies when its `anchor` stands at `point`.
  package func bounds(at point: Point, anchor: TextAnchor, direction: TextDirection) -> Rectangle {
    let along: Double =
      switch anchor.horizontal {
      case .left: 0
      case .center: -width / 2
      case .right: -width
      }
    let across = baselineOffset(anchor.vertical) - ascent
    switch direction {
    case .horizontal:
      return Rectangle(left: point.x + along, top: point.y + across, width: width, height: height)
    case .upwards:
      return Rectangle(left: point.x + across, top: point.y - along - width, width: height, height: width)
    }
  }

  /// How far the baseline lies below the anchor, in points.
  package func baselineOffset(_ anchor: TextAnchor.Vertical) -> Double {
    switch anchor {
    case .top: ascent
    case .middle: (ascent - descent) / 2
    case .baseline: 0
    case .bottom: -descent
    }
  }
}
