import Basics

/// A stage whose box and labels are measured, and which has no place yet.
struct MeasuredStage {
  let stage: NetworkStage
  /// Its place among all stages.
  let place: Int
  /// How many lines that lead round stages leave the axis or come back to it before the box.
  let turns: Int
  let front: Size
  let depth: Double
  let layerLines: [String]
  let layerSize: Size
  let shapeText: String
  let countText: String
  /// The width of the widest of the box and the labels under it.
  let labelWidth: Double

  init(_ stage: NetworkStage, place: Int, groups: [NetworkGroup], scale: FeatureMapScale, canvas: any Canvas) {
    self.stage = stage
    self.place = place
    turns = groups.count { $0.turns(at: place) }
    (front, depth) = scale.box(stage.shape)
    layerLines = Self.lines(stage, canvas: canvas)
    layerSize = Size(
      layerLines.map { canvas.measure($0, font: DiagramLayout.layerFont).width }.max() ?? 0,
      Double(layerLines.count) * canvas.measure("0", font: DiagramLayout.layerFont).height)
    shapeText = stage.shape.text
    countText = stage.parameterCount == 0 ? "" : Basics.countText(stage.parameterCount)
    let part = stage.part == .network ? "" : stage.part.rawValue
    // What is written under several stages is narrower than these.
    let repetitions = groups.filter { $0.stages == place...place }.compactMap(\.repetitionText)
    labelWidth = max(
      canvas.measure(shapeText, font: DiagramLayout.shapeFont).width,
      canvas.measure(countText, font: DiagramLayout.countFont).width,
      canvas.measure(part, font: DiagramLayout.partFont).width,
      repetitions.map { canvas.measure($0, font: DiagramLayout.countFont).width }.max() ?? 0, front.width + depth)
  }

  var boxWidth: Double { front.width + depth }
  var overhang: Double { (labelWidth - boxWidth) / 2 }
  /// The room that the arrow and the layer's label take before the box.
  private var arrowWidth: Double {
    layerLines.isEmpty ? 0 : max(DiagramLayout.shortestArrow, layerSize.height + 4)
  }
  /// The room for the lines that turn before the box, between the labels under it and those before.
  private var turnWidth: Double { turns == 0 ? 0 : Double(turns + 1) * DiagramLayout.turnGap }
  /// The room to the left of the box's left edge in the first column of a row.
  var leading: Double { max(arrowWidth, overhang + turnWidth) }
  /// The room from the box's left edge to the right.
  var trailing: Double { boxWidth + overhang }

  /// From the right edge of `previous`'s box to the left edge of this one's.
  func gap(after previous: MeasuredStage) -> Double {
    max(arrowWidth, previous.overhang + overhang + max(DiagramLayout.labelGap, turnWidth))
  }

  /// How wide a row of stages is, with the arrow that leads to the first.
  static func width(_ row: [MeasuredStage]) -> Double {
    guard let first = row.first, let last = row.last else { return 0 }
    let gaps = zip(row, row.dropFirst()).reduce(0) { $0 + $1.1.gap(after: $1.0) }
    return first.leading + row.reduce(0) { $0 + $1.boxWidth } + gaps + last.overhang
  }

  /// The stages in as few rows of at most `room` points as there can be, the rows as even as they can be.
  static func broken(_ stages: [MeasuredStage], to room: Double) -> [[MeasuredStage]] {
    func filled(_ limit: Double) -> [[MeasuredStage]] {
      var rows: [[MeasuredStage]] = []
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
      if let line = lines.last,
        canvas.measure(line + ", " + word, font: DiagramLayout.layerFont).width <= DiagramLayout.layerLength
      {
        lines[lines.count - 1] = line + ", " + word
      } else {
        if let line = lines.last { lines[lines.count - 1] = line + "," }
        lines.append(word)
      }
    }
    return lines
  }
}
