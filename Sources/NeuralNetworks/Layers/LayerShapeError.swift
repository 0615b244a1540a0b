internal import Basics
public import Options
public import TensorMath

/// Why a layer does not fit the shape that reaches it.
public enum LayerShapeError: Error, Hashable, Sendable, CustomStringConvertible {
  case needsVector(layer: String, found: SampleShape)
  case needsImage(layer: String, found: SampleShape)
  case kernelTooLarge(layer: String, kernel: Extent, padded: Extent, found: SampleShape)
  case outputPaddingTooLarge(layer: String, outputPadding: Extent, stride: Extent)
  case emptyOutput(layer: String, found: SampleShape, padding: Extent)
  case differentCount(layer: String, shape: SampleShape, found: SampleShape)
  case tooLarge(layer: String, found: SampleShape)
  /// Anything else that one layer alone knows: what is wrong, and the way out.
  case unsuitable(layer: String, reason: String)
  /// What its operation says of the shape, in a sentence.
  case misfit(layer: String, sentence: String)

  /// What reaches the layer, what it expects, and the way out.
  public var description: String {
    switch self {
    case .needsVector(let layer, let found):
      "`\(layer)` expects a vector, and gets \(found): put `flatten` before it"
    case .needsImage(let layer, let found):
      "`\(layer)` expects channels, height and width, and gets a vector of \(found): put `unflatten` before it"
    case .kernelTooLarge(let layer, let kernel, let padded, let found):
      "the kernel of `\(layer)` is \(kernel), and its padded input only \(padded) (from \(found)): "
        + "a smaller kernel or more padding fits"
    case .outputPaddingTooLarge(let layer, let outputPadding, let stride):
      "`output_padding` of `\(layer)` is \(outputPadding), and must be smaller than its stride, \(stride)"
    case .emptyOutput(let layer, let found, let padding):
      "`\(layer)` leaves nothing of \(found): its padding, \(padding), takes away every row or column"
    case .differentCount(let layer, let shape, let found):
      "`\(layer)` makes \(shape), which is \(shape.countText) numbers, and gets \(found.countText)"
    case .tooLarge(let layer, let found):
      "the output of `\(layer)` for \(found) is larger than \(SampleShape.greatestCount) numbers a sample"
    case .unsuitable(let layer, let reason): "`\(layer)` \(reason)"
    case .misfit(let layer, let sentence): "`\(layer)` does not fit here: \(sentence)"
    }
  }
}

extension SampleShape {
  /// The most numbers that one sample may have anywhere in a network.
  static let greatestCount = 1 << 28

  /// The number of elements, or `nil` when it overflows or a side is not positive.
  var checkedCount: Int? {
    guard sides.allSatisfy({ $0 > 0 }) else { return nil }
    let count = sides.reduce(1) { $0.timesSaturating($1) }
    return count == .max ? nil : count
  }

  /// Whether a sample of this shape can pass through a network.
  var isUsable: Bool { checkedCount.map { $0 <= Self.greatestCount } ?? false }

  var countText: String { checkedCount.map(String.init) ?? "too many" }

  /// The shape itself when a sample of it can be held.
  func usable(for layer: String, from input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard isUsable else { throw .tooLarge(layer: layer, found: input) }
    return self
  }

  /// Channels, height and width; throws for a vector.
  func image(for layer: String) throws(LayerShapeError) -> (channels: Int, height: Int, width: Int) {
    guard case .image(let channels, let height, let width) = self else { throw .needsImage(layer: layer, found: self) }
    return (channels, height, width)
  }
}

extension SampleShape: OptionReadable {
  /// Reads a shape of one side or three.
  public init?(_ value: OptionValue) {
    guard case .shape(let sides) = value else { return nil }
    self.init(sides: sides)
  }

  /// The shape as an option has it.
  public var optionValue: OptionValue { .shape(sides) }
}
