/// How the sums of a weight gradient are laid out and shared out.
///
/// Sixteen channels of one side stand in lanes, the other side's channels are broadcast; the side whose channels fill
/// lanes better is the one that stands in them. Rows of output pixels are dealt into a number of parts that depends on
/// the shapes alone, and the parts are added up in order, so the sums do not depend on the threads.
struct WeightGradientPlan {
  private let geometry: ConvolutionGeometry
  private let lanesAreRows: Bool

  init(_ geometry: ConvolutionGeometry) {
    self.geometry = geometry
    lanesAreRows =
      Self.padded(geometry.outputChannels) * geometry.inputChannels
      < Self.padded(geometry.inputChannels) * geometry.outputChannels
  }

  private static func padded(_ channels: Int) -> Int { (channels + 15) / 16 * 16 }

  private var laneChannels: Int { lanesAreRows ? geometry.outputChannels : geometry.inputChannels }
  private var otherChannels: Int { lanesAreRows ? geometry.inputChannels : geometry.outputChannels }
  private var laneGroups: Int { (laneChannels + 15) / 16 }
  private var groupFloats: Int { geometry.kernelTaps * otherChannels * 16 }

  /// The parts that so many rows of output pixels are dealt into: eight, unless their sums would take over 8 MiB.
  private func parts(rows: Int) -> Int {
    min(rows, max(1, min(8, (2 << 20) / (laneGroups * groupFloats))))
  }

  /// Floats that a task works in besides its sums.
  private var workspaceFloats: Int {
    let g = geometry
    let reach = (g.outputWidth - 1) * g.strideX + g.kernelWidth
    let turned = Batch.blockWidth * Batch.blockWidth
    return lanesAreRows
      ? turned * (1 + g.outputWidth) + g.kernelHeight * reach * g.inputChannels * Batch.blockWidth
      : turned * (1 + g.kernelHeight * reach)
  }

  /// Computes the weight gradient `[row channels, column channels, kernel]`; the geometry's output side are the rows,
  /// its input side the columns.
  func run(rows: Batch, columns: Batch, into gradient: FloatSlice, team: ThreadTeam) {
    let g = geometry
    let kernels = Kernels.current
    let height = g.outputHeight
    let units = rows.blocks * height
    let parts = parts(rows: units)
    guard parts > 0 else { return gradient.pointer.update(repeating: 0, count: gradient.count) }
    let partFloats = laneGroups * groupFloats
    team.withWorkspace(parts * partFloats) { partials in
      team.run(parts * laneGroups, scratch: workspaceFloats) { task, scratch in
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
      let other = otherChannels
      let rowStride = g.inputChannels * g.kernelTaps
      let stretch = 4
      let stretches = (other + stretch - 1) / stretch
      team.run(laneGroups * stretches) { task in
        let (group, first) = (task / stretches, task % stretches * stretch)
        kernels.finishConvolutionWeightGradient(
          partials + group * groupFloats, parts, partFloats, g.kernelTaps, other, first, min(first + stretch, other),
          min(16, laneChannels - group * 16),
          gradient.pointer + group * 16 * (lanesAreRows ? rowStride : g.kernelTaps),
          lanesAreRows ? g.kernelTaps : rowStride, lanesAreRows ? rowStride : g.kernelTaps)
      }
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
