internal import KernelArguments

extension WeightGradientPlan {
  /// Channels of either side that a task takes, so that its sums stay near the processor however many there are.
  private static let taskChannels = 64

  private var rowTasks: Int { (otherChannels + Self.taskChannels - 1) / Self.taskChannels }
  private var taskGroups: Int { min(laneGroups, Self.taskChannels / 16) }
  private var columnTasks: Int { (laneGroups + taskGroups - 1) / taskGroups }
  private var taskRows: Int { min(otherChannels, Self.taskChannels) }

  private func tiles(_ filter: MinimalFilter) -> Int {
    filter.stretches(geometry.outputHeight) * filter.stretches(geometry.outputWidth)
  }

  /// Tiles that are worked on together.
  private func stripTiles(_ filter: MinimalFilter) -> Int {
    let entries = filter.products * filter.products * (taskGroups * 16 + taskRows)
    return max(1, min(filter.stretches(geometry.outputWidth), 10_000 / entries))
  }

  /// Strips of a block's tiles.
  func strips(_ filter: MinimalFilter) -> Int {
    let strip = stripTiles(filter)
    return (tiles(filter) + strip - 1) / strip
  }

  /// Floats of a task's sums.
  private func sumFloats(_ filter: MinimalFilter) -> Int {
    filter.spreads * filter.spreads * taskGroups * taskRows * Batch.blockWidth
  }

  /// Floats of the sums of a part that is not done: of products, which are not mapped to taps before the end.
  func openFloats(_ filter: MinimalFilter) -> Int { rowTasks * columnTasks * sumFloats(filter) }

  /// Floats that each thread works in.
  func winogradScratch(_ filter: MinimalFilter) -> Int {
    let width = Batch.blockWidth
    let entries = 2 + stripTiles(filter) * (taskGroups * width + taskRows)
    let turned = (mostTileLanes + 1) * width
    return sumFloats(filter) + (mostTileLanes + turned + filter.products * filter.products * entries) * width
  }

  /// Sums products of factors; a unit is a strip of tiles.
  func sumByFilter(
    _ filter: MinimalFilter, _ parts: WeightGradientParts, rows: Batch, columns: Batch, into partials: MutableFloats,
    compute: ComputeContext
  ) {
    let g = geometry
    let kernels = compute.kernels
    let across = filter.stretches(g.outputWidth)
    let (tiles, strip, strips) = (tiles(filter), stripTiles(filter), strips(filter))
    let sumFloats = sumFloats(filter)
    let tapStride = otherChannels * 16
    compute.run(parts.numbers.count * rowTasks * columnTasks, scratch: winogradScratch(filter)) { task, sums in
      let (part, pair) = (task / (rowTasks * columnTasks), task % (rowTasks * columnTasks))
      let (row, group) = (pair / columnTasks * Self.taskChannels, pair % columnTasks * taskGroups)
      let (rowCount, groups) = (min(taskRows, otherChannels - row), min(taskGroups, laneGroups - group))
      let scratch = sums + sumFloats
      let open = parts.openSums.map { $0 + pair * sumFloats }
      if parts.goesOn, let open {
        sums.update(from: open, count: sumFloats)
      } else {
        sums.update(repeating: 0, count: sumFloats)
      }
      for unit in parts.units(of: part) {
        let (block, number) = (unit / strips, unit % strips)
        kernels.addWinogradWeightProducts(
          WinogradWeightTiles(
            filter: filter.rawValue, rows: rows.source(block), firstRow: row, rowCount: rowCount,
            columns: columns.source(block), firstColumn: group * 16, groups: groups, offsetY: g.paddingY,
            offsetX: g.paddingX, tilesAcross: across, firstTile: number * strip,
            lastTile: min(tiles, number * strip + strip), sums: sums, workspace: scratch))
      }
      if parts.leavesOpen, part == parts.numbers.count - 1, let open {
        return open.update(from: sums, count: sumFloats)
      }
      kernels.gatherWinogradWeights(
        WinogradWeightSums(
          filter: filter.rawValue, sums: sums, groups: groups, rowCount: rowCount, workspace: scratch,
          gradient: partials + part * partFloats + group * groupFloats + row * 16, tapStride: tapStride,
          groupStride: groupFloats))
    }
  }
}
