internal import Basics
public import TensorMath

/// The hyperbolic tangent.
public struct Tanh: LayerKind {
  /// The name a script writes.
  public static let name = "tanh"
  /// One line of help.
  public static let summary = "Squeeze every number into -1 to 1."
  /// The options a script may set.
  public static let options: [OptionDeclaration] = []

  /// The layer from options as given; throws when one is unknown, missing or out of range.
  public init(_ values: OptionValues) throws(OptionError) {
    _ = try values.checked(for: Self.name, Self.options)
  }

  /// The options as they are set.
  public var values: OptionValues { OptionValues() }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape { input }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int { (input.checkedCount ?? 0).timesSaturating(4) }
}

extension Tanh {
  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    ActivationLayer(.tanh)
  }
}
