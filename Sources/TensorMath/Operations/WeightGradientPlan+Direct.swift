internal import KernelArguments

extension WeightGradientPlan {
  /// Floats that a thread takes to sum directly: room for padding, the turned pixels of a row, rows of the input side.
  var directScratch: Int? {
    let g = geometry
    let turned = Batch.blockWidth * Batch.blockWidth
    let reach = (g.outputWidth - 1) * g.strideX + g.kernelWidth
    let pixel = lanesAreRows ? g.inputChannels * Batch.blockWidth : turned
    return product(of: [g.kernelHeight, reach, pixel]).flatMap { $0 < 1 << 60 ? $0 : nil }.map {
      $0 + turned * (1 + (lanesAreRows ? g.outputWidth : 0))
    }
  }

  /// Sums products of pixels; a unit is a row of output pixels.
  func sumDirectly(
    rows: Batch, columns: Batch, parts: Int, units: Int, into partials: UnsafeMutablePointer<Float>,
    compute: ComputeContext
  ) {
    let g = geometry
    let kernels = compute.kernels
    let height = g.outputHeight
    guard let scratch = directScratch else { preconditionFailure("The rows of a kernel cannot be counted.") }
    compute.run(parts * laneGroups, scratch: scratch) { task, scratch in
      let (part, group) = (task / laneGroups, task % laneGroups)
      let sums = partials + part * partFloats + group * groupFloats
      sums.update(repeating: 0, count: groupFloats)
      var unit = part * units / parts
      let end = (part + 1) * units / parts
      while unit < end {
        let block = unit / height
        let last = min(end, (block + 1) * height)
        kernels.addConvolutionWeightProducts(
          WeightProducts(
            rows: rows.source(block), firstRow: unit - block * height, lastRow: last - block * height,
            columns: columns.source(block), kernelHeight: g.kernelHeight, kernelWidth: g.kernelWidth,
            strideY: g.strideY, strideX: g.strideX, paddingY: g.paddingY, paddingX: g.paddingX,
            lanesAreRows: lanesAreRows, laneChannel: group * 16, sums: sums, workspace: scratch))
        unit = last
      }
    }
  }
}
