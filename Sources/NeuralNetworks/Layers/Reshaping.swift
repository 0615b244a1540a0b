public import TensorMath

/// An image as a vector, in PyTorch's order: channel, row, column.
public struct Flatten: LayerKind {
  /// The name a script writes.
  public static let name = "flatten"
  /// One line of help.
  public static let summary = "Turn an image into a vector: channel after channel, row after row."
  /// The options a script may set.
  public static let options: [OptionDeclaration] = []

  /// The layer from options as given; throws when one is unknown, missing or out of range.
  public init(_ values: OptionValues) throws(OptionError) {
    _ = try values.checked(for: Self.name, Self.options)
  }

  /// The options as they are set.
  public var values: OptionValues { OptionValues() }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard let count = input.checkedCount else { throw .tooLarge(layer: Self.name, found: input) }
    return .vector(count)
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int { 0 }
}

/// A vector as an image, in PyTorch's order: channel, row, column.
public struct Unflatten: LayerKind {
  /// The name a script writes.
  public static let name = "unflatten"
  /// One line of help.
  public static let summary = "Turn a vector into an image: channel after channel, row after row."
  /// The options a script may set.
  public static let options = [
    OptionDeclaration("shape", .shape, isPositional: true, summary: "Channels, height and width, as in 64x8x8.")
  ]

  /// The shape it makes.
  public let shape: SampleShape

  /// The layer from options as given; throws when one is unknown, missing or out of range.
  public init(_ values: OptionValues) throws(OptionError) {
    let values = try values.checked(for: Self.name, Self.options)
    guard case .shape(let shape) = values["shape"] else {
      throw .missing(owner: Self.name, option: "shape", expected: .shape)
    }
    self.shape = shape
  }

  /// The options as they are set.
  public var values: OptionValues { OptionValues(["shape": .shape(shape)]) }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard case .vector = input else { throw .needsVector(layer: Self.name, found: input) }
    guard shape.checkedCount == input.checkedCount else {
      throw .differentCount(layer: Self.name, shape: shape, found: input)
    }
    return shape
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int { 0 }
}

extension Flatten {
  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer { Reordering(flattens: true) }
}

extension Unflatten {
  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer { Reordering(flattens: false) }
}

/// Between the order of images in memory and that of vectors; each way is the other's gradient.
private final class Reordering: Layer {
  let flattens: Bool
  let masksInputGradient = false

  init(flattens: Bool) { self.flattens = flattens }

  func forward(_ input: Batch, into output: Batch, relu: Bool, compute: ComputeContext) {
    reorder(input, into: output, flattens: flattens, compute)
  }

  func backward(
    input: Batch, output: Batch, outputGradient: Batch, into inputGradient: Batch?, masked: Bool,
    compute: ComputeContext
  ) {
    if let inputGradient { reorder(outputGradient, into: inputGradient, flattens: !flattens, compute) }
  }

  private func reorder(_ source: Batch, into target: Batch, flattens: Bool, _ compute: ComputeContext) {
    if flattens {
      Flattening.flatten(source, into: target, compute: compute)
    } else {
      Flattening.unflatten(source, into: target, compute: compute)
    }
  }
}
