/// The names of a chart's lines beside their last points, each as near to its line as the others leave room for.
package struct EndLabels: Sendable {
  /// One name, and where the line that it names ends.
  struct Label: Sendable {
    var text: String
    var colorIndex: Int
    var dashes: [Double]
    var end: Point
    /// The middle of the text, up and down.
    var middle: Double
  }

  /// The names from above.
  private(set) var labels: [Label]
  private let left: Double

  /// Points between the plot and the names, which lines in the names' colours lead over.
  static let leader = 16.0
  static let gap = 3.0

  /// How many points names and leaders take beside the plot; 0 where no line has a name, or one has too long a name.
  static func room(for lines: [Line], canvas: any Canvas) -> Double {
    let names = lines.compactMap(\.name).filter { !$0.isEmpty }
    let widest = names.map { canvas.measure($0, font: Typography.legendFont).width }.max()
    // Where names would take more than that, a legend serves better.
    return widest.flatMap { $0 > canvas.size.width * 0.4 ? nil : $0 + leader + gap } ?? 0
  }

  /// The names of `marks` beside `frame`, `room` points of which are theirs; nil where they do not fit one above another.
  init?(_ marks: [(line: Line, last: Point)], frame: PlotFrame, room: Double, canvas: any Canvas) {
    let height = canvas.measure("0", font: Typography.legendFont).height
    var labels = marks.compactMap { mark -> Label? in
      guard let name = mark.line.name, !name.isEmpty else { return nil }
      let text = TextFitting.shortened(
        name, to: room - Self.leader - Self.gap, font: Typography.legendFont, on: canvas)
      let end = Point(mark.last.x, min(max(mark.last.y, frame.plot.top), frame.plot.bottom))
      return Label(
        text: text, colorIndex: mark.line.colorIndex, dashes: LineDrawing.dashes(of: mark.line, in: canvas.theme),
        end: end, middle: end.y)
    }
    let top = frame.plot.top
    guard !labels.isEmpty, Double(labels.count) * height <= frame.plot.height else { return nil }
    labels.sort { $0.end.y < $1.end.y }
    // Groups of neighbours that touch stand together about the mean of their ends.
    var groups: [(members: Range<Int>, start: Double)] = []
    for index in labels.indices {
      var group = (members: index..<index + 1, start: labels[index].end.y - height / 2)
      group.start = Self.inside(group.start, count: 1, height: height, top: top, bottom: frame.plot.bottom)
      while let last = groups.last, last.start + Double(last.members.count) * height > group.start {
        let members = last.members.lowerBound..<group.members.upperBound
        let mean = members.reduce(0) { $0 + labels[$1].end.y } / Double(members.count)
        groups.removeLast()
        group = (
          members,
          Self.inside(
            mean - Double(members.count) * height / 2, count: members.count, height: height, top: top,
            bottom: frame.plot.bottom)
        )
      }
      groups.append(group)
    }
    for group in groups {
      for (place, index) in group.members.enumerated() {
        labels[index].middle = group.start + (Double(place) + 0.5) * height
      }
    }
    self.labels = labels
    left = frame.plot.right + Self.leader
  }

  /// Draws leaders and names.
  func draw(on canvas: any Canvas) {
    for label in labels {
      let style = StrokeStyle(color: canvas.theme.color(label.colorIndex), width: 0.9, dashes: label.dashes)
      canvas.stroke(
        Path(through: [
          Point(label.end.x + 2, label.end.y), Point(left - 9, label.middle), Point(left, label.middle),
        ]), style: style)
      canvas.draw(
        label.text, at: Point(left + Self.gap, label.middle), font: Typography.legendFont, color: canvas.theme.ink,
        anchor: TextAnchor(.left, .middle))
    }
  }

  private static func inside(_ start: Double, count: Int, height: Double, top: Double, bottom: Double) -> Double {
    max(top, min(start, bottom - Double(count) * height))
  }
}
