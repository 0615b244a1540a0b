internal import Basics
public import TensorMath

/// PyTorch's `ReLU`; its gradient at exactly 0 is 0.
public struct ReLU: LayerKind {
  /// The name a script writes.
  public static let name = "relu"
  /// One line of help.
  public static let summary = "Keep what is positive, and put 0 for the rest."
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
  public func operations(for input: SampleShape) -> Int { (input.checkedCount ?? 0).timesSaturating(1) }
}

extension ReLU {
  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    ActivationLayer(.relu)
  }
}
