extension BarChart: FigureContent {
  package var summary: String {
    "A bar chart of \(number)\(SummaryText.names(names)); "
      + SummaryText.extent(valueLabel, series.lazy.flatMap(\.values), otherwise: "values")
      + SummaryText.names(series.map(\.name)) + "."
  }

  /// How many bars there are, and what tells them apart.
  private var number: String {
    nameLabel.map { "\(SummaryText.count(names.count, "bar")) by \($0)" } ?? SummaryText.count(names.count, "name")
  }

  package func pageSize(for size: FigureSize, measuring canvas: any Canvas) -> Size {
    size.page(usually: Size(504, 306), naming: series.compactMap(\.name), measuring: canvas)
  }

  package func draw(on canvas: any Canvas, size: FigureSize) throws(FigureError) {
    let (frame, legend) = try PlotFrame.withLegend(self.legend(in: canvas.theme), around: surroundings, canvas: canvas)
    { frame in
      let bars = self.bars(in: frame)
      return Legend.Obstacles(areas: bars.map(\.extent) + valueTexts(bars, in: frame, on: canvas).map(\.bounds))
    }
    let bars = self.bars(in: frame)
    frame.drawBackground(on: canvas, grid: .level)
    canvas.clip(to: frame.plot) {
      for bar in bars {
        canvas.fill(Path(bar.rectangle), color: canvas.theme.color(bar.series))
        if let whisker = bar.whisker {
          canvas.stroke(whisker, style: StrokeStyle(color: canvas.theme.ink, width: 0.9))
        }
      }
    }
    if let zero = frame.vertical.place(0), zero < frame.plot.bottom - 0.5 {
      canvas.stroke(
        .line(from: Point(frame.plot.left, zero), to: Point(frame.plot.right, zero)),
        style: StrokeStyle(color: canvas.theme.axisLine, width: 0.8))
    }
    frame.drawAxes(on: canvas)
    for text in valueTexts(bars, in: frame, on: canvas) {
      // No grid line runs through a number.
      canvas.fill(Path(text.bounds), color: canvas.theme.paper)
      canvas.draw(
        text.label, at: Point(text.bounds.center.x, text.bounds.top), font: Typography.noteFont,
        color: canvas.theme.ink,
        anchor: TextAnchor(.center, .top))
    }
    legend?.draw(on: canvas)
  }

  package var isStretchable: Bool { true }

  package func legend(in theme: Theme) -> [Legend.Entry] {
    guard hasLegend else { return [] }
    return series.enumerated().compactMap { index, each in
      each.name.map { Legend.Entry(name: $0, sample: .patch(fill: theme.color(index), outline: nil)) }
    }
  }

  package var withoutLegend: any FigureContent {
    var chart = self
    chart.hasLegend = false
    return chart
  }

  package var surroundings: PlotSurroundings {
    let reaches = series.flatMap { each in each.values.indices.compactMap(each.reach) }
    let reached = series.flatMap(\.values) + reaches.map(\.lowerBound) + reaches.map(\.upperBound)
    let range = NumberRange.linear(reached.filter(\.isFinite) + [0])
    let length = range.upperBound - range.lowerBound
    let hasGap = series.contains { $0.values.contains { !$0.isFinite } }
    var surroundings = PlotSurroundings(
      title: title, horizontal: Axis(label: nameLabel), vertical: Axis(label: valueLabel),
      note: hasGap ? "no bar: no finite number" : nil, horizontalLimits: -0.5...Double(max(names.count, 1)) - 0.5,
      // The bars stand on zero; the other end leaves room for the numbers there.
      verticalLimits: (range.lowerBound < 0 ? range.lowerBound - 0.1 * length : 0)...(range.upperBound > 0
        ? range.upperBound + 0.1 * length : 0))
    surroundings.horizontalNames = names
    return surroundings
  }

  /// One bar, placed on the page.
  package struct Bar {
    package var series: Int
    package var value: Double
    package var rectangle: Rectangle
    package var whisker: Path?
    /// The bar with its whisker.
    package var extent: Rectangle
  }

  /// The width of a bar at most, so that a few of them are bars and not walls.
  private static let widestBar = 72.0

  package func bars(in frame: PlotFrame) -> [Bar] {
    guard let zero = frame.vertical.place(0) else { return [] }
    let count = Double(max(series.count, 1))
    let slot = min(PlotFrame.spacing(along: frame.horizontal) * 0.8, Self.widestBar * count)
    let width = slot / count
    var bars: [Bar] = []
    for (number, each) in series.enumerated() {
      for (index, value) in each.values.enumerated() {
        guard let end = frame.vertical.place(value), let middle = frame.horizontal.place(Double(index)) else {
          continue
        }
        let left = middle - slot / 2 + Double(number) * width
        let gap = min(0.5, width * 0.05)
        let rectangle = Rectangle(
          left: left + gap, top: min(end, zero), right: left + width - gap, bottom: max(end, zero))
        var bar = Bar(series: number, value: value, rectangle: rectangle, whisker: nil, extent: rectangle)
        if let reach = each.reach(index), let low = frame.vertical.place(reach.lowerBound),
          let high = frame.vertical.place(reach.upperBound)
        {
          let (center, cap) = (left + width / 2, min(3, width * 0.3))
          var whisker = Path.line(from: Point(center, low), to: Point(center, high))
          for place in [low, high] {
            whisker.move(to: Point(center - cap, place))
            whisker.line(to: Point(center + cap, place))
          }
          bar.whisker = whisker
          bar.extent.top = min(bar.extent.top, high)
          bar.extent.bottom = max(bar.extent.bottom, low)
        }
        bars.append(bar)
      }
    }
    return bars
  }

  /// The numbers at the ends of the bars; none at all where not every one has room.
  private func valueTexts(
    _ bars: [Bar], in frame: PlotFrame, on canvas: any Canvas
  ) -> [(label: String, bounds: Rectangle)] {
    guard showsValues, let zero = frame.vertical.place(0) else { return [] }
    let labels = NumberLabels.plain(bars.map { rounded($0.value) })
    let height = canvas.measure("0", font: Typography.noteFont).height
    var texts: [(label: String, bounds: Rectangle)] = []
    for (bar, label) in zip(bars, labels) {
      let width = canvas.measure(label, font: Typography.noteFont).width
      guard width <= bar.rectangle.width + 2 * min(0.5, bar.rectangle.width * 0.05) else { return [] }
      let isBelow = bar.value < 0
      let top = isBelow ? max(bar.extent.bottom, zero) + 1 : min(bar.extent.top, zero) - 1 - height
      let bounds = Rectangle(left: bar.rectangle.center.x - width / 2, top: top, width: width, height: height)
      guard frame.plot.contains(bounds) else { return [] }
      texts.append((label, bounds))
    }
    return texts
  }

  /// `value` to three digits, so that the numbers at the bars are short.
  func rounded(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return 0 }
    let exponent = Int(NumberRange.log10(value.magnitude).rounded(.down)) - 2
    let digits = NumberRange.scaled(value, byPowerOfTen: -exponent).rounded()
    let result = NumberRange.scaled(digits, byPowerOfTen: exponent)
    return result.isFinite ? result : value
  }
}
