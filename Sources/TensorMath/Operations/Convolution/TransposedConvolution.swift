/// A transposed convolution: the input gradient of a convolution, run forward.
///
/// Weights are `[input channels, output channels of a group, kernel height, kernel width]`, as PyTorch's.
public final class TransposedConvolution: AffineOperation {
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

  private var operands: AffineOperands {
    AffineOperands(
      input: input, output: output, weightCount: geometry.weightCount, biasCount: geometry.inputChannels)
  }

  /// `output = activation(input ∗ᵀ weights + bias)`.
  public func forward(
    _ input: Batch, weights: FloatSlice, bias: FloatSlice?, activation: FusedActivation = .none, into output: Batch,
    compute: ComputeContext
  ) {
    operands.checkForward(input, weights: weights, bias: bias, output: output)
    forwardPass.run(
      input, weights: weights, bias: bias, into: output, rectified: activation == .relu, compute: compute)
  }

  /// The gradient with respect to the input; zero where `mask`, the layer's rectified input, is not positive.
  public func inputGradient(
    _ outputGradient: Batch, weights: FloatSlice, mask: Batch? = nil, into inputGradient: Batch, compute: ComputeContext
  ) {
    operands.checkInputGradient(outputGradient, weights: weights, mask: mask, inputGradient: inputGradient)
    gradientPass.run(outputGradient, weights: weights, into: inputGradient, mask: mask, compute: compute)
  }

  /// The gradients with respect to weights and bias, summed over the batch.
  public func parameterGradient(
    input: Batch, outputGradient: Batch, weights: FloatSlice, bias: FloatSlice?, compute: ComputeContext
  ) {
    operands.checkParameterGradient(input, outputGradient: outputGradient, weights: weights, bias: bias)
    WeightGradientPlan(geometry).run(rows: input, columns: outputGradient, into: weights, compute: compute)
    if let bias { biasGradient(outputGradient, into: bias, compute: compute) }
  }
}
