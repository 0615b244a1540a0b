public import TensorMath

/// A layer at work: its tables are made, and it computes forward and backward over whole batches.
public protocol Layer: AnyObject {
  /// Whether `backward` can set its input's gradient to zero where the input, another layer's rectified output, is 0.
  var masksInputGradient: Bool { get }

  /// The layers that it computes with, as a network of their own; nil for most layers.
  var inside: Network? { get }

  /// Itself, where each of its two gradients can be computed without the other; nil for most layers.
  var weighted: (any WeightedLayer)? { get }

  /// Itself, where a scale and a shift of each channel of its output can be computed with it; nil for most layers.
  var scalable: (any ScalableLayer)? { get }

  /// Itself, where it scales and shifts each channel, and does nothing else, when it evaluates; nil for most layers.
  var scaling: (any ScalingLayer)? { get }

  /// `output = layer(input)`, then rectified if `relu`; the pass says whether the layer trains or evaluates.
  func forward(_ input: Batch, into output: Batch, relu: Bool, pass: Pass)

  /// Writes the weights' gradients, and the input's where a batch is given for it, after a forward pass that trained.
  ///
  /// `outputGradient` is already masked where the output was rectified.
  func backward(
    input: Batch, output: Batch, outputGradient: Batch, into inputGradient: Batch?, masked: Bool,
    compute: ComputeContext)
}

extension Layer {
  /// None.
  public var inside: Network? { nil }
  /// Not by themselves.
  public var weighted: (any WeightedLayer)? { nil }
  /// Not with it.
  public var scalable: (any ScalableLayer)? { nil }
  /// Something else.
  public var scaling: (any ScalingLayer)? { nil }
}

/// A layer that computes a scale and a shift of each channel of its output along with it, when it evaluates.
public protocol ScalableLayer: Layer {
  /// `output = layer(input) · scales + shifts`, then rectified if `relu`; the gradients of its weights are overwritten.
  func forward(
    _ input: Batch, scales: FloatSlice, shifts: FloatSlice, into output: Batch, relu: Bool, compute: ComputeContext)
}

/// A layer that scales and shifts each channel when it evaluates.
public protocol ScalingLayer: Layer {
  /// By what; where its gradients lie, which are overwritten.
  func scalesAndShifts() -> (scales: FloatSlice, shifts: FloatSlice)
}

/// A layer with weights, whose two gradients can be computed one without the other.
public protocol WeightedLayer: Layer {
  /// Writes the weights' gradients.
  func weightGradient(input: Batch, outputGradient: Batch, compute: ComputeContext)

  /// Writes the input's gradient; zero where `mask`, the layer's rectified input, is not positive.
  func inputGradient(_ outputGradient: Batch, mask: Batch?, into inputGradient: Batch, compute: ComputeContext)
}

extension WeightedLayer {
  /// This layer.
  public var weighted: (any WeightedLayer)? { self }

  /// Writes the weights' gradients, and the input's where a batch is given for it.
  public func backward(
    input: Batch, output: Batch, outputGradient: Batch, into inputGradient: Batch?, masked: Bool,
    compute: ComputeContext
  ) {
    weightGradient(input: input, outputGradient: outputGradient, compute: compute)
    if let inputGradient {
      self.inputGradient(outputGradient, mask: masked ? input : nil, into: inputGradient, compute: compute)
    }
  }
}

/// One array of a layer at work, in PyTorch's layout, with its gradient beside it.
public struct Parameter: Sendable {
  /// The name within its layer, its shape and its role.
  public let description: ParameterDescription
  /// The numbers.
  public let values: FloatSlice
  /// Their gradient after `backward`; empty for state, which has none.
  public let gradient: FloatSlice

  /// An array and its gradient, of the same length; none for state.
  public init(description: ParameterDescription, values: FloatSlice, gradient: FloatSlice) {
    self.description = description
    self.values = values
    self.gradient = gradient
  }
}

extension [Parameter] {
  /// The array of a name, where the layer has it.
  subscript(name: String) -> Parameter? { first { $0.description.name == name } }
}
