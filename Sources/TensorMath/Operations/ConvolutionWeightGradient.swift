/// How the sums of a weight gradient are laid out and shared out.
///
/// Sixteen channels of one side stand in lanes, the other side's channels are broadcast; the side whose channels fill
/// lanes better is the one that stands in them. The work is dealt into a number of parts that depends on the shapes
/// alone, and the parts' sums are added up in order, so they do not depend on the threads.
struct WeightGradientPlan {
  private let geometry: ConvolutionGeometry
  private let lanesAreRows: Bool
  private let filter: MinimalFilter?

  init(_ geometry: ConvolutionGeometry) {
    self.geometry = geometry
    let (rows, columns) = (geometry.outputChannels, geometry.inputChannels)
    lanesAreRows = Self.padded(rows) * columns < Self.padded(columns) * rows
    guard !lanesAreRows, let filter = MinimalFilter.forward(geometry) else {
      filter = nil
      return
    }
    let pays = filter.pays(
      tiles: filter.stretches(geometry.outputHeight) * filter.stretches(geometry.outputWidth),
      inputs: Self.padded(columns), outputs: rows,
      directProducts: geometry.kernelTaps * geometry.outputHeight * geometry.outputWidth)
    self.filter = pays ? filter : nil
  }

  private static func padded(_ channels: Int) -> Int { (channels + 15) / 16 * 16 }

  private var laneChannels: Int { lanesAreRows ? geometry.outputChannels : geometry.inputChannels }
  private var otherChannels: Int { lanesAreRows ? geometry.inputChannels : geometry.outputChannels }
  private var laneGroups: Int { (laneChannels + 15) / 16 }
  private var groupFloats: Int { geometry.kernelTaps * otherChannels * 16 }
  private var partFloats: Int { laneGroups * groupFloats }

  /// The most parts that the work is dealt into: eight, unless their sums would take over 8 MiB.
  private var mostParts: Int { max(1, min(8, (2 << 20) / partFloats)) }

  /// Floats that the threads share: the sums of all parts.
  var workspaceFloats: Int { mostParts * partFloats }

  /// Floats that each thread works in; nil when they cannot be counted.
  var scratchFloats: Int? {
    directScratch.map { max($0, filter.map { sumFloats($0) + stripFloats($0) } ?? 0) }
  }

  /// Computes the weight gradient `[row channels, column channels, kernel]`; the geometry's output side are the rows,
  /// its input side the columns.
  func run(rows: Batch, columns: Batch, into gradient: FloatSlice, team: ThreadTeam) {
    let fast = team.exact ? nil : filter
    let units = rows.blocks * (fast.map(strips) ?? geometry.outputHeight)
    let parts = min(units, mostParts)
    guard parts > 0 else { return gradient.pointer.update(repeating: 0, count: gradient.count) }
    team.withWorkspace(parts * partFloats) { partials in
      if let fast {
        sumFactors(fast, rows: rows, columns: columns, parts: parts, units: units, into: partials, team: team)
      } else {
        sumDirectly(rows: rows, columns: columns, parts: parts, units: units, into: partials, team: team)
      }
      addUp(partials, parts: parts, into: gradient, team: team)
    }
  }

  /// Floats that a thread takes to sum directly: room for padding, the turned pixels of a row, rows of the input side.
  private var directScratch: Int? {
    let g = geometry
    let turned = Batch.blockWidth * Batch.blockWidth
    let reach = (g.outputWidth - 1) * g.strideX + g.kernelWidth
    let pixel = lanesAreRows ? g.inputChannels * Batch.blockWidth : turned
    return product(of: [g.kernelHeight, reach, pixel]).flatMap { $0 < 1 << 60 ? $0 : nil }.map {
      $0 + turned * (1 + (lanesAreRows ? g.outputWidth : 0))
    }
  }

  /// Sums products of pixels; a unit is a row of output pixels.
  private func sumDirectly(
    rows: Batch, columns: Batch, parts: Int, units: Int, into partials: UnsafeMutablePointer<Float>, team: ThreadTeam
  ) {
    let g = geometry
    let kernels = Kernels.current
    let height = g.outputHeight
    guard let scratch = directScratch else { preconditionFailure("The rows of a kernel cannot be counted.") }
    team.run(parts * laneGroups, scratch: scratch) { task, scratch in
      let (part, group) = (task / laneGroups, task % laneGroups)
      let sums = partials + part * partFloats + group * groupFloats
      sums.update(repeating: 0, count: groupFloats)
      var unit = part * units / parts
      let end = (part + 1) * units / parts
      while unit < end {
        let block = unit / height
        let last = min(end, (block + 1) * height)
        kernels.addConvolutionWeightProducts(
          rows.block(block), g.outputWidth, g.outputChannels, unit - block * height, last - block * height,
          columns.block(block), g.inputHeight, g.inputWidth, g.inputChannels, g.kernelHeight, g.kernelWidth,
          g.strideY, g.strideX, g.paddingY, g.paddingX, lanesAreRows, group * 16, sums, scratch)
        unit = last
      }
    }
  }

