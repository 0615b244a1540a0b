/// A transposed convolution: the input gradient of a convolution, run forward.
///
/// Weights are `[input channels, output channels of a group, kernel height, kernel width]`, as PyTorch's.
public final class TransposedConvolution: Sendable {
  /// The convolution whose input is this one's output; see `ConvolutionGeometry.init(transposedFrom:…)`.
  public let geometry: ConvolutionGeometry
  private let forwardPass: ConvolutionPass
  private let gradientPass: ConvolutionPass

  /// Prepares the tables.
  public init(_ geometry: ConvolutionGeometry) {
    self.geometry = geometry
    forwardPass = ConvolutionPass(inputGradient: geometry)
    gradientPass = ConvolutionPass(forward: geometry)
  }

  /// The shape of a sample that goes in.
  public var input: SampleShape { geometry.output }
  /// The shape of a sample that comes out.
  public var output: SampleShape { geometry.input }

  /// `output = activation(input ∗ᵀ weights + bias)`.
  public func forward(
    _ input: Batch, weights: FloatSlice, bias: FloatSlice?, activation: FusedActivation = .none, into output: Batch,
    compute: ComputeContext
  ) {
    let g = geometry
    input.check(g.output)
    output.check(g.input, holding: input.count)
    weights.check(g.weightCount)
    bias?.check(g.inputChannels)
    forwardPass.run(
      input, weights: weights, bias: bias, into: output, rectified: activation == .relu, compute: compute)
  }

  /// The gradient with respect to the input; zero where `mask`, the layer's rectified input, is not positive.
  public func inputGradient(
    _ outputGradient: Batch, weights: FloatSlice, mask: Batch? = nil, into inputGradient: Batch, compute: ComputeContext
  ) {
    let g = geometry
    outputGradient.check(g.input)
    inputGradient.check(g.output, holding: outputGradient.count)
    weights.check(g.weightCount)
    mask?.check(g.output, holding: outputGradient.count)
    gradientPass.run(outputGradient, weights: weights, into: inputGradient, mask: mask, compute: compute)
  }

  /// The gradients with respect to weights and bias, summed over the batch.
  public func parameterGradient(
    input: Batch, outputGradient: Batch, weights: FloatSlice, bias: FloatSlice?, compute: ComputeContext
  ) {
    let g = geometry
    input.check(g.output, holding: outputGradient.count)
    outputGradient.check(g.input)
    weights.check(g.weightCount)
    bias?.check(g.inputChannels)
    precondition(input.count == outputGradient.count, "The input and the output gradient differ in samples.")
    WeightGradientPlan(g).run(rows: input, columns: outputGradient, into: weights, compute: compute)
    if let bias { biasGradient(outputGradient, into: bias, compute: compute) }
  }
}
