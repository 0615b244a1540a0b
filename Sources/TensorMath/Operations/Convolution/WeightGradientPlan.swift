internal import KernelArguments

/// How the sums of a weight gradient are laid out and shared out.
///
/// Sixteen channels of one side stand in lanes, the other side's channels are broadcast; the side whose channels fill
/// lanes better is the one that stands in them. The work is dealt into a number of parts that depends on the shapes
/// alone, and the parts' sums are added up in order, so they do not depend on the threads.
struct WeightGradientPlan {
  let geometry: ConvolutionGeometry
  let channels: ChannelGroups
  let lanesAreRows: Bool
  private let filter: MinimalFilter?

  init(_ geometry: ConvolutionGeometry) {
    self.geometry = geometry
    let (rows, columns) = (geometry.groupOutputs, geometry.groupInputs)
    channels = ChannelGroups(geometry, outputs: rows, inputs: columns)
    lanesAreRows = Self.padded(rows) * columns < Self.padded(columns) * rows
    guard !lanesAreRows, let filter = MinimalFilter.forward(geometry) else {
      filter = nil
      return
    }
    let pays = filter.pays(
      tiles: filter.stretches(geometry.outputHeight) * filter.stretches(geometry.outputWidth),
      inputs: Self.padded(columns), outputs: rows, mapCost: filter.gradientMapCost,
      directProducts: geometry.kernelTaps * geometry.outputHeight * geometry.outputWidth)
    self.filter = pays ? filter : nil
  }

  private static func padded(_ channels: Int) -> Int { (channels + 15) / 16 * 16 }

  private var laneChannels: Int { lanesAreRows ? channels.outputs : channels.inputs }
  var otherChannels: Int { lanesAreRows ? channels.inputs : channels.outputs }
  /// Sixteens of lanes that a group of channels fills.
  var laneGroups: Int { (laneChannels + 15) / 16 }
  var groupFloats: Int { geometry.kernelTaps * otherChannels * 16 }
  var partFloats: Int {
    channels.isThin ? geometry.weightCount * Batch.blockWidth : channels.count * laneGroups * groupFloats
  }

  /// The most parts that the work is dealt into: eight, unless their sums would take over 8 MiB.
  var mostParts: Int { max(1, min(8, (2 << 20) / partFloats)) }

  /// Floats that the threads share: the sums of all parts.
  var workspaceFloats: Int { mostParts * partFloats }

  /// Floats that each thread works in; nil when they cannot be counted.
  var scratchFloats: Int? {
    channels.isThin ? 0 : directScratch.map { max($0, filter.map(winogradScratch) ?? 0) }
  }

  /// Computes the weight gradient `[row channels, column channels, kernel]`; the geometry's output side are the rows,
  /// its input side the columns.
  func run(rows: Batch, columns: Batch, into gradient: FloatSlice, compute: ComputeContext) {
    if let share = compute.share { return run(share, rows: rows, columns: columns, into: gradient, compute: compute) }
    let units = rows.blocks * unitsPerBlock(compute)
    let parts = min(units, mostParts)
    guard parts > 0 else { return gradient.pointer.update(repeating: 0, count: gradient.count) }
    compute.withWorkspace(parts * partFloats) { partials in
      sum(
        WeightGradientParts(0..<parts, of: parts, units: units), rows: rows, columns: columns, into: partials,
        compute: compute)
      addUp(partials, parts: parts, into: gradient, compute: compute)
    }
  }

  /// The filter that is used; nil for the direct sum.
  func fast(_ compute: ComputeContext) -> MinimalFilter? { compute.exact ? nil : filter }

  /// Units of the work on a block: rows of output pixels, or strips of tiles.
  func unitsPerBlock(_ compute: ComputeContext) -> Int { fast(compute).map(strips) ?? geometry.outputHeight }

  /// Sums some parts, one after the other in memory.
  func sum(
    _ parts: WeightGradientParts, rows: Batch, columns: Batch, into partials: MutableFloats, compute: ComputeContext
  ) {
    if let fast = fast(compute) {
      sumByFilter(fast, parts, rows: rows, columns: columns, into: partials, compute: compute)
    } else if channels.isThin {
      sumThinly(parts, rows: rows, columns: columns, into: partials, compute: compute)
    } else {
      sumDirectly(parts, rows: rows, columns: columns, into: partials, compute: compute)
    }
  }

  /// Adds the parts up, and puts every sum where its weight is.
  func addUp(
    _ partials: MutableFloats, parts: Int, into gradient: FloatSlice, compute: ComputeContext
  ) {
    guard fast(compute) != nil || !channels.isThin else {
      return addUpImages(partials, parts: parts, into: gradient, compute: compute)
    }
    let kernels = compute.kernels
    let taps = geometry.kernelTaps
    let rowStride = channels.inputs * taps
    let groupWeights = channels.outputs * rowStride
    let (laneStride, otherStride) = lanesAreRows ? (rowStride, taps) : (taps, rowStride)
    let other = otherChannels
    let stretch = 4
    let stretches = (other + stretch - 1) / stretch
    compute.run(channels.count * laneGroups * stretches) { task in
      let (number, first) = (task / stretches, task % stretches * stretch)
      let group = number % laneGroups
      kernels.finishConvolutionWeightGradient(
        WeightGradientSums(
          sums: partials + number * groupFloats, parts: parts, partStride: partFloats, taps: taps, channels: other,
          firstChannel: first, lastChannel: min(first + stretch, other), lanes: min(16, laneChannels - group * 16),
          gradient: gradient.pointer + number / laneGroups * groupWeights + group * 16 * laneStride,
          channelStride: otherStride, laneStride: laneStride))
    }
  }
}
