/// Where the lines of a row's groups run: below the labels, those that hold others below these.
struct GroupLanes {
  private(set) var detours: [DiagramLayout.Detour] = []
  private(set) var repetitions: [DiagramLayout.Repetition] = []
  /// Where the last of them ends.
  private(set) var bottom: Double

  /// Lays out the part of each group that is in a row of columns, under `top`.
  init(_ groups: [NetworkGroup], columns: [DiagramLayout.Column], top: Double, canvas: any Canvas) {
    bottom = top
    guard let first = columns.first, let last = columns.last else { return }
    let places = first.place...last.place
    let here = groups.filter { $0.stages.lowerBound <= places.upperBound && $0.end >= places.lowerBound }
    let edges = (first.arrow?.lowerBound ?? first.extent.lowerBound)...last.extent.upperBound
    for lane in Self.lanes(of: here) {
      bottom += DiagramLayout.turnGap
      var height = 0.0
      for group in lane {
        switch group.kind {
        case .residual:
          let start = Self.turn(of: group, at: group.stages.lowerBound, in: columns, groups: groups)
          let end = Self.turn(of: group, at: group.end, in: columns, groups: groups)
          detours.append(
            DiagramLayout.Detour(
              start: start, end: end, extent: (start ?? edges.lowerBound)...(end ?? edges.upperBound), bottom: bottom))
        case .repeated:
          let inside = columns.filter { group.stages.contains($0.place) }
          guard let from = inside.first, let to = inside.last else { continue }
          // The lines that leave the axis before the first stage belong to what is repeated.
          let turns = here.filter { group.holds($0) && $0.stages.lowerBound == from.place }.compactMap {
            Self.turn(of: $0, at: from.place, in: columns, groups: groups)
          }
          let leftmost = turns.min().map { $0 - DiagramLayout.turnGap / 2 } ?? from.extent.lowerBound
          repetitions.append(
            DiagramLayout.Repetition(
              text: group.repetitionText ?? "", extent: leftmost...to.extent.upperBound, top: bottom))
          height =
            DiagramLayout.bracketTick + 1 + canvas.measure("0", font: DiagramLayout.countFont).height
        }
      }
      bottom += height
    }
  }

  /// The groups that run side by side, lane by lane: each below all that stand inside of it.
  ///
  /// Of groups over the same stages, which hold one another, one that comes earlier is inside of one that comes later.
  private static func lanes(of groups: [NetworkGroup]) -> [[NetworkGroup]] {
    // What a group holds comes before it: it reaches no further, and the order of equals stays.
    groups.sorted { $0.end - $0.stages.lowerBound < $1.end - $1.stages.lowerBound }.reduce(into: []) { lanes, group in
      let lane = lanes.lastIndex { $0.contains(where: group.holds) }.map { $0 + 1 } ?? 0
      if lane == lanes.count { lanes.append([]) }
      lanes[lane].append(group)
    }
  }

  /// Where a group's line leaves the axis or comes back to it before the stage at a place, between the labels; nil where
  /// that is in another row.
  private static func turn(
    of group: NetworkGroup, at place: Int, in columns: [DiagramLayout.Column], groups: [NetworkGroup]
  ) -> Double? {
    guard let index = columns.firstIndex(where: { $0.place == place }) else { return nil }
    let column = columns[index]
    let turning = groups.filter { $0.turns(at: place) }.sorted { $0.stages.count > $1.stages.count }
    guard let number = turning.firstIndex(of: group) else { return nil }
    let left = index > 0 ? columns[index - 1].extent.upperBound : column.arrow?.lowerBound ?? column.extent.lowerBound
    let right = column.extent.lowerBound
    return left + (right - left) * Double(number + 1) / Double(turning.count + 1)
  }
}
