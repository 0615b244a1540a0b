internal import Basics
public import TensorMath

/// PyTorch's `LeakyReLU`: x where x is positive, and slope times x elsewhere.
public struct LeakyReLU: LayerKind {
  /// The name a script writes.
  public static let name = "leaky_relu"
  /// One line of help.
  public static let summary = "Keep what is positive, and scale down the rest."
  /// The options a script may set.
  public static let options = [
    OptionDeclaration(
      "slope", .number(OptionNumberRange(0, 1)), default: .number(0.01), summary: "Factor for negative numbers.")
  ]

  /// The factor for negative numbers.
  public let slope: Double

  /// The layer from options as given; throws when one is unknown, missing or out of range.
  public init(_ values: OptionValues) throws(OptionError) {
    slope = try values.checked(for: Self.name, Self.options).number("slope")
  }

  /// The options as they are set.
  public var values: OptionValues { OptionValues(["slope": .number(slope)]) }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape { input }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int { (input.checkedCount ?? 0).timesSaturating(2) }
}

extension LeakyReLU {
  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    ActivationLayer(.leakyReLU(slope: Float(slope)))
  }
}
