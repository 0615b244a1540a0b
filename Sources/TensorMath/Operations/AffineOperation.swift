/// An operation that multiplies by weights and adds a bias: a convolution, a transposed one, or a linear layer.
public protocol AffineOperation: Sendable {
  /// `output = activation(weights · input + bias)`, in whatever way the weights are applied.
  func forward(
    _ input: Batch, weights: FloatSlice, bias: FloatSlice?, activation: FusedActivation, into output: Batch,
    compute: ComputeContext)

  /// The gradient with respect to the input; zero where `mask`, the layer's rectified input, is not positive.
  func inputGradient(
    _ outputGradient: Batch, weights: FloatSlice, mask: Batch?, into inputGradient: Batch, compute: ComputeContext)

  /// The gradients with respect to weights and bias, summed over the batch.
  func parameterGradient(
    input: Batch, outputGradient: Batch, weights: FloatSlice, bias: FloatSlice?, compute: ComputeContext)
}

/// What the operands of an affine operation must be.
struct AffineOperands {
  /// The shapes of samples that go in and come out.
  let input, output: SampleShape
  /// How many weights there are, and how many biases where there are any.
  let weightCount, biasCount: Int

  /// Stops unless those of a forward pass fit.
  func checkForward(_ batch: Batch, weights: FloatSlice, bias: FloatSlice?, output: Batch) {
    batch.check(input)
    output.check(self.output, holding: batch.count)
    weights.check(weightCount)
    bias?.check(biasCount)
  }

  /// Stops unless those of the input's gradient fit.
  func checkInputGradient(_ outputGradient: Batch, weights: FloatSlice, mask: Batch?, inputGradient: Batch) {
    outputGradient.check(output)
    inputGradient.check(input, holding: outputGradient.count)
    weights.check(weightCount)
    mask?.check(input, holding: outputGradient.count)
  }

  /// Stops unless those of the weights' gradients fit.
  func checkParameterGradient(_ batch: Batch, outputGradient: Batch, weights: FloatSlice, bias: FloatSlice?) {
    batch.check(input, holding: outputGradient.count)
    outputGradient.check(output)
    weights.check(weightCount)
    bias?.check(biasCount)
    precondition(batch.count == outputGradient.count, "The input and the output gradient differ in samples.")
  }
}
