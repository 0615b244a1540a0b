public import TensorMath

/// PyTorch's `ReLU`; its gradient at exactly 0 is 0.
public struct ReLU: LayerKind {
  public static let name = "relu"
  public static let summary = "Keep what is positive, and put 0 for the rest."
  public static let options: [OptionDeclaration] = []

  public init(_ values: OptionValues) throws(OptionError) {
    _ = try values.checked(for: Self.name, Self.options)
  }

  public var values: OptionValues { OptionValues() }

  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape { input }

  public func operations(for input: SampleShape) -> Int { (input.checkedCount ?? 0).timesSaturating(1) }
}
