public import TensorMath

/// A fully connected layer, PyTorch's `Linear`.
public struct Linear: LayerKind {
  public static let name = "linear"
  public static let summary = "Connect every input number with every output number."
  public static let options = [
    OptionDeclaration(
      "features", .integer(1...(1 << 24)), isPositional: true, summary: "Output numbers.", unit: "numbers"),
    OptionDeclaration("bias", .flag, default: .flag(true), summary: "Add a learned bias to each output."),
  ]

  /// Output numbers.
  public let features: Int
  /// Whether a bias is added to each output.
  public let bias: Bool

  public init(_ values: OptionValues) throws(OptionError) {
    let values = try values.checked(for: Self.name, Self.options)
    features = values.integer("features")
    bias = values.flag("bias")
  }

  public var values: OptionValues {
    OptionValues(["features": .integer(features), "bias": .flag(bias)])
  }

  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard case .vector = input else { throw .needsVector(layer: Self.name, found: input) }
    return .vector(features)
  }

  public func parameters(for input: SampleShape) -> [ParameterDescription] {
    let weight = ParameterDescription(name: "weight", shape: [features, input.checkedCount ?? 0])
    return bias ? [weight, ParameterDescription(name: "bias", shape: [features])] : [weight]
  }

  public func operations(for input: SampleShape) -> Int {
    (input.checkedCount ?? 0).timesSaturating(2 * features)
  }
}
