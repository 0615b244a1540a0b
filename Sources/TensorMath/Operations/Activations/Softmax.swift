/// Softmax over the channels of each pixel, or over a vector: `torch.nn.Softmax(dim=1)`.
public enum Softmax {
  /// `output = e^input / Σ e^input`; the two may be the same batch.
  public static func forward(_ input: Batch, into output: Batch, compute: ComputeContext) {
    output.check(input.shape, holding: input.count)
    output.count = input.count
    let kernels = compute.kernels
    forEachPixelStretch(of: input, compute) { place, pixels in
      kernels.softmaxForward(
        input.storage.pointer + place, output.storage.pointer + place, pixels, input.shape.channels)
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
        output.storage.pointer + place, outputGradient.storage.pointer + place, inputGradient.storage.pointer + place,
        pixels, outputGradient.shape.channels)
    }
  }
}
