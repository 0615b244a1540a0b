/// Computes the weight gradient `[row channels, column channels, kernel]` of a geometry, whose output side are the
/// rows and whose input side the columns.
///
/// Each task owns a few row channels and goes through all images in order, so the sums do not depend on the threads.
func convolutionWeightGradient(
  _ g: ConvolutionGeometry, rows: Batch, columns: Batch, into gradient: FloatSlice, team: ThreadTeam
) {
  let kernels = Kernels.current
  let height = kernels.instructionSet == .avx512 ? 4 : 6
  let tasks = (g.outputChannels + height - 1) / height
  let sumFloats = height * g.inputChannels * g.kernelTaps * Batch.blockWidth
  // So many rows at a time that both sides of a tile stay near the processor.
  let stretch = max(1, 64 / g.outputWidth)
  let reached = min(g.inputHeight, stretch * g.strideY + g.kernelHeight)
  let floats = sumFloats + (reached * g.inputWidth * 6 + stretch * g.outputWidth * 4) * Batch.blockWidth
  team.run(tasks, scratch: floats) { task, sums in
    let first = task * height
    let last = min(first + height, g.outputChannels)
    var fresh = true
    for block in 0..<rows.blocks {
      var y = 0
      while y < g.outputHeight {
        let end = min(y + stretch, g.outputHeight)
        kernels.addConvolutionWeightProducts(
          rows.block(block), g.outputWidth, g.outputChannels, first, last, y, end, columns.block(block), g.inputHeight,
          g.inputWidth, g.inputChannels, g.kernelHeight, g.kernelWidth, g.strideY, g.strideX, g.paddingY, g.paddingX,
          sums, fresh, sums + sumFloats)
        fresh = false
        y = end
      }
    }
    kernels.finishConvolutionWeightGradient(
      sums, g.kernelTaps, (last - first) * g.inputChannels,
      gradient.pointer + first * g.inputChannels * g.kernelTaps)
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
