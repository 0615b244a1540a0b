/// Where everything around a chart's marks stands: every text is measured before the room for the marks is known.
package struct PlotFrame: Sendable {
  package var plot: Rectangle
  package var horizontal: AxisScale
  package var vertical: AxisScale
  package var horizontalTicks: [Tick]
  package var verticalTicks: [Tick]
  package var secondTicks: [Tick]
  package var titleLines: [String]
  /// The upper edge of the title's first line.
  package var titleTop: Double
  package var horizontalLabel: String
  package var verticalLabel: String
  /// Where the label of the axis on the left stands, by its left edge.
  package var verticalLabelLeft: Double
  package var secondLabel: String
  package var noteLines: [String]
  /// Whether the names below the marks are turned, since they had no room side by side.
  package var namesAreUpright: Bool
  /// How high the texts at the ticks of the lower axis are.
  package var lowerTextHeight: Double
  /// Where a legend that found no room inside may start; nil where none was asked for.
  package var legendTop: Double?

  static let tickLength = 3.5
  static let gap = 4.0

  /// Lays out the axes around a chart's marks on `canvas`, leaving `legendHeight` points above the marks.
  package init(
    _ surroundings: PlotSurroundings, legendHeight: Double, canvas: any Canvas
  ) throws(FigureError) {
    let level = try PlotFrame(surroundings, legendHeight: legendHeight, namesHeight: nil, canvas: canvas)
    guard let names = surroundings.horizontalNames, !level.hasRoom(for: names, canvas: canvas) else {
      self = level
      return
    }
    let widest = names.map { canvas.measure($0, font: Typography.tickFont).width }.max() ?? 0
    self = try PlotFrame(
      surroundings, legendHeight: legendHeight, namesHeight: min(widest, canvas.size.height * 0.3), canvas: canvas)
  }

  /// Lays out the axes; with `namesHeight` the names below the marks stand upright and are at most that long.
  private init(
    _ chart: PlotSurroundings, legendHeight: Double, namesHeight: Double?, canvas: any Canvas
  ) throws(FigureError) {
    let margin = Typography.margin
    let page = canvas.size
    let tick = canvas.measure("0", font: Typography.tickFont)
    let label = canvas.measure("0", font: Typography.labelFont)
    let gap = Self.gap

    // From above: title, legend, second scale.
    var top = margin
    titleTop = top
    titleLines = TextFitting.wrapped(
      chart.title ?? "", to: page.width - 2 * margin, lines: 3, font: Typography.titleFont, on: canvas)
    if !titleLines.isEmpty {
      top += Double(titleLines.count) * canvas.measure("0", font: Typography.titleFont).height + gap
    }
    if legendHeight > 0 {
      legendTop = top
      top += legendHeight + gap
    } else {
      legendTop = nil
    }
    if chart.secondScale != nil {
      top += label.height + tick.height + Self.tickLength + gap
    } else {
      top += tick.height / 2
    }

    // From below: note, label, ticks.
    var bottom = page.height - margin
    noteLines = TextFitting.wrapped(
      chart.note ?? "", to: page.width - 2 * margin, lines: 2, font: Typography.noteFont, on: canvas)
    if !noteLines.isEmpty {
      bottom -= Double(noteLines.count) * canvas.measure("0", font: Typography.noteFont).height + gap / 2
    }
    if chart.horizontal.label != nil { bottom -= label.height + gap / 2 }
    lowerTextHeight = namesHeight ?? tick.height
    namesAreUpright = namesHeight != nil
    bottom -= lowerTextHeight + gap / 2 + Self.tickLength

    // From the left: label, the widest tick.
    guard bottom - top >= 3 * tick.height else { throw .noRoom(width: page.width, height: page.height) }
    func upright() -> AxisScale {
      AxisScale(
        limits: chart.verticalLimits, scale: chart.vertical.scale, marks: chart.vertical.marks,
        from: chart.isDownwards ? top : bottom, to: chart.isDownwards ? bottom : top)
    }
    vertical = upright()
    if let names = chart.verticalNames {
      verticalTicks = Self.nameTicks(
        names, along: vertical, room: page.width * 0.3, size: tick.height, canvas: canvas)
    } else {
      verticalTicks = Self.verticalTicks(
        vertical, length: bottom - top, height: tick.height, isWhole: chart.vertical.isWhole)
    }
    let widest = verticalTicks.map { canvas.measure($0.label, font: Typography.tickFont).width }.max() ?? 0
    var left = margin + widest + gap + Self.tickLength
    if chart.vertical.label != nil { left += label.height + gap }

    // From the right: half of a label that may stand at the very end.
    let rightEdge = page.width - margin - chart.roomOnTheRight
    var right = rightEdge - 4
    guard right - left >= 60 else { throw .noRoom(width: page.width, height: page.height) }
    verticalLabelLeft = margin
    if chart.isSquare {
      // In the middle of the room that there is, of which half of the last number takes some.
      let (width, height) = (right - left - tick.height, bottom - top)
      let side = min(width, height)
      verticalLabelLeft += (width - side) / 2
      left += (width - side) / 2
      right = left + side
      top += (height - side) / 2
      bottom = top + side
      vertical = upright()
      if chart.verticalNames == nil {
        verticalTicks = Self.verticalTicks(
          vertical, length: side, height: tick.height, isWhole: chart.vertical.isWhole)
      }
    }
    func axis() -> AxisScale {
      AxisScale(
        limits: chart.horizontalLimits, scale: chart.horizontal.scale, marks: chart.horizontal.marks, from: left,
        to: right)
    }
    var across = axis()
    var acrossTicks: [Tick]
    if let names = chart.horizontalNames {
      let spacing = Self.spacing(along: across)
      acrossTicks = Self.nameTicks(
        names, along: across, room: namesHeight ?? max(spacing - 4, 0), size: namesHeight == nil ? 0 : tick.height,
        canvas: canvas)
    } else {
      func ticks() -> [Tick] {
        Self.horizontalTicks(across, length: right - left, isWhole: chart.horizontal.isWhole, canvas: canvas)
      }
      func half(_ each: Tick) -> Double { canvas.measure(each.label, font: Typography.tickFont).width / 2 }
      acrossTicks = ticks()
      let overhang = acrossTicks.compactMap { each in across.place(each.value).map { $0 + half(each) } }.max() ?? 0
      if overhang > rightEdge {
        right -= overhang - rightEdge
        guard right - left >= 60 else { throw .noRoom(width: page.width, height: page.height) }
        across = axis()
        acrossTicks = ticks()
      }
      let allowed = 2...(page.width - 2)
      acrossTicks.removeAll { each in
        guard let place = across.place(each.value) else { return true }
        return !allowed.contains(place - half(each)) || !allowed.contains(place + half(each))
      }
    }
    let inner = Rectangle(left: left, top: top, right: right, bottom: bottom)
    plot = inner
    horizontal = across
    horizontalTicks = acrossTicks
    if let scale = chart.secondScale {
      secondTicks = Self.secondTicks(scale, along: across, plot: inner, canvas: canvas)
    } else {
      secondTicks = []
    }
    horizontalLabel = TextFitting.shortened(
      chart.horizontal.label ?? "", to: plot.width, font: Typography.labelFont, on: canvas)
    secondLabel = TextFitting.shortened(
      chart.secondScale?.label ?? "", to: plot.width, font: Typography.labelFont, on: canvas)
    verticalLabel = TextFitting.shortened(
      chart.vertical.label ?? "", to: plot.height, font: Typography.labelFont, on: canvas)
  }

  private static func verticalTicks(
    _ axis: AxisScale, length: Double, height: Double, isWhole: Bool
  ) -> [Tick] {
    fitting(from: max(2, Int(length / (axis.marks == nil ? 34 : height)))) {
      axis.ticks(count: $0, isWhole: isWhole)
    } extents: { each in
      axis.place(each.value).map { $0 - height / 2...$0 + height / 2 }
    }
  }

  private static func horizontalTicks(
    _ axis: AxisScale, length: Double, isWhole: Bool, canvas: any Canvas
  ) -> [Tick] {
    fitting(from: max(2, Int(length / (axis.marks == nil ? 55 : 13)))) {
      axis.ticks(count: $0, isWhole: isWhole)
    } extents: { each in
      // Chosen numbers are read one after the other, and may stand closer.
      let half = canvas.measure(each.label, font: Typography.tickFont).width / 2 + (axis.marks == nil ? 4 : 1.5)
      return axis.place(each.value).map { $0 - half...$0 + half }
    }
  }

  /// Whole numbers at the places of a second scale, as many as stand clear of each other.
  private static func secondTicks(
    _ scale: SecondScale, along axis: AxisScale, plot: Rectangle, canvas: any Canvas
  ) -> [Tick] {
    secondTicks(scale, along: axis, from: plot.left, to: plot.right, atMost: max(2, Int(plot.width / 36))) { label in
      canvas.measure(label, font: Typography.tickFont).width + 6
    }
  }

  /// At most so many of them between two ends of the axis; `extent` is how much of it a label takes.
  static func secondTicks(
    _ scale: SecondScale, along axis: AxisScale, from start: Double, to end: Double, atMost count: Int,
    _ extent: (String) -> Double
  ) -> [Tick] {
    guard scale.places.count > 1 else { return [] }
    let last = Double(scale.places.count - 1)
    func place(_ each: Tick) -> Double? {
      let index = Int(each.value)
      guard scale.places.indices.contains(index), let place = axis.place(scale.places[index]) else { return nil }
      return place >= start - 0.01 && place <= end + 0.01 ? place : nil
    }
    let ticks = fitting(from: min(count, scale.places.count)) { count in
      Int(last) < count
        ? (0...Int(last)).map { Tick(value: Double($0), label: "\(scale.first + $0)") }
        : Ticks.linear(0...last, count: count, isWhole: true).map {
          Tick(value: $0.value, label: "\(scale.first + Int($0.value))")
        }
    } extents: { each in
      place(each).map { $0 - extent(each.label) / 2...$0 + extent(each.label) / 2 }
    }
    return ticks.compactMap { each in place(each).map { _ in each } }
  }

  /// The most ticks, `count` or fewer asked for, whose labels stand clear of each other.
  static func fitting(
    from count: Int, _ ticks: (Int) -> [Tick], extents: (Tick) -> ClosedRange<Double>?
  ) -> [Tick] {
    for wanted in stride(from: count, through: 2, by: -1) {
      let found = ticks(wanted)
      let taken = found.compactMap(extents).sorted { $0.lowerBound < $1.lowerBound }
      if zip(taken, taken.dropFirst()).allSatisfy({ $0.upperBound <= $1.lowerBound }) { return found }
    }
    return Array(ticks(2).prefix(1))
  }
}
