import Basics

/// Where the parts of a network's drawing stand, in points.
package struct DiagramLayout: Sendable {
  /// The box of a feature map with its labels and the arrow that leads to it.
  package struct Column: Sendable {
    package var stage: NetworkStage
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

  package init(diagram: NetworkDiagram, size: FigureSize, canvas: any Canvas) throws(FigureError) {
    let asked = size.width.map { $0 * 72 }
    let room = (asked ?? Self.widestPage) - 2 * Typography.margin
    let scale = FeatureMapScale(diagram.stages.map(\.shape))
    let measured = diagram.stages.map { Measured($0, scale: scale, canvas: canvas) }
    guard measured.allSatisfy({ $0.leading + $0.trailing <= room }) else {
      throw .noRoom(width: asked ?? Self.widestPage, height: (size.height ?? 0) * 72)
    }
    let parts = Self.broken(measured, to: room)
    let widest = parts.map { Self.width($0) }.max() ?? 0
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
      let (row, bottom) = Self.row(part, left: (width - widest) / 2, top: top, canvas: canvas)
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

extension DiagramLayout {
  /// A stage whose box and labels are measured, and which has no place yet.
  private struct Measured {
    var stage: NetworkStage
    var front: Size
    var depth: Double
    var layerLines: [String]
    var layerSize: Size
    var shapeText: String
    var countText: String
    /// The width of the widest of the box and the labels under it.
    var labelWidth: Double

    init(_ stage: NetworkStage, scale: FeatureMapScale, canvas: any Canvas) {
      self.stage = stage
      (front, depth) = scale.box(stage.shape)
      layerLines = DiagramLayout.lines(stage, canvas: canvas)
      layerSize = Size(
        layerLines.map { canvas.measure($0, font: DiagramLayout.layerFont).width }.max() ?? 0,
        Double(layerLines.count) * canvas.measure("0", font: DiagramLayout.layerFont).height)
      shapeText = stage.shape.text
      countText = stage.parameterCount == 0 ? "" : Basics.countText(stage.parameterCount)
      let part = stage.part == .network ? "" : stage.part.rawValue
      labelWidth = max(
        canvas.measure(shapeText, font: DiagramLayout.shapeFont).width,
        canvas.measure(countText, font: DiagramLayout.countFont).width,
        canvas.measure(part, font: DiagramLayout.partFont).width, front.width + depth)
    }

    var boxWidth: Double { front.width + depth }
    var overhang: Double { (labelWidth - boxWidth) / 2 }
    /// The room that the arrow and the layer's label take before the box.
    var arrowWidth: Double {
      layerLines.isEmpty ? 0 : max(DiagramLayout.shortestArrow, layerSize.height + 4)
    }
    /// The room to the left of the box's left edge in the first column of a row.
    var leading: Double { max(arrowWidth, overhang) }
    /// The room from the box's left edge to the right.
    var trailing: Double { boxWidth + overhang }

    /// From the right edge of `previous`'s box to the left edge of this one's.
    func gap(after previous: Measured) -> Double {
      max(arrowWidth, previous.overhang + overhang + DiagramLayout.labelGap)
    }
  }

  private static func width(_ row: [Measured]) -> Double {
    guard let first = row.first, let last = row.last else { return 0 }
    let gaps = zip(row, row.dropFirst()).reduce(0) { $0 + $1.1.gap(after: $1.0) }
    return first.leading + row.reduce(0) { $0 + $1.boxWidth } + gaps + last.overhang
  }

  /// The stages in as few rows of at most `room` points as there can be, the rows as even as they can be.
  private static func broken(_ stages: [Measured], to room: Double) -> [[Measured]] {
    func filled(_ limit: Double) -> [[Measured]] {
      var rows: [[Measured]] = []
      for stage in stages {
        if let row = rows.last, width(row + [stage]) <= limit {
          rows[rows.count - 1].append(stage)
        } else {
          rows.append([stage])
        }
      }
      return rows
    }
    var best = filled(room)
    guard best.count > 1 else { return best }
    var limit = room
    while limit > room / Double(best.count) {
      limit -= 6
      let trial = filled(limit)
      if trial.count > best.count { break }
      if trial.allSatisfy({ width($0) <= limit }) { best = trial }
    }
    return best
  }

  /// The layer's name and details, broken at commas.
  private static func lines(_ stage: NetworkStage, canvas: any Canvas) -> [String] {
    var lines: [String] = []
    for word in [stage.name] + stage.details where !word.isEmpty {
      if let line = lines.last, canvas.measure(line + ", " + word, font: layerFont).width <= layerLength {
        lines[lines.count - 1] = line + ", " + word
      } else {
        if let line = lines.last { lines[lines.count - 1] = line + "," }
        lines.append(word)
      }
    }
    return lines
  }

  private static func row(_ stages: [Measured], left: Double, top: Double, canvas: any Canvas) -> (Row, Double) {
    let above = stages.map { max($0.front.height / 2 + $0.depth / 2, layerRise + $0.layerSize.width) }.max() ?? 0
    let axis = top + above
    let shapeHeight = canvas.measure("0", font: shapeFont).height
    let countHeight = canvas.measure("0", font: countFont).height
    var columns: [Column] = []
    var bottom = axis
    var place = left
    for (index, stage) in stages.enumerated() {
      let start = place
      place += index == 0 ? stage.leading : stage.gap(after: stages[index - 1])
      let frontTop = axis - (stage.front.height - stage.depth) / 2
      let front = Rectangle(
        left: place, top: frontTop, width: stage.front.width, height: stage.front.height)
      let labelTop = front.bottom + 2
      columns.append(
        Column(
          stage: stage.stage, front: front, depth: stage.depth, layerLines: stage.layerLines,
          arrow: stage.layerLines.isEmpty ? nil : start...place, shapeText: stage.shapeText,
          countText: stage.countText, labelTop: labelTop,
          extent: place - stage.overhang...place + stage.boxWidth + stage.overhang))
      place += stage.boxWidth
      bottom = max(bottom, labelTop + shapeHeight + (stage.countText.isEmpty ? 0 : countHeight))
    }
    var brackets: [Bracket] = []
    for column in columns where column.stage.part != .network {
      if let last = brackets.last, last.part == column.stage.part {
        brackets[brackets.count - 1].extent = last.extent.lowerBound...column.extent.upperBound
      } else {
        brackets.append(Bracket(part: column.stage.part, extent: column.extent, top: bottom + 6))
      }
    }
    if !brackets.isEmpty { bottom += 6 + bracketTick + 1 + canvas.measure("0", font: partFont).height }
    return (Row(columns: columns, axis: axis, brackets: brackets), bottom)
  }
}
