internal import KernelArguments

/// A gathering pass by a minimal filter: a convolution's forward pass, or its input gradient.
struct WinogradPlan {
  private let filter: MinimalFilter
  private let input, output: SampleShape
  private let offsetY, offsetX: Int
  private let reversed: Bool
  private let outputStride, inputStride: Int
  private let tiles, tilesAcross: Int

  /// The plan of a forward pass; nil where no filter fits, or where it would be no faster.
  init?(forward g: ConvolutionGeometry) {
    guard let filter = MinimalFilter.forward(g) else { return nil }
    self.init(
      filter, input: g.input, output: g.output, offsetY: g.paddingY, offsetX: g.paddingX, reversed: false,
      outputStride: g.inputChannels * g.kernelTaps, inputStride: g.kernelTaps,
      directProducts: g.kernelTaps * g.outputHeight * g.outputWidth)
  }

  /// The plan of an input gradient; nil where no filter fits, or where it would be no faster.
  init?(inputGradient g: ConvolutionGeometry) {
    guard let filter = MinimalFilter.inputGradient(g) else { return nil }
    // A stride spreads the samples out, so that fewer of them lie before a tile's first output.
    self.init(
      filter, input: g.output, output: g.input, offsetY: (g.kernelHeight - 1 - g.paddingY) / g.strideY,
      offsetX: (g.kernelWidth - 1 - g.paddingX) / g.strideX, reversed: true,
      outputStride: g.kernelTaps, inputStride: g.inputChannels * g.kernelTaps,
      directProducts: g.kernelTaps * g.outputHeight * g.outputWidth)
  }

  private init?(
    _ filter: MinimalFilter, input: SampleShape, output: SampleShape, offsetY: Int, offsetX: Int, reversed: Bool,
    outputStride: Int, inputStride: Int, directProducts: Int
  ) {
    self.filter = filter
    self.input = input
    self.output = output
    self.offsetY = offsetY
    self.offsetX = offsetX
    self.reversed = reversed
    (self.outputStride, self.inputStride) = (outputStride, inputStride)
    tilesAcross = filter.stretches(output.extents.width)
    tiles = filter.stretches(output.extents.height) * tilesAcross
    let inputs = input.extents.channels
    guard
      filter.pays(
        tiles: tiles, inputs: inputs, outputs: output.extents.channels, mapCost: filter.passMapCost,
        directProducts: directProducts)
    else { return nil }
  }

  /// Tiles that are worked on together: three share each load of a weight; where products share factors, one tile has
  /// enough of them.
  private var stripTiles: Int {
    let strips = (tiles + 2) / 3
    return filter.products == filter.spreads ? (tiles + strips - 1) / strips : 1
  }

  private var paddedOutputs: Int { (output.extents.channels + 3) / 4 * 4 }

  /// Floats of the zeros that tiles read outside the image.
  private var zeroCount: Int { filter.inputs * input.extents.channels * Batch.blockWidth }

  /// Floats that the threads share: zeros, and the spread weights.
  var workspaceFloats: Int {
    zeroCount + filter.spreads * filter.spreads * (paddedOutputs / 4) * ((4 * input.extents.channels + 15) / 16 * 16)
  }

  /// Floats that each thread works in.
  var scratchFloats: Int {
    let entries = 2 + stripTiles * (input.extents.channels + paddedOutputs)
    return max(2 * mostTileLanes, mostTileLanes + filter.products * filter.products * entries) * Batch.blockWidth
  }

  /// Spreads the weights, and goes through all tiles.
  func run(
    _ source: Batch, weights: FloatSlice, bias: FloatSlice?, into target: Batch,
    rectified: Bool, mask: Batch?, compute: ComputeContext
  ) {
    let kernels = compute.kernels
    let channels = ChannelGroups(
      count: 1, outputs: output.channels, inputs: input.channels, isThin: false)
    let spreadable = ConvolutionWeights(
      values: weights.pointer, channels: channels, groupStride: 0, outputStride: outputStride,
      inputStride: inputStride, taps: filter.taps * filter.taps)
    let bias = bias.map { UnsafePointer($0.pointer) }
    compute.withWorkspace(workspaceFloats) { workspace in
      let (zeros, spread) = (workspace, workspace + zeroCount)
      zeros.update(repeating: 0, count: zeroCount)
      let group = 8
      compute.run((paddedOutputs + group - 1) / group, scratch: scratchFloats) { task, scratch in
        kernels.spreadWeights(
          WeightSpreading(
            filter: filter.rawValue, weights: spreadable, reversed: reversed, firstChannel: task * group,
            lastChannel: min(task * group + group, paddedOutputs), workspace: scratch, spread: spread))
      }
      let strip = stripTiles
      let strips = (tiles + strip - 1) / strip
      compute.run(source.blocks * strips, scratch: scratchFloats) { task, scratch in
        let (block, number) = (task / strips, task % strips)
        kernels.winogradStrip(
          WinogradTiles(
            filter: filter.rawValue, output: target.destination(block), input: source.source(block),
            offsetY: offsetY, offsetX: offsetX, tilesAcross: tilesAcross, firstTile: number * strip,
            lastTile: min(tiles, number * strip + strip), weights: spread, bias: bias,
            mask: mask.map { UnsafePointer($0.block(block)) }, rectified: rectified, zeros: zeros,
            workspace: scratch))
      }
    }
  }
}
