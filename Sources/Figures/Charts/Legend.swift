/// The names of a chart's marks beside samples of them, where they cover no data.
package struct Legend: Sendable {
  package struct Entry: Hashable, Sendable {
    package var name: String
    package var sample: Sample
  }

  /// What a name stands beside.
  package enum Sample: Hashable, Sendable {
    case line(Line)
    case patch(fill: Color, outline: StrokeStyle?)
    case dot(Color, PointMarker)
    case none
  }

  /// What a legend must not cover.
  package struct Obstacles: Sendable {
    package var pieces: [[Point]] = []
    package var areas: [Rectangle] = []
  }

  package var entries: [Entry]
  package var frame: Rectangle
  /// Whether it stands among the marks, and so on top of the lines behind them.
  private var isInside = false
  /// Entries in a line; 1 for the upright legend inside the chart.
  private var columns: Int
  private var columnWidth: Double
  private var rowHeight: Double

  static let sampleWidth = 20.0
  static let gap = 6.0
  static let inset = 5.0
  static let columnGap = 14.0
  /// How far from every mark's middle a legend stays: more than half of any mark.
  static let clearance = 3.5

  /// The upright legend of all `entries` that have a name; nil where there are none. Names are shortened to at most
  /// `room` points.
  init?(_ entries: [Entry], room: Double, canvas: any Canvas) {
    let named = Self.shortened(entries, to: room, canvas: canvas)
    guard !named.isEmpty else { return nil }
    self.init(named, columns: 1, canvas: canvas)
  }

  /// The same with the entries side by side on `width` points. Where they would be higher than `height` points, names
  /// are shortened to set more of them side by side, and what still has no room is counted in the last entry.
  init?(_ entries: [Entry], width: Double, height: Double, canvas: any Canvas) {
    let line = width - 2 * Self.inset
    var named = Self.shortened(entries, to: line - Self.sampleWidth - Self.gap, canvas: canvas)
    guard !named.isEmpty else { return nil }
    let rows = max(1, Int((height - 2 * Self.inset) / Self.rowHeight(canvas)))
    var columns = Self.columns(in: line, widest: Self.widest(named, canvas: canvas))
    let needed = (named.count + rows - 1) / rows
    if columns < needed {
      columns = min(needed, Self.columns(in: line, widest: 40))
      let room = (line + Self.columnGap) / Double(columns) - Self.columnGap - Self.sampleWidth - Self.gap
      if named.count > columns * rows {
        let kept = columns * rows - 1
        named = named.prefix(kept) + [Entry(name: "and \(named.count - kept) more", sample: .none)]
      }
      named = Self.shortened(named, to: room, canvas: canvas)
    }
    self.init(named, columns: min(columns, named.count), canvas: canvas)
  }

  /// How high a legend of `names` is when none is shortened more than a line of `width` points asks for.
  static func height(of names: [String], width: Double, canvas: any Canvas) -> Double {
    let entries = names.map { Entry(name: $0, sample: .none) }
    return Legend(entries, width: width, height: unlimited, canvas: canvas)?.frame.height ?? 0
  }

  /// More points than any legend is high.
  private static let unlimited = 1e6

  private init(_ entries: [Entry], columns: Int, canvas: any Canvas) {
    self.entries = entries
    self.columns = columns
    rowHeight = Self.rowHeight(canvas)
    columnWidth = Self.sampleWidth + Self.gap + Self.widest(entries, canvas: canvas)
    let rows = (entries.count + columns - 1) / columns
    frame = Rectangle(
      left: 0, top: 0,
      width: Double(columns) * (columnWidth + Self.columnGap) - Self.columnGap + 2 * Self.inset,
      height: Double(rows) * rowHeight + 2 * Self.inset)
  }

  private static func shortened(_ entries: [Entry], to room: Double, canvas: any Canvas) -> [Entry] {
    let named = entries.filter { !$0.name.isEmpty }
    let names = TextFitting.shortened(named.map(\.name), to: room, font: Typography.legendFont, on: canvas)
    return zip(names, named).map { Entry(name: $0, sample: $1.sample) }
  }

  private static func widest(_ entries: [Entry], canvas: any Canvas) -> Double {
    entries.map { canvas.measure($0.name, font: Typography.legendFont).width }.max() ?? 0
  }

  private static func rowHeight(_ canvas: any Canvas) -> Double {
    canvas.measure("0", font: Typography.legendFont).height + 2
  }

  private static func columns(in line: Double, widest: Double) -> Int {
    max(1, Int((line + columnGap) / (sampleWidth + gap + widest + columnGap)))
  }

  /// Moves the legend to the first of `plot`'s corners, and then the middles of its sides, where it covers no
  /// `obstacles`; false where there is none.
  mutating func findRoom(in plot: Rectangle, clearOf obstacles: Obstacles) -> Bool {
    let inner = plot.inset(by: 6)
    guard frame.width <= inner.width, frame.height <= inner.height else { return false }
    let lefts = [inner.right - frame.width, inner.left, inner.center.x - frame.width / 2]
    let tops = [inner.top, inner.bottom - frame.height, inner.center.y - frame.height / 2]
    let places = [(0, 0), (1, 1), (1, 0), (0, 1), (2, 0), (0, 2), (2, 1), (1, 2)]
    for (across, down) in places {
      let trial = Rectangle(
        left: lefts[across], top: tops[down], width: frame.width, height: frame.height)
      let guarded = trial.inset(by: -Self.clearance)
      if !obstacles.areas.contains(where: guarded.overlaps),
        !obstacles.pieces.contains(where: { Self.touches($0, guarded) })
      {
        (frame, isInside) = (trial, true)
        return true
      }
    }
    return false
  }

  /// Moves the legend to the middle of a page `width` points wide, its upper edge at `top`.
  mutating func place(top: Double, width: Double) {
    frame = Rectangle(left: (width - frame.width) / 2, top: top, width: frame.width, height: frame.height)
  }

  /// Draws the entries. Below them lie grid lines alone, which end at the edge of a box, so that none runs through a
  /// word.
  func draw(on canvas: any Canvas) {
    if isInside {
      canvas.fill(Path(frame), color: canvas.theme.paper)
      canvas.stroke(Path(frame), style: StrokeStyle(color: canvas.theme.gridLine, width: 0.6))
    }
    for (index, entry) in entries.enumerated() {
      let left = frame.left + Self.inset + Double(index % columns) * (columnWidth + Self.columnGap)
      let middle = frame.top + Self.inset + (Double(index / columns) + 0.5) * rowHeight
      draw(entry.sample, left: left, middle: middle, on: canvas)
      canvas.draw(
        entry.name, at: Point(left + Self.sampleWidth + Self.gap, middle), font: Typography.legendFont,
        color: canvas.theme.ink,
        anchor: TextAnchor(.left, .middle))
    }
  }

  private func draw(_ sample: Sample, left: Double, middle: Double, on canvas: any Canvas) {
    switch sample {
    case .line(let line):
      LineDrawing.draw(
        pieces: [[Point(left, middle), Point(left + Self.sampleWidth, middle)]],
        markers: [Point(left + Self.sampleWidth / 2, middle)], line: line, on: canvas)
    case .patch(let fill, let outline):
      let patch = Path(Rectangle(left: left + 4, top: middle - 4, width: Self.sampleWidth - 6, height: 8))
      canvas.fill(patch, color: fill)
      if let outline { canvas.stroke(patch, style: outline) }
    case .dot(let color, let marker):
      canvas.fill(marker.path(center: Point(left + Self.sampleWidth - 6, middle), radius: 3), color: color)
    case .none: break
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
