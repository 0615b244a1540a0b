internal import Basics
public import TensorMath

/// A fully connected layer, PyTorch's `Linear`.
public struct LinearLayer: LayerKind {
  /// The name a script writes.
  public static let name = "linear"
  /// One line of help.
  public static let summary = "Connect every input number with every output number."
  /// The options a script may set.
  public static let options = [
    OptionDeclaration(
      "features", .integer(1...(1 << 24)), isPositional: true, summary: "Output numbers.", unit: "numbers"),
    OptionDeclaration("bias", .flag, default: .flag(true), summary: "Add a learned bias to each output."),
  ]

  /// Output numbers.
  public let features: Int
  /// Whether a bias is added to each output.
  public let bias: Bool

  /// The layer from options as given; throws when one is unknown, missing or out of range.
  public init(_ values: OptionValues) throws(OptionError) {
    let values = try values.checked(for: Self.name, Self.options)
    features = values.integer("features")
    bias = values.flag("bias")
  }

  /// The options as they are set.
  public var values: OptionValues {
    OptionValues(["features": .integer(features), "bias": .flag(bias)])
  }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard case .vector = input else { throw .needsVector(layer: Self.name, found: input) }
    return .vector(features)
  }

  /// The weights, in PyTorch's order and layout.
  public func parameters(for input: SampleShape) -> [ParameterDescription] {
    let weight = ParameterDescription(name: "weight", shape: [features, input.checkedCount ?? 0])
    return bias ? [weight, ParameterDescription(name: "bias", shape: [features])] : [weight]
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int {
    (input.checkedCount ?? 0).timesSaturating(2 * features)
  }
}

extension LinearLayer {
  /// A ReLU behind it is computed with it.
  public var fusesReLU: Bool { true }

  /// The memory of its intermediate results.
  public func memory(for input: SampleShape, batch: Int) -> OperationMemory? {
    guard case .vector(let length) = input else { return nil }
    return Linear(inputs: length, outputs: features).memory(batch: batch)
  }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    guard case .vector(let length) = input, let weight = parameters.first else {
      throw LayerShapeError.needsVector(layer: Self.name, found: input)
    }
    return Work(
      product: Linear(inputs: length, outputs: features), weight: weight, bias: parameters.dropFirst().first)
  }

  private final class Work: WeightedLayer {
    let product: Linear
    let weight: Parameter
    let bias: Parameter?
    let masksInputGradient = true

    init(product: Linear, weight: Parameter, bias: Parameter?) {
      self.product = product
      self.weight = weight
      self.bias = bias
    }

    func forward(_ input: Batch, into output: Batch, relu: Bool, compute: ComputeContext) {
      product.forward(
        input, weights: weight.values, bias: bias?.values, activation: relu ? .relu : .none, into: output,
        compute: compute)
    }

    func weightGradient(input: Batch, outputGradient: Batch, compute: ComputeContext) {
      product.parameterGradient(
        input: input, outputGradient: outputGradient, weights: weight.gradient, bias: bias?.gradient, compute: compute)
    }

    func inputGradient(_ outputGradient: Batch, mask: Batch?, into inputGradient: Batch, compute: ComputeContext) {
      product.inputGradient(outputGradient, weights: weight.values, mask: mask, into: inputGradient, compute: compute)
    }
  }
}
