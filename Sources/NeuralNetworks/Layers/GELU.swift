internal import Basics
public import TensorMath

/// PyTorch's `GELU`, the exact one: x · Φ(x) by the error function.
public struct GELU: LayerKind {
  /// The name a script writes.
  public static let name = "gelu"
  /// One line of help.
  public static let summary = "A smooth ReLU: x times the probability that a normal number is below x."
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
  public func operations(for input: SampleShape) -> Int { (input.checkedCount ?? 0).timesSaturating(8) }
}

extension GELU {
  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    ActivationLayer(.gelu)
  }
}
