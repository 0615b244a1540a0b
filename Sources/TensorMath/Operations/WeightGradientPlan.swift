internal import KernelArguments

/// How the sums of a weight gradient are laid out and shared out.
///
/// Sixteen channels of one side stand in lanes, the other side's channels are broadcast; the side whose channels fill
/// lanes better is the one that stands in them. The work is dealt into a number of parts that depends on the shapes
/// alone, and the parts' sums are added up in order, so they do not depend on the threads.
struct WeightGradientPlan {
  let geometry: ConvolutionGeometry
  let lanesAreRows: Bool
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
      inputs: Self.padded(columns), outputs: rows, mapCost: filter.gradientMapCost,
      directProducts: geometry.kernelTaps * geometry.outputHeight * geometry.outputWidth)
    self.filter = pays ? filter : nil
  }

  private static func padded(_ channels: Int) -> Int { (channels + 15) / 16 * 16 }

  private var laneChannels: Int { lanesAreRows ? geometry.outputChannels : geometry.inputChannels }
  var otherChannels: Int { lanesAreRows ? geometry.inputChannels : geometry.outputChannels }
  var laneGroups: Int { (laneChannels + 15) / 16 }
  var groupFloats: Int { geometry.kernelTaps * otherChannels * 16 }
  var partFloats: Int { laneGroups * groupFloats }

  /// The most parts that the work is dealt into: eight, unless their sums would take over 8 MiB.
  private var mostParts: Int { max(1, min(8, (2 << 20) / partFloats)) }

  /// Floats that the threads share: the sums of all parts.
  var workspaceFloats: Int { mostParts * partFloats }

  /// Floats that each thread works in; nil when they cannot be counted.
  var scratchFloats: Int? {
    directScratch.map { max($0, filter.map(winogradScratch) ?? 0) }
  }

  /// Computes the weight gradient `[row channels, column channels, kernel]`; the geometry's output side are the rows,
  /// its input side the columns.
  func run(rows: Batch, columns: Batch, into gradient: FloatSlice, compute: ComputeContext) {
    let fast = compute.exact ? nil : filter
    let units = rows.blocks * (fast.map(strips) ?? geometry.outputHeight)
    let parts = min(units, mostParts)
    guard parts > 0 else { return gradient.pointer.update(repeating: 0, count: gradient.count) }
    compute.withWorkspace(parts * partFloats) { partials in
      if let fast {
        sumByFilter(fast, rows: rows, columns: columns, parts: parts, units: units, into: partials, compute: compute)
      } else {
        sumDirectly(rows: rows, columns: columns, parts: parts, units: units, into: partials, compute: compute)
      }
      addUp(partials, parts: parts, into: gradient, compute: compute)
    }
  }

  /// Adds the parts up, and puts every sum where its weight is.
  private func addUp(
    _ partials: UnsafeMutablePointer<Float>, parts: Int, into gradient: FloatSlice, compute: ComputeContext
  ) {
    let kernels = compute.kernels
    let taps = geometry.kernelTaps
    let rowStride = geometry.inputChannels * taps
    let (laneStride, otherStride) = lanesAreRows ? (rowStride, taps) : (taps, rowStride)
    let other = otherChannels
    let stretch = 4
    let stretches = (other + stretch - 1) / stretch
    compute.run(laneGroups * stretches) { task in
      let (group, first) = (task / stretches, task % stretches * stretch)
      kernels.finishConvolutionWeightGradient(
        WeightGradientSums(
          sums: partials + group * groupFloats, parts: parts, partStride: partFloats, taps: taps, channels: other,
          firstChannel: first, lastChannel: min(first + stretch, other), lanes: min(16, laneChannels - group * 16),
          gradient: gradient.pointer + group * 16 * laneStride, channelStride: otherStride, laneStride: laneStride))
    }
  }
}
