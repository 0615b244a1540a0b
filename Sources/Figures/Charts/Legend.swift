/// The names of a chart's lines beside samples of them, where they cover no data.
package struct Legend: Sendable {
  package struct Entry: Sendable {
    package var name: String
    package var line: Line
  }

  package var entries: [Entry]
  package var frame: Rectangle
  /// Entries in a line; 1 for the upright legend inside the chart.
  private var columns: Int
  private var columnWidth: Double
  private var rowHeight: Double

  static let sampleWidth = 20.0
  static let gap = 6.0
  static let inset = 5.0

  /// A legend of all lines that have a name; nil where there are none. Names are shortened to fit a chart that is
  /// `width` points wide; `isWide` sets the entries side by side.
  init?(lines: [Line], width: Double, isWide: Bool, canvas: any Canvas) {
    let room = isWide ? width - 4 * Self.inset - Self.sampleWidth - Self.gap : width * 0.45
    entries = lines.compactMap { line in
      guard let name = line.name, !name.isEmpty else { return nil }
      let fitting = TextFitting.shortened(name, to: room, font: Theme.legendFont, on: canvas)
      return Entry(name: fitting, line: line)
    }
    guard !entries.isEmpty else { return nil }
    let widest = entries.map { canvas.measure($0.name, font: Theme.legendFont).width }.max() ?? 0
    rowHeight = canvas.measure("0", font: Theme.legendFont).height + 2
    columnWidth = Self.sampleWidth + Self.gap + widest
    columns = isWide ? max(1, min(entries.count, Int((width - 2 * Self.inset + 14) / (columnWidth + 14)))) : 1
    let rows = (entries.count + columns - 1) / columns
    frame = Rectangle(
      left: 0, top: 0, width: Double(columns) * (columnWidth + 14) - 14 + 2 * Self.inset,
      height: Double(rows) * rowHeight + 2 * Self.inset)
  }

  /// Moves the legend to the first of `plot`'s corners, and then the middles of its sides, where it covers nothing of
  /// `pieces`; false where there is none.
  mutating func findRoom(in plot: Rectangle, clearOf pieces: [[Point]]) -> Bool {
    let inner = plot.inset(by: 6)
    guard frame.width <= inner.width, frame.height <= inner.height else { return false }
    let lefts = [inner.right - frame.width, inner.left, inner.center.x - frame.width / 2]
    let tops = [inner.top, inner.bottom - frame.height, inner.center.y - frame.height / 2]
    let places = [(0, 0), (1, 1), (1, 0), (0, 1), (2, 0), (0, 2), (2, 1), (1, 2)]
    for (across, down) in places {
      let trial = Rectangle(
        left: lefts[across], top: tops[down], width: frame.width, height: frame.height)
      let guarded = trial.inset(by: -3)
      if !pieces.contains(where: { Self.touches($0, guarded) }) {
        frame = trial
        return true
      }
    }
    return false
  }

  /// Moves the legend to the middle of a page `width` points wide, its upper edge at `top`.
  mutating func place(top: Double, width: Double) {
    frame = Rectangle(left: (width - frame.width) / 2, top: top, width: frame.width, height: frame.height)
  }

  func draw(on canvas: any Canvas) {
    canvas.fill(Path(frame), color: Theme.paper.opacity(0.85))
    for (index, entry) in entries.enumerated() {
      let left = frame.left + Self.inset + Double(index % columns) * (columnWidth + 14)
      let middle = frame.top + Self.inset + (Double(index / columns) + 0.5) * rowHeight
      let sample = [Point(left, middle), Point(left + Self.sampleWidth, middle)]
      LineDrawing.draw(
        pieces: [sample], markers: [Point(left + Self.sampleWidth / 2, middle)], line: entry.line, on: canvas)
      canvas.draw(
        entry.name, at: Point(left + Self.sampleWidth + Self.gap, middle), font: Theme.legendFont, color: Theme.ink,
        anchor: TextAnchor(.left, .middle))
    }
  }

  /// Whether the line through `piece` passes through `rectangle`.
  package static func touches(_ piece: [Point], _ rectangle: Rectangle) -> Bool {
    if let only = piece.first, piece.count == 1 { return rectangle.contains(only) }
    return zip(piece, piece.dropFirst()).contains { start, end in
      crosses(start, end, rectangle)
    }
  }

  private static func crosses(_ start: Point, _ end: Point, _ rectangle: Rectangle) -> Bool {
    // Liang and Barsky: the part of the line that lies between each pair of edges.
    var first = 0.0
    var last = 1.0
    let edges = [
      (start.x - end.x, start.x - rectangle.left), (end.x - start.x, rectangle.right - start.x),
      (start.y - end.y, start.y - rectangle.top), (end.y - start.y, rectangle.bottom - start.y),
    ]
    for (direction, distance) in edges {
      if direction == 0 {
        if distance < 0 { return false }
      } else if direction < 0 {
        first = max(first, distance / direction)
      } else {
        last = min(last, distance / direction)
      }
    }
    return first <= last
  }
}
