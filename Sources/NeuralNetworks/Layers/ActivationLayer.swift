internal import TensorMath

/// An element-wise activation at work, for every row that has no weights and keeps the shape.
final class ActivationLayer: Layer {
  let activation: Activation
  let masksInputGradient = false

  init(_ activation: Activation) { self.activation = activation }

  func forward(_ input: Batch, into output: Batch, relu: Bool, team: ThreadTeam) {
    activation.forward(input, into: output, team: team)
  }

  func backward(
    input: Batch, output: Batch, outputGradient: Batch, into inputGradient: Batch?, masked: Bool, team: ThreadTeam
  ) {
    guard let inputGradient else { return }
    activation.backward(
      outputGradient, remembered: activation.backwardReadsOutput ? output : input, into: inputGradient, team: team)
  }
}
