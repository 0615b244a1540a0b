internal import KernelArguments

/// Channels laid out as pixels: `torch.nn.PixelShuffle`, from `[channels · factor², height, width]` to
/// `[channels, height · factor, width · factor]`.
///
/// W. Shi et al., "Real-time single image and video super-resolution using an efficient sub-pixel convolutional neural
/// network", CVPR (2016).
public struct PixelShuffle: Hashable, Sendable {
  /// The shape of the images that it takes.
  public let input: SampleShape
  /// The shape of the result.
  public let output: SampleShape
  /// Pixels of the result along each side of a pixel.
  public let factor: Int

  /// Images of a shape, whose channels are a multiple of the factor's square.
  public init(_ input: SampleShape, factor: Int) throws(ImageOperationMisfit) {
    let (channels, height, width) = try input.imageExtents()
    try ImageOperationMisfit.checkPositive("factor", factor)
    guard channels % (factor * factor) == 0 else { throw .channels(channels, factor: factor) }
    self.input = input
    output = try .checkedImage(
      channels: channels / (factor * factor), height: height * factor, width: width * factor)
    self.factor = factor
  }

  /// The large images, into another batch.
  public func forward(_ input: Batch, into output: Batch, compute: ComputeContext) {
    input.check(self.input)
    output.check(self.output, holding: input.count)
    output.count = input.count
    let kernels = compute.kernels
    forEachRow(of: output, compute) { block, row, _ in
      kernels.shuffleRow(
        ShuffledRow(
          row: large(row), small: input.block(block) + place(row / factor, self.input),
          large: output.block(block) + place(row, self.output)))
    }
  }

  /// The gradient with respect to the input, which is the inverse, into another batch; zero where `mask`, the layer's
  /// rectified input, is not positive.
  public func inputGradient(
    _ outputGradient: Batch, mask: Batch? = nil, into inputGradient: Batch, compute: ComputeContext
  ) {
    outputGradient.check(output)
    inputGradient.check(input, holding: outputGradient.count)
    mask?.check(input, holding: outputGradient.count)
    inputGradient.count = outputGradient.count
    let kernels = compute.kernels
    forEachRow(of: outputGradient, compute) { block, row, _ in
      let place = block * inputGradient.blockFloats + place(row / factor, input)
      kernels.unshuffleRow(
        UnshuffledRow(
          row: large(row), large: outputGradient.block(block) + self.place(row, output),
          mask: mask.map { UnsafePointer($0.storage.pointer + place) }, small: inputGradient.storage.pointer + place))
    }
  }

  private func large(_ row: Int) -> ShuffleRow {
    ShuffleRow(width: input.extents.width, channels: output.channels, factor: factor, line: row % factor)
  }

  /// Where a row of a block begins.
  private func place(_ row: Int, _ shape: SampleShape) -> Int {
    row * shape.extents.width * shape.channels * Batch.blockWidth
  }
}
