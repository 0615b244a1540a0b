public import TensorMath

/// PyTorch's `GELU`, the exact one: x · Φ(x) by the error function.
public struct GELU: LayerKind {
  public static let name = "gelu"
  public static let summary = "A smooth ReLU: x times the probability that a normal number is below x."
  public static let options: [OptionDeclaration] = []

  public init(_ values: OptionValues) throws(OptionError) {
    _ = try values.checked(for: Self.name, Self.options)
  }

  public var values: OptionValues { OptionValues() }

  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape { input }

  public func operations(for input: SampleShape) -> Int { (input.checkedCount ?? 0).timesSaturating(8) }
}
