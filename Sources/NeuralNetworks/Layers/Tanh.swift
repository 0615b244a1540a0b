public import TensorMath

/// The hyperbolic tangent.
public struct Tanh: LayerKind {
  public static let name = "tanh"
  public static let summary = "Squeeze every number into -1 to 1."
  public static let options: [OptionDeclaration] = []

  public init(_ values: OptionValues) throws(OptionError) {
    _ = try values.checked(for: Self.name, Self.options)
  }

  public var values: OptionValues { OptionValues() }

  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape { input }

  public func operations(for input: SampleShape) -> Int { (input.checkedCount ?? 0).timesSaturating(4) }
}
