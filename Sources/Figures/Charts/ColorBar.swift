/// A bar that tells which colour means which number: ticks at its right, and beyond them a label that reads upwards.
public struct ColorBar: Hashable, Sendable {
  /// What the numbers are; nil for nothing.
  public var label: String?
  /// The numbers of the darkest and the brightest colour.
  public let range: ClosedRange<Double>
  /// Whether larger numbers have the brightest colour too, which the bar then says at its upper end.
  public let isOpenAbove: Bool

  /// A bar for the numbers of `range`; one that is empty or not finite is widened.
  public init(label: String? = nil, range: ClosedRange<Double>, isOpenAbove: Bool = false) {
    self.label = label
    self.range = NumberRange.linear([range.lowerBound, range.upperBound])
    self.isOpenAbove = isOpenAbove
  }

  /// The colour of `value` in a theme, which has one for what is no finite number too.
  package func color(_ value: Double, in theme: Theme) -> Color {
    guard value.isFinite else { return theme.missing }
    return theme.colorMap.color((value - range.lowerBound) / (range.upperBound - range.lowerBound))
  }
}

extension ColorBar {
  private static let thickness = 11.0
  private static let tickGap = 2.0
  private static let labelGap = 4.0
  /// Points of the bar's height that a tick takes at least.
  private static let tickDistance = 34.0

  /// The points between a figure and its bar.
  package static let gap = 14.0

  /// How wide the bar, its ticks and its label are when it is at most `height` points high.
  package func width(height: Double, measuring canvas: any Canvas) -> Double {
    Self.thickness + PlotFrame.tickLength + Self.tickGap + widestTick(height: height, measuring: canvas)
      + (labelText(height: height, on: canvas).isEmpty ? 0 : Self.labelGap + labelHeight(canvas))
  }

  /// The height that the label needs.
  package func labelLength(measuring canvas: any Canvas) -> Double {
    label.map { canvas.measure($0, font: Typography.labelFont).width } ?? 0
  }

  /// Draws the bar from `top` to `bottom`, its left edge at `left`.
  package func draw(left: Double, top: Double, bottom: Double, on canvas: any Canvas) {
    let bar = Rectangle(left: left, top: top, right: left + Self.thickness, bottom: bottom)
    let steps = 128
    let pixels = (0..<steps).flatMap { canvas.theme.colorMap.color(1 - Double($0) / Double(steps - 1)).bytes }
    canvas.draw(Raster(width: 1, height: steps, pixels: pixels), in: bar)
    let line = StrokeStyle(color: canvas.theme.axisLine, width: 0.8)
    canvas.stroke(Path(bar), style: line)
    let scale = AxisScale(limits: range, scale: .linear, from: bar.bottom, to: bar.top)
    let start = bar.right + PlotFrame.tickLength + Self.tickGap
    var end = start
    for tick in ticks(height: bar.height, measuring: canvas) {
      guard let place = scale.place(tick.value) else { continue }
      end = max(end, start + canvas.measure(tick.label, font: Typography.tickFont).width)
      canvas.stroke(
        .line(from: Point(bar.right, place), to: Point(bar.right + PlotFrame.tickLength, place)), style: line)
      canvas.draw(
        tick.label, at: Point(start, place), font: Typography.tickFont,
        color: canvas.theme.ink, anchor: TextAnchor(.left, .middle))
    }
    let text = labelText(height: bar.height, on: canvas)
    guard !text.isEmpty else { return }
    canvas.draw(
      text, at: Point(end + Self.labelGap, bar.center.y), font: Typography.labelFont, color: canvas.theme.ink,
      anchor: TextAnchor(.center, .top), direction: .upwards)
  }

  /// The most ticks that stand apart on a bar of some height; where it is open, the last of them at its upper end.
  package func ticks(height: Double, measuring canvas: any Canvas) -> [Tick] {
    let needed = canvas.measure("0", font: Typography.tickFont).height
    let scale = AxisScale(limits: range, scale: .linear, from: height, to: 0)
    func areApart(_ ticks: [Tick]) -> Bool {
      let places = ticks.compactMap { scale.place($0.value) }.sorted()
      return zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= needed }
    }
    let candidates = (2...mostTicks(height)).reversed().map(ticks(count:))
    return candidates.first(where: areApart) ?? candidates.last.map { Array($0.suffix(1)) } ?? []
  }

  private func mostTicks(_ height: Double) -> Int { min(max(3, Int(height / Self.tickDistance)), 100) }

  private func ticks(count: Int) -> [Tick] {
    var ticks = Ticks.linear(range, count: count)
    guard isOpenAbove else { return ticks }
    let end = NumberLabels.plain(ticks.map(\.value) + [range.upperBound]).last ?? ""
    ticks.removeAll { $0.value >= range.upperBound - 0.12 * (range.upperBound - range.lowerBound) }
    return ticks + [Tick(value: range.upperBound, label: "≥ " + end)]
  }

  /// The widest tick on bars of up to some height: a lower one may have longer labels.
  private func widestTick(height: Double, measuring canvas: any Canvas) -> Double {
    (2...mostTicks(height)).flatMap(ticks(count:)).reduce(0) {
      max($0, canvas.measure($1.label, font: Typography.tickFont).width)
    }
  }

  private func labelText(height: Double, on canvas: any Canvas) -> String {
    TextFitting.shortened(label ?? "", to: height, font: Typography.labelFont, on: canvas)
  }

  private func labelHeight(_ canvas: any Canvas) -> Double {
    canvas.measure("0", font: Typography.labelFont).height
  }
}
