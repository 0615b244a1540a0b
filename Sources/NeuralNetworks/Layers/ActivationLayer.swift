internal import TensorMath

/// An element-wise activation at work, for every row that has no weights and keeps the shape.
final class ActivationLayer: Layer {
  let activation: Activation
  let masksInputGradient = false

  init(_ activation: Activation) { self.activation = activation }

  func forward(_ input: Batch, into output: Batch, relu: Bool, compute: ComputeContext) {
    activation.forward(input, into: output, compute: compute)
  }

  func backward(
    input: Batch, output: Batch, outputGradient: Batch, into inputGradient: Batch?, masked: Bool,
    compute: ComputeContext
  ) {
    guard let inputGradient else { return }
    activation.backward(
      outputGradient, remembered: activation.backwardReadsOutput ? output : input, into: inputGradient, compute: compute
    )
  }
}
