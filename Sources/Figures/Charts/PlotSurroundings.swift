/// What stands around a chart's marks, whatever kind they are: title, axes and their limits, names, note.
package struct PlotSurroundings: Sendable {
  package var title: String?
  package var horizontal: Axis
  package var vertical: Axis
  package var secondScale: SecondScale?
  package var note: String?
  package var horizontalLimits: ClosedRange<Double>
  package var verticalLimits: ClosedRange<Double>
  /// Names that stand at 0, 1, 2 and so on of the lower axis instead of numbers.
  package var horizontalNames: [String]?
  /// Names that stand at 0, 1, 2 and so on of the axis on the left instead of numbers.
  package var verticalNames: [String]?
  /// Whether the axis on the left counts from above, as the rows of a matrix do.
  package var isDownwards = false
  /// Whether both axes are equally long.
  package var isSquare = false
  /// Points kept free to the right of the marks.
  package var roomOnTheRight = 0.0

  package init(
    title: String?, horizontal: Axis, vertical: Axis, secondScale: SecondScale? = nil, note: String? = nil,
    horizontalLimits: ClosedRange<Double>, verticalLimits: ClosedRange<Double>
  ) {
    self.title = title
    self.horizontal = horizontal
    self.vertical = vertical
    self.secondScale = secondScale
    self.note = note
    self.horizontalLimits = horizontalLimits
    self.verticalLimits = verticalLimits
  }
}

extension LineChart {
  package var surroundings: PlotSurroundings {
    let places = lines.flatMap(\.x) + bands.flatMap(\.x)
    var heights = lines.flatMap(\.y)
    for band in bands { heights += band.low + band.high }
    var surroundings = PlotSurroundings(
      title: title, horizontal: horizontal, vertical: vertical, secondScale: secondScale, note: note,
      horizontalLimits: AxisScale.limits(
        for: horizontal.scale == .logarithmic ? places : (secondScale?.places ?? []) + places, axis: horizontal,
        padding: 0.02),
      verticalLimits: AxisScale.limits(for: heights, axis: vertical, padding: 0.04))
    surroundings.isSquare = isSquare
    return surroundings
  }
}
