extension ScatterChart: FigureContent {
  package var summary: String {
    let count = groups.reduce(0) { $0 + $1.x.count }
    return "A chart of \(SummaryText.count(count, "point"))\(SummaryText.names(groups.map(\.name))); "
      + SummaryText.extent(vertical.label, groups.lazy.flatMap(\.y), otherwise: "heights") + " over "
      + SummaryText.extent(horizontal.label, groups.lazy.flatMap(\.x), otherwise: "places") + "."
  }

  package func pageSize(for size: FigureSize, measuring canvas: any Canvas) -> Size {
    size.page(usually: Size(504, 306), naming: groups.compactMap(\.name), measuring: canvas)
  }

  package func draw(on canvas: any Canvas, size: FigureSize) throws(FigureError) {
    let (frame, legend) = try PlotFrame.withLegend(self.legend(in: canvas.theme), around: surroundings, canvas: canvas)
    { frame in
      let marks = self.marks(in: frame)
      return Legend.Obstacles(pieces: marks.dots.joined().map { [$0] }, areas: marks.pictures.map(\.rectangle))
    }
    let marks = self.marks(in: frame)
    let count = marks.dots.map(\.count).reduce(0, +)
    // Shapes are told apart from a larger size on than colours are.
    let hasShapes = groups.indices.contains { PointMarker.marker($0, of: groups.count, in: canvas.theme) != .circle }
    let radius = count > 2_000 ? (hasShapes ? 1.6 : 1.2) : count > 200 ? (hasShapes ? 2.3 : 1.8) : 2.6
    frame.drawBackground(on: canvas)
    canvas.clip(to: frame.plot.inset(by: -radius * PointMarker.reach)) {
      for (index, dots) in marks.dots.enumerated() {
        let color = canvas.theme.color(index).opacity(count > 200 ? 0.6 : 0.8)
        let marker = PointMarker.marker(index, of: groups.count, in: canvas.theme)
        if count > Self.manyDots {
          marker.draw(at: dots, radius: radius, color: color, on: canvas)
        } else {
          for dot in dots { canvas.fill(marker.path(center: dot, radius: radius), color: color) }
        }
      }
    }
    canvas.clip(to: frame.plot) {
      for picture in marks.pictures {
        canvas.draw(picture.image, in: picture.rectangle)
        canvas.stroke(Path(picture.rectangle), style: StrokeStyle(color: canvas.theme.color(picture.group), width: 1))
      }
    }
    frame.drawAxes(on: canvas)
    legend?.draw(on: canvas)
  }

  package var isStretchable: Bool { true }

  package func legend(in theme: Theme) -> [Legend.Entry] {
    guard hasLegend else { return [] }
    return groups.enumerated().compactMap { index, group in
      group.name.map {
        Legend.Entry(
          name: $0, sample: .dot(theme.color(index), PointMarker.marker(index, of: groups.count, in: theme)))
      }
    }
  }

  package var withoutLegend: any FigureContent {
    var chart = self
    chart.hasLegend = false
    return chart
  }

  package var surroundings: PlotSurroundings {
    let hasPictures = groups.contains { !$0.pictures.isEmpty }
    let padding = hasPictures ? 0.06 : 0.04
    return PlotSurroundings(
      title: title, horizontal: horizontal, vertical: vertical,
      horizontalLimits: AxisScale.limits(for: groups.lazy.flatMap(\.x), axis: horizontal, padding: padding),
      verticalLimits: AxisScale.limits(for: groups.lazy.flatMap(\.y), axis: vertical, padding: padding))
  }

  /// More dots than this are drawn as one shape, without showing where they lie over one another; and a chart has no
  /// more than so many.
  private static let manyDots = 2_000
  private static let mostDots = 30_000

  /// What stands on the page: dots by group, and pictures.
  struct Marks {
    var dots: [[Point]] = []
    var pictures: [(image: Raster, rectangle: Rectangle, group: Int)] = []
  }

  /// A square of the page, for finding what lies near.
  private struct Cell: Hashable {
    var across: Int
    var down: Int

    init(_ point: Point, side: Double) {
      across = Int((point.x / side).rounded(.down))
      down = Int((point.y / side).rounded(.down))
    }
  }

  /// The marks inside the frame. Of the dots of a group that share half a point of the page, or more where they are many,
  /// one alone is drawn, so that a million of them stay a small file. Groups take turns, so that the pictures of none crowd out those of another.
  func marks(in frame: PlotFrame) -> Marks {
    var marks = Marks()
    let side = min(max(pictureSide.isFinite ? pictureSide : 16, 2), 200)
    var taken: [Cell: [Rectangle]] = [:]
    var seen = [Set<Cell>](repeating: [], count: groups.count)
    marks.dots = Array(repeating: [], count: groups.count)
    for index in 0..<(groups.map(\.x.count).max() ?? 0) {
      for (number, group) in groups.enumerated() where index < group.x.count {
        guard let across = frame.horizontal.place(group.x[index]), let down = frame.vertical.place(group.y[index]),
          frame.plot.inset(by: -0.01).contains(Point(across, down))
        else { continue }
        let point = Point(across, down)
        if group.pictures.indices.contains(index),
          let rectangle = Self.rectangle(group.pictures[index], at: point, side: side, in: frame.plot)
        {
          let cell = Cell(point, side: side)
          let isFree = (-1...1).allSatisfy { x in
            (-1...1).allSatisfy { y in
              var near = cell
              near.across += x
              near.down += y
              return !(taken[near] ?? []).contains(where: rectangle.overlaps)
            }
          }
          if isFree {
            taken[cell, default: []].append(rectangle)
            marks.pictures.append((group.pictures[index], rectangle, number))
            continue
          }
        }
        if seen[number].insert(Cell(point, side: 0.5)).inserted { marks.dots[number].append(point) }
      }
    }
    var distance = 0.5
    while distance < frame.plot.width, marks.dots.reduce(0, { $0 + $1.count }) > Self.mostDots {
      distance *= 1.25
      marks.dots = marks.dots.map { dots in
        var seen: Set<Cell> = []
        return dots.filter { seen.insert(Cell($0, side: distance)).inserted }
      }
    }
    return marks
  }

  /// Where a picture stands whose middle is to be at a point, moved inwards where the plot's edge would cut it.
  private static func rectangle(_ image: Raster, at point: Point, side: Double, in plot: Rectangle) -> Rectangle? {
    guard image.width > 0, image.height > 0 else { return nil }
    let pixel = side / Double(max(image.width, image.height))
    let (width, height) = (Double(image.width) * pixel, Double(image.height) * pixel)
    guard width <= plot.width, height <= plot.height else { return nil }
    return Rectangle(
      left: min(max(point.x - width / 2, plot.left), plot.right - width),
      top: min(max(point.y - height / 2, plot.top), plot.bottom - height), width: width, height: height)
  }
}
