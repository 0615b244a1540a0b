internal import KernelArguments

extension WeightGradientPlan {
  /// Floats that a thread takes to sum directly: room for padding, the turned pixels of a row, rows of the input side.
  var directScratch: Int? {
    let g = geometry
    let turned = Batch.blockWidth * Batch.blockWidth
    let reach = (g.outputWidth - 1) * g.strideX + (g.kernelWidth - 1) * g.dilationX + 1
    let pixel = lanesAreRows ? channels.inputs * Batch.blockWidth : turned
    return product(of: [(g.kernelHeight - 1) * g.dilationY + 1, reach, pixel]).flatMap { $0 < 1 << 60 ? $0 : nil }.map {
      $0 + turned * (1 + (lanesAreRows ? g.outputWidth : 0))
    }
  }

  /// Sums products of pixels; a unit is a row of output pixels.
  func sumDirectly(
    _ parts: WeightGradientParts, rows: Batch, columns: Batch, into partials: MutableFloats, compute: ComputeContext
  ) {
    let kernels = compute.kernels
    guard let scratch = directScratch else { preconditionFailure("The rows of a kernel cannot be counted.") }
    let sets = channels.count * laneGroups
    compute.run(parts.numbers.count * sets, scratch: scratch) { task, scratch in
      let (part, set) = (task / sets, task % sets)
      let (group, lanes) = (set / laneGroups, set % laneGroups)
      let sums = partials + part * partFloats + set * groupFloats
      if !parts.goesOn { sums.update(repeating: 0, count: groupFloats) }
      forEachStretch(of: part, parts) { block, first, last in
        kernels.addConvolutionWeightProducts(
          WeightProducts(
            rows: rows.source(block, from: group * channels.outputs), firstRow: first, lastRow: last,
            columns: columns.source(block, from: group * channels.inputs), channels: channels, kernel: reach,
            lanesAreRows: lanesAreRows, laneChannel: lanes * 16, sums: sums, workspace: scratch))
      }
    }
  }

  /// Sums products of pixels of images, channel by channel; a unit is a row of output pixels.
  func sumThinly(
    _ parts: WeightGradientParts, rows: Batch, columns: Batch, into partials: MutableFloats, compute: ComputeContext
  ) {
    let kernels = compute.kernels
    compute.run(parts.numbers.count) { part in
      let sums = partials + part * partFloats
      if !parts.goesOn { sums.update(repeating: 0, count: partFloats) }
      forEachStretch(of: part, parts) { block, first, last in
        kernels.addThinWeightProducts(
          ThinWeightProducts(
            rows: rows.source(block), firstRow: first, lastRow: last, columns: columns.source(block),
            channels: channels, kernel: reach, sums: sums))
      }
    }
  }

  /// Adds up the parts of sums of images, and the images.
  func addUpImages(
    _ partials: MutableFloats, parts: Int, into gradient: FloatSlice, compute: ComputeContext
  ) {
    let kernels = compute.kernels
    let stretch = 256
    compute.run((gradient.count + stretch - 1) / stretch) { task in
      kernels.sumEntries(
        EntrySums(
          sums: partials, parts: parts, partStride: partFloats, first: task * stretch,
          last: min(task * stretch + stretch, gradient.count), totals: gradient.pointer))
    }
  }

  private var reach: KernelReach {
    let g = geometry
    return KernelReach(
      height: g.kernelHeight, width: g.kernelWidth, strideY: g.strideY, strideX: g.strideX, dilationY: g.dilationY,
      dilationX: g.dilationX, paddingY: g.paddingY, paddingX: g.paddingX)
  }

  /// Calls `body` for the output rows of one of the parts, block by block.
  private func forEachStretch(
    of part: Int, _ parts: WeightGradientParts, _ body: (_ block: Int, _ first: Int, _ last: Int) -> Void
  ) {
    let height = geometry.outputHeight
    let units = parts.units(of: part)
    let end = units.upperBound
    var unit = units.lowerBound
    while unit < end {
      let block = unit / height
      let last = min(end, (block + 1) * height)
      body(block, unit - block * height, last - block * height)
      unit = last
    }
  }
}
