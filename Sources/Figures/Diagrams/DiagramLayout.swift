import Basics

/// Where the parts of a network's drawing stand, in points.
package struct DiagramLayout: Sendable {
  /// The box of a feature map with its labels and the arrow that leads to it.
  package struct Column: Sendable {
    package var stage: NetworkStage
    /// Its place among all stages.
    package var place: Int
    /// The front of the box, and how far its back is set off to the right and upwards.
    package var front: Rectangle
    package var depth: Double
    /// The lines of the layer's label, which run upwards, from the left.
    package var layerLines: [String]
    /// Where the arrow to the box begins and ends; nil for the network's input.
    package var arrow: ClosedRange<Double>?
    package var shapeText: String
    /// The number of weights; empty where there are none.
    package var countText: String
    /// Where the labels under the box begin.
    package var labelTop: Double
    /// From the left to the right of the box and the labels under it.
    package var extent: ClosedRange<Double>
  }

  /// Columns side by side, around one axis.
  package struct Row: Sendable {
    package var columns: [Column]
    package var axis: Double
    package var brackets: [Bracket]
    package var detours: [Detour]
    package var repetitions: [Repetition]
  }

  /// What goes into a residual block, led round it below its labels; one that goes on in another row is open at that end.
  package struct Detour: Sendable {
    /// Where it leaves the axis, and where it comes back to be added.
    package var start, end: Double?
    /// From its left to its right.
    package var extent: ClosedRange<Double>
    package var bottom: Double
  }

  /// How many times the columns above stand in the network.
  package struct Repetition: Sendable {
    package var text: String
    package var extent: ClosedRange<Double>
    package var top: Double
  }

  /// The name of a part under its columns.
  package struct Bracket: Sendable {
    package var part: NetworkStage.Part
    package var extent: ClosedRange<Double>
    package var top: Double
  }

  package let page: Size
  package let titleLines: [String]
  package let rows: [Row]
  package let footerLines: [String]
  package let footerTop: Double
  /// How high everything is with its margins, at most as high as the page.
  package let height: Double

  static let shapeFont = Typography.legendFont
  static let layerFont = Typography.noteFont
  static let countFont = Typography.noteFont
  static let partFont = Typography.labelFont
  static let footerFont = Typography.tickFont
  /// The widest page and the narrowest, where the width is free.
  static let widestPage = 792.0
  static let narrowestPage = 288.0
  /// Where a layer's label is broken, and how far above the axis it begins.
  static let layerLength = 88.0
  static let layerRise = 6.0
  static let shortestArrow = 16.0
  static let labelGap = 6.0
  static let rowGap = 16.0
  static let bracketTick = 4.0
  /// The room for a line that leads round stages, beside it, and from one that leads round others to the next.
  static let turnGap = 6.0
  static let sumRadius = 4.0

  package init(diagram: NetworkDiagram, size: FigureSize, canvas: any Canvas) throws(FigureError) {
    let asked = size.width.map { $0 * 72 }
    let room = (asked ?? Self.widestPage) - 2 * Typography.margin
    let scale = FeatureMapScale(diagram.stages.map(\.shape))
    let measured = diagram.stages.enumerated().map { index, stage in
      MeasuredStage(stage, place: index, groups: diagram.groups, scale: scale, canvas: canvas)
    }
    guard measured.allSatisfy({ $0.leading + $0.trailing <= room }) else {
      throw .noRoom(width: asked ?? Self.widestPage, height: (size.height ?? 0) * 72)
    }
    let parts = MeasuredStage.broken(measured, to: room)
    let widest = parts.map { MeasuredStage.width($0) }.max() ?? 0
    let width = asked ?? max(widest + 2 * Typography.margin, Self.narrowestPage)

    var top = Typography.margin
    titleLines = TextFitting.wrapped(
      diagram.title ?? "", to: width - 2 * Typography.margin, lines: 3, font: Typography.titleFont, on: canvas)
    if !titleLines.isEmpty {
      top += Double(titleLines.count) * canvas.measure("0", font: Typography.titleFont).height + Self.labelGap
    }
    var rows: [Row] = []
    for part in parts {
      if !rows.isEmpty { top += Self.rowGap }
      let (row, bottom) = Self.row(
        part, groups: diagram.groups, left: (width - widest) / 2, top: top, canvas: canvas)
      rows.append(row)
      top = bottom
    }
    self.rows = rows
    footerTop = top + 10
    footerLines = TextFitting.wrapped(
      ParameterText.footer(diagram.stages), to: width - 2 * Typography.margin, lines: 8, font: Self.footerFont,
      on: canvas)
    height =
      footerTop + Double(footerLines.count) * canvas.measure("0", font: Self.footerFont).height + Typography.margin
    if let askedHeight = size.height.map({ $0 * 72 }), askedHeight < height - 0.01 {
      throw .noRoom(width: width, height: askedHeight)
    }
    page = Size(width, max(height, (size.height ?? 0) * 72))
  }
}
