public import TensorMath

/// PyTorch's `LeakyReLU`: x where x is positive, and slope times x elsewhere.
public struct LeakyReLU: LayerKind {
  public static let name = "leaky_relu"
  public static let summary = "Keep what is positive, and scale down the rest."
  public static let options = [
    OptionDeclaration(
      "slope", .number(OptionNumberRange(0, 1)), default: .number(0.01), summary: "Factor for negative numbers.")
  ]

  /// The factor for negative numbers.
  public let slope: Double

  public init(_ values: OptionValues) throws(OptionError) {
    slope = try values.checked(for: Self.name, Self.options).number("slope")
  }

  public var values: OptionValues { OptionValues(["slope": .number(slope)]) }

  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape { input }

  public func operations(for input: SampleShape) -> Int { (input.checkedCount ?? 0).timesSaturating(2) }
}
