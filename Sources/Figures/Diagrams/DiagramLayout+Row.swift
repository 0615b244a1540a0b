extension DiagramLayout {
  /// Gives the stages of a row their places, from the left and the top on, and says where the row ends below.
  static func row(
    _ stages: [MeasuredStage], groups: [NetworkGroup], left: Double, top: Double, canvas: any Canvas
  ) -> (Row, Double) {
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
          stage: stage.stage, place: stage.place, front: front, depth: stage.depth, layerLines: stage.layerLines,
          arrow: stage.layerLines.isEmpty ? nil : start...place, shapeText: stage.shapeText,
          countText: stage.countText, labelTop: labelTop,
          extent: place - stage.overhang...place + stage.boxWidth + stage.overhang))
      place += stage.boxWidth
      bottom = max(bottom, labelTop + shapeHeight + (stage.countText.isEmpty ? 0 : countHeight))
    }
    let lanes = GroupLanes(groups, columns: columns, top: bottom, canvas: canvas)
    bottom = lanes.bottom
    var brackets: [Bracket] = []
    for column in columns where column.stage.part != .network {
      if let last = brackets.last, last.part == column.stage.part {
        brackets[brackets.count - 1].extent = last.extent.lowerBound...column.extent.upperBound
      } else {
        brackets.append(Bracket(part: column.stage.part, extent: column.extent, top: bottom + 6))
      }
    }
    if !brackets.isEmpty { bottom += 6 + bracketTick + 1 + canvas.measure("0", font: partFont).height }
    let row = Row(
      columns: columns, axis: axis, brackets: brackets, detours: lanes.detours, repetitions: lanes.repetitions)
    return (row, bottom)
  }
}
