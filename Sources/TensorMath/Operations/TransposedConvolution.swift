/// A transposed convolution: the input gradient of a convolution, run forward.
///
/// Weights are `[input channels, output channels, kernel height, kernel width]`, as PyTorch's.
public final class TransposedConvolution: Sendable {
  /// The convolution whose input is this one's output; see `ConvolutionGeometry.init(transposedFrom:…)`.
  public let geometry: ConvolutionGeometry
  private let forwardPlan: GatherPlan
  private let gradientPlan: GatherPlan
  private let fastForward: WinogradPlan?
  private let fastGradient: WinogradPlan?

  /// Prepares the tables.
  public init(_ geometry: ConvolutionGeometry) {
    self.geometry = geometry
    forwardPlan = GatherPlan(inputGradient: geometry)
    gradientPlan = GatherPlan(forward: geometry)
    fastForward = WinogradPlan(inputGradient: geometry)
    fastGradient = WinogradPlan(forward: geometry)
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
    output.count = input.count
    if let fastForward, !compute.exact {
      return fastForward.run(
        input, weights: weights, outputStride: g.kernelTaps, inputStride: g.inputChannels * g.kernelTaps, bias: bias,
        into: output, rectified: activation == .relu, mask: nil, compute: compute)
    }
    forwardPlan.run(
      input, weights: weights, outputStride: g.kernelTaps, inputStride: g.inputChannels * g.kernelTaps, bias: bias,
      into: output, rectified: activation == .relu, mask: nil, compute: compute)
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
    inputGradient.count = outputGradient.count
    if let fastGradient, !compute.exact {
      return fastGradient.run(
        outputGradient, weights: weights, outputStride: g.inputChannels * g.kernelTaps, inputStride: g.kernelTaps,
        bias: nil, into: inputGradient, rectified: false, mask: mask, compute: compute)
    }
    gradientPlan.run(
      outputGradient, weights: weights, outputStride: g.inputChannels * g.kernelTaps, inputStride: g.kernelTaps,
      bias: nil, into: inputGradient, rectified: false, mask: mask, compute: compute)
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
