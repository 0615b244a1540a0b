internal import KernelArguments

/// The rectifier whose slope below zero is learnt: `torch.nn.PReLU`, `x` where it is positive and `weight · x` elsewhere.
///
/// K. He et al., "Delving deep into rectifiers", ICCV (2015).
public struct ParametricRectifier: Hashable, Sendable {
  /// What PyTorch's weights are at first.
  public static let initialWeight: Float = 0.25

  /// The shape of the samples; of a vector, each number is a channel.
  public let shape: SampleShape
  /// The weights: one for all, or one for each channel.
  public let weightCount: Int

  /// One weight, or as many as there are channels; throws otherwise.
  public init(_ shape: SampleShape, weights: Int = 1) throws(ImageOperationMisfit) {
    guard weights == 1 || weights == shape.channels else { throw .weights(weights, channels: shape.channels) }
    self.shape = shape
    weightCount = weights
  }

  /// `output = max(input, 0) + weights · min(input, 0)`; the two may be the same batch.
  public func forward(_ input: Batch, weights: FloatSlice, into output: Batch, compute: ComputeContext) {
    input.check(shape)
    output.check(shape, holding: input.count)
    weights.check(weightCount)
    output.count = input.count
    let kernels = compute.kernels
    forEachPixelStretch(of: input, compute) { place, pixels in
      kernels.parametricRectifierForward(
        WeightedPixels(
          values: input.storage.pointer + place, weights: channelWeights(weights, pixels: pixels),
          result: output.storage.pointer + place))
    }
  }

  /// The gradient with respect to the input. The two gradients may be the same batch.
  public func inputGradient(
    _ outputGradient: Batch, input: Batch, weights: FloatSlice, into inputGradient: Batch, compute: ComputeContext
  ) {
    outputGradient.check(shape)
    input.check(shape, holding: outputGradient.count)
    inputGradient.check(shape, holding: outputGradient.count)
    weights.check(weightCount)
    inputGradient.count = outputGradient.count
    let kernels = compute.kernels
    forEachPixelStretch(of: outputGradient, compute) { place, pixels in
      kernels.parametricRectifierBackward(
        WeightedGradients(
          values: input.storage.pointer + place, weights: channelWeights(weights, pixels: pixels),
          gradient: outputGradient.storage.pointer + place, result: inputGradient.storage.pointer + place))
    }
  }

  /// The gradient with respect to the weights, summed over samples and pixels in an order of its own.
  public func weightGradient(
    input: Batch, outputGradient: Batch, into gradient: FloatSlice, compute: ComputeContext
  ) {
    input.check(shape)
    outputGradient.check(shape)
    gradient.check(weightCount)
    precondition(input.count == outputGradient.count, "The batches hold different numbers of samples.")
    guard weightCount == 1 else { return sumChannels(input, outputGradient, into: gradient.pointer, compute) }
    compute.withWorkspace(shape.channels) { sums in
      sumChannels(input, outputGradient, into: sums, compute)
      gradient[0] = Float((0..<shape.channels).reduce(0.0) { $0 + Double(sums[$1]) })
    }
  }

  private func channelWeights(_ weights: FloatSlice, pixels: Int) -> ChannelWeights {
    ChannelWeights(
      weights: weights.pointer, stride: weightCount == 1 ? 0 : 1, pixels: pixels, channels: shape.channels)
  }

  private func sumChannels(_ input: Batch, _ gradient: Batch, into sums: MutableFloats, _ compute: ComputeContext) {
    let kernels = compute.kernels
    forEachChannelGroup(of: shape, compute) { channels, running in
      kernels.parametricRectifierWeightGradient(
        ChannelSums(
          values: input.storage.pointer, blocks: input.blocks, pixels: shape.pixels, channels: shape.channels,
          first: channels.lowerBound, last: channels.upperBound, sums: sums, running: running),
        gradient.storage.pointer)
    }
  }

  /// What the weights' gradient takes for any batch; nil when it cannot be counted.
  public func memory(batch: Int) -> OperationMemory? {
    product(of: [weightCount == 1 ? shape.channels : 0, 4]).map { OperationMemory(workspace: $0) }
  }
}
