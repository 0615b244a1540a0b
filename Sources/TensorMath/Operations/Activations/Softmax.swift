internal import KernelArguments

/// Softmax over the channels of each pixel, or over a vector: `torch.nn.Softmax(dim=1)`.
public enum Softmax {
  /// `output = e^input / Σ e^input`; the two may be the same batch.
  public static func forward(_ input: Batch, into output: Batch, compute: ComputeContext) {
    output.check(input.shape, holding: input.count)
    output.count = input.count
    let kernels = compute.kernels
    forEachPixelStretch(of: input, compute) { place, pixels in
      kernels.softmaxForward(
        SoftmaxPixels(
          values: input.storage.pointer + place, pixels: pixels, channels: input.shape.channels,
          result: output.storage.pointer + place))
    }
  }

  /// The gradient with respect to the input, by the layer's output. The two gradients may be the same batch.
  public static func inputGradient(
    _ outputGradient: Batch, output: Batch, into inputGradient: Batch, compute: ComputeContext
  ) {
    output.check(outputGradient.shape, holding: outputGradient.count)
    inputGradient.check(outputGradient.shape, holding: outputGradient.count)
    inputGradient.count = outputGradient.count
    let kernels = compute.kernels
    forEachPixelStretch(of: outputGradient, compute) { place, pixels in
      kernels.softmaxBackward(
        SoftmaxGradients(
          shares: output.storage.pointer + place, gradient: outputGradient.storage.pointer + place, pixels: pixels,
          channels: outputGradient.shape.channels, result: inputGradient.storage.pointer + place))
    }
  }
}
