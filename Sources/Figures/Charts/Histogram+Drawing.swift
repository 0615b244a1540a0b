extension Histogram: FigureContent {
  package var summary: String {
    let count = series.reduce(0) { $0 + $1.values.count }
    return "A histogram of \(SummaryText.count(count, "number"))\(SummaryText.names(series.map(\.name))); "
      + SummaryText.extent(label, extremes, otherwise: "numbers") + "."
  }

  package var isStretchable: Bool { true }

  package func pageSize(for size: FigureSize, measuring canvas: any Canvas) -> Size {
    size.page(usually: Size(504, 306), naming: series.compactMap(\.name), measuring: canvas)
  }

  package func draw(on canvas: any Canvas, size: FigureSize) throws(FigureError) {
    let (edges, counts) = try self.counts(unless: canvas.stop)
    let opacity = series.count > 1 ? 0.4 : 0.75
    let entries = series.enumerated().compactMap { index, each in
      each.name.map { name in
        Legend.Entry(
          name: name,
          sample: .patch(
            fill: canvas.theme.color(index).opacity(opacity), outline: outlineStyle(index, in: canvas.theme)))
      }
    }
    let surroundings = surroundings(edges: edges, counts: counts)
    let (frame, legend) = try PlotFrame.withLegend(entries, around: surroundings, canvas: canvas) { frame in
      Legend.Obstacles(
        areas: counts.flatMap { Self.bars(edges: edges, counts: $0, in: frame) }
          + (thresholdMark(in: frame, on: canvas)?.areas ?? []))
    }
    frame.drawBackground(on: canvas, grid: .level)
    canvas.clip(to: frame.plot) {
      for (index, each) in counts.enumerated() {
        let bars = Self.bars(edges: edges, counts: each, in: frame)
        guard let first = bars.first, let last = bars.last else { continue }
        var outline = [Point(first.left, frame.plot.bottom)]
        for bar in bars { outline += [Point(bar.left, bar.top), Point(bar.right, bar.top)] }
        outline.append(Point(last.right, frame.plot.bottom))
        canvas.fill(Path(through: outline), color: canvas.theme.color(index).opacity(opacity))
        canvas.stroke(Path(through: outline), style: outlineStyle(index, in: canvas.theme))
      }
    }
    frame.drawAxes(on: canvas)
    thresholdMark(in: frame, on: canvas)?.draw(on: canvas)
    legend?.draw(on: canvas)
  }

  /// The line at the threshold, and what stands beside it.
  private func thresholdMark(in frame: PlotFrame, on canvas: any Canvas) -> ThresholdMark? {
    threshold.flatMap { ThresholdMark($0, in: frame, on: canvas) }
  }

  private func outlineStyle(_ index: Int, in theme: Theme) -> StrokeStyle {
    StrokeStyle(color: theme.color(index), width: 1, dashes: theme.dashes(index))
  }

  package func surroundings(edges: [Double], counts: [[Int]]) -> PlotSurroundings {
    let range = NumberRange.linear(edges + (threshold.map { [$0] } ?? []))
    let highest = Double(max(counts.joined().max() ?? 1, 1))
    let missing = series.reduce(0) { sum, each in sum + each.values.count { !$0.isFinite } }
    return PlotSurroundings(
      title: title, horizontal: Axis(label: label), vertical: Axis(label: "count", isWhole: true),
      note: missing > 0 ? "left out: \(NumberLabels.fixed(Double(missing), decimals: 0)) not finite" : nil,
      horizontalLimits: NumberRange.padded(range, by: 0.02, scale: .linear), verticalLimits: 0...highest * 1.06)
  }

  /// The bars of one series, those without height too.
  private static func bars(edges: [Double], counts: [Int], in frame: PlotFrame) -> [Rectangle] {
    counts.enumerated().compactMap { index, count in
      guard let left = frame.horizontal.place(edges[index]), let right = frame.horizontal.place(edges[index + 1]),
        let top = frame.vertical.place(Double(count))
      else { return nil }
      return Rectangle(left: left, top: top, right: right, bottom: frame.plot.bottom)
    }
  }
}
