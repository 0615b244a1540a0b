public import TensorMath

/// An image as a vector, in PyTorch's order: channel, row, column.
public struct Flatten: LayerKind {
  public static let name = "flatten"
  public static let summary = "Turn an image into a vector: channel after channel, row after row."
  public static let options: [OptionDeclaration] = []

  public init(_ values: OptionValues) throws(OptionError) {
    _ = try values.checked(for: Self.name, Self.options)
  }

  public var values: OptionValues { OptionValues() }

  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard let count = input.checkedCount else { throw .tooLarge(layer: Self.name, found: input) }
    return .vector(count)
  }

  public func operations(for input: SampleShape) -> Int { 0 }
}

/// A vector as an image, in PyTorch's order: channel, row, column.
public struct Unflatten: LayerKind {
  public static let name = "unflatten"
  public static let summary = "Turn a vector into an image: channel after channel, row after row."
  public static let options = [
    OptionDeclaration("shape", .shape, isPositional: true, summary: "Channels, height and width, as in 64x8x8.")
  ]

  /// The shape it makes.
  public let shape: SampleShape

  public init(_ values: OptionValues) throws(OptionError) {
    let values = try values.checked(for: Self.name, Self.options)
    guard case .shape(let shape) = values["shape"] else {
      throw .missing(owner: Self.name, option: "shape", expected: .shape)
    }
    self.shape = shape
  }

  public var values: OptionValues { OptionValues(["shape": .shape(shape)]) }

  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard case .vector = input else { throw .needsVector(layer: Self.name, found: input) }
    guard shape.checkedCount == input.checkedCount else {
      throw .differentCount(layer: Self.name, shape: shape, found: input)
    }
    return shape
  }

  public func operations(for input: SampleShape) -> Int { 0 }
}
