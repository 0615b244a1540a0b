/// A gathering pass by a minimal filter: a convolution's forward pass, or its input gradient.
struct WinogradPlan {
  private let filter: MinimalFilter
  private let input, output: SampleShape
  private let offsetY, offsetX: Int
  private let reversed: Bool
  private let tiles, tilesAcross: Int
  private let zeros: FloatBuffer

  /// The plan of a forward pass; nil where no filter fits, or where it would be no faster.
  init?(forward g: ConvolutionGeometry) {
    guard let filter = MinimalFilter.forward(g) else { return nil }
    self.init(
      filter, input: g.input, output: g.output, offsetY: g.paddingY, offsetX: g.paddingX, reversed: false,
      directProducts: g.kernelTaps * g.outputHeight * g.outputWidth)
  }

  /// The plan of an input gradient; nil where no filter fits, or where it would be no faster.
  init?(inputGradient g: ConvolutionGeometry) {
    guard let filter = MinimalFilter.inputGradient(g) else { return nil }
    let isSpread = filter == .eightOfThreeSpread
    self.init(
      filter, input: g.output, output: g.input, offsetY: isSpread ? 0 : g.kernelHeight - 1 - g.paddingY,
      offsetX: isSpread ? 0 : g.kernelWidth - 1 - g.paddingX, reversed: true,
      directProducts: g.kernelTaps * g.outputHeight * g.outputWidth)
  }

  private init?(
    _ filter: MinimalFilter, input: SampleShape, output: SampleShape, offsetY: Int, offsetX: Int, reversed: Bool,
    directProducts: Int
  ) {
    self.filter = filter
    self.input = input
    self.output = output
    self.offsetY = offsetY
    self.offsetX = offsetX
    self.reversed = reversed
    tilesAcross = filter.stretches(output.extents.width)
    tiles = filter.stretches(output.extents.height) * tilesAcross
    let inputs = input.extents.channels
    guard
      filter.pays(
        tiles: tiles, inputs: inputs, outputs: output.extents.channels, directProducts: directProducts)
    else { return nil }
    zeros = FloatBuffer(count: filter.inputs * inputs * Batch.blockWidth)
  }

  /// Tiles that are worked on together: as many as stay near the processor.
  private var stripTiles: Int {
    let entries = filter.products * filter.products * (input.extents.channels + output.extents.channels)
    let fitting = max(1, 5_000 / entries)
    return fitting >= 3 ? fitting / 3 * 3 : fitting
  }

  /// Spreads the weights, whose output and input channels lie `outputStride` and `inputStride` apart, and goes through
  /// all tiles.
  func run(
    _ source: Batch, weights: FloatSlice, outputStride: Int, inputStride: Int, bias: FloatSlice?, into target: Batch,
    rectified: Bool, mask: Batch?, team: ThreadTeam
  ) {
    let kernels = Kernels.current
    let (inputs, inputHeight, inputWidth) = input.extents
    let (outputs, outputHeight, outputWidth) = output.extents
    let width = Batch.blockWidth
    let padded = (outputs + 3) / 4 * 4
    let squared = filter.products * filter.products
    let bias = bias.map { UnsafePointer($0.pointer) }
    team.withWorkspace(filter.spreads * filter.spreads * (padded / 4) * ((4 * inputs + 15) / 16 * 16)) { spread in
      let group = 8
      team.run((padded + group - 1) / group, scratch: 162 * width) { task, scratch in
        kernels.spreadWeights(
          filter.rawValue, weights.pointer, outputs, outputStride, inputs, inputStride, reversed, task * group,
          min(task * group + group, padded), scratch, spread)
      }
      let strip = min(tiles, stripTiles)
      let strips = (tiles + strip - 1) / strip
      let floats = (81 + squared * (2 + strip * (inputs + padded))) * width
      team.run(source.blocks * strips, scratch: floats) { task, scratch in
        let (block, number) = (task / strips, task % strips)
        kernels.winogradStrip(
          filter.rawValue, target.block(block), outputHeight, outputWidth, outputs, source.block(block), inputHeight,
          inputWidth, inputs, offsetY, offsetX, tilesAcross, number * strip, min(tiles, number * strip + strip), spread,
          bias, mask.map { UnsafePointer($0.block(block)) }, rectified, zeros.pointer, scratch)
      }
    }
  }
}
