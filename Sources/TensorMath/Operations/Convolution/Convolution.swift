/// What a layer does to its sums before it writes them.
public enum FusedActivation: Sendable {
  /// Nothing.
  case none
  /// `max(x, 0)`.
  case relu
}

/// A convolution with its tables: forward, and both gradients.
///
/// Weights are `[output channels, input channels of a group, kernel height, kernel width]`, as PyTorch's.
public final class Convolution: AffineOperation {
  /// The shapes.
  public let geometry: ConvolutionGeometry
  private let forwardPass: ConvolutionPass
  private let gradientPass: ConvolutionPass

  /// Prepares the tables.
  public init(_ geometry: ConvolutionGeometry) {
    self.geometry = geometry
    forwardPass = ConvolutionPass(forward: geometry)
    gradientPass = ConvolutionPass(inputGradient: geometry)
  }

  private var operands: AffineOperands {
    AffineOperands(
      input: geometry.input, output: geometry.output, weightCount: geometry.weightCount,
      biasCount: geometry.outputChannels)
  }

  /// `output = activation(input ∗ weights + bias)`.
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
    WeightGradientPlan(geometry).run(rows: outputGradient, columns: input, into: weights, compute: compute)
    if let bias { biasGradient(outputGradient, into: bias, compute: compute) }
  }
}

extension Batch {
  /// Stops unless samples have this shape and, where given, so many fit.
  func check(_ expected: SampleShape, holding samples: Int? = nil) {
    let same = shape.extents == expected.extents
    precondition(same, "A batch of \(shape) stands where one of \(expected) belongs.")
    if let samples { precondition(capacity >= samples, "\(samples) samples do not fit a batch of \(capacity).") }
  }
}

extension FloatSlice {
  /// Stops unless it holds so many numbers.
  func check(_ expected: Int) {
    precondition(count == expected, "\(count) numbers stand where \(expected) belong.")
  }
}