  /// Tiles that are worked on together.
  private func stripTiles(_ filter: MinimalFilter) -> Int {
    let entries = filter.products * filter.products * (laneGroups * 16 + otherChannels)
    return max(1, min(filter.stretches(geometry.outputWidth), 10_000 / entries))
  }

  /// Strips of a block's tiles.
  private func strips(_ filter: MinimalFilter) -> Int {
    let tiles = filter.stretches(geometry.outputHeight) * filter.stretches(geometry.outputWidth)
    let strip = stripTiles(filter)
    return (tiles + strip - 1) / strip
  }

  /// Floats of a part's sums of products of factors.
  private func sumFloats(_ filter: MinimalFilter) -> Int {
    filter.spreads * filter.spreads * laneGroups * otherChannels * Batch.blockWidth
  }

  /// Floats that a strip of tiles takes.
  private func stripFloats(_ filter: MinimalFilter) -> Int {
    let width = Batch.blockWidth
    let entries = 2 + stripTiles(filter) * (laneGroups * width + otherChannels)
    return (81 + 82 * width + filter.products * filter.products * entries) * width
  }

  /// Sums products of factors; a unit is a strip of tiles.
  private func sumFactors(
    _ filter: MinimalFilter, rows: Batch, columns: Batch, parts: Int, units: Int,
    into partials: UnsafeMutablePointer<Float>, team: ThreadTeam
  ) {
    let g = geometry
    let kernels = Kernels.current
    let across = filter.stretches(g.outputWidth)
    let tiles = filter.stretches(g.outputHeight) * across
    let (strip, strips) = (stripTiles(filter), strips(filter))
    let sumFloats = sumFloats(filter)
    team.run(parts, scratch: sumFloats + stripFloats(filter)) { part, sums in
      let scratch = sums + sumFloats
      sums.update(repeating: 0, count: sumFloats)
      for unit in (part * units / parts)..<((part + 1) * units / parts) {
        let (block, number) = (unit / strips, unit % strips)
        kernels.addWinogradWeightProducts(
          filter.rawValue, rows.block(block), g.outputHeight, g.outputWidth, g.outputChannels, columns.block(block),
          g.inputHeight, g.inputWidth, g.inputChannels, g.paddingY, g.paddingX, across, number * strip,
          min(tiles, number * strip + strip), sums, scratch)
      }
      kernels.gatherWinogradWeights(
        filter.rawValue, sums, laneGroups, otherChannels, scratch, partials + part * partFloats)
    }
  }

  /// Adds the parts up, and puts every sum where its weight is.
  private func addUp(
    _ partials: UnsafeMutablePointer<Float>, parts: Int, into gradient: FloatSlice, team: ThreadTeam
  ) {
    let kernels = Kernels.current
    let taps = geometry.kernelTaps
    let rowStride = geometry.inputChannels * taps
    let (laneStride, otherStride) = lanesAreRows ? (rowStride, taps) : (taps, rowStride)
    let other = otherChannels
    let stretch = 4
    let stretches = (other + stretch - 1) / stretch
    team.run(laneGroups * stretches) { task in
      let (group, first) = (task / stretches, task % stretches * stretch)
      kernels.finishConvolutionWeightGradient(
        partials + group * groupFloats, parts, partFloats, taps, other, first, min(first + stretch, other),
        min(16, laneChannels - group * 16), gradient.pointer + group * 16 * laneStride, otherStride, laneStride)
    }
  }
}

/// Sums an output gradient over images and pixels: the bias gradient.
func biasGradient(_ outputGradient: Batch, into gradient: FloatSlice, team: ThreadTeam) {
  let (channels, height, width) = outputGradient.shape.extents
  let kernels = Kernels.current
  let group = 8
  team.run((channels + group - 1) / group) { task in
    kernels.sumChannels(
      outputGradient.storage.pointer, outputGradient.blocks, height * width, channels, task * group,
      min(task * group + group, channels), gradient.pointer)
  }
}
