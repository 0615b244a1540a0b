/// The shape of one sample, `200` for a vector or `3x32x32` for an image.
public enum SampleShape: Hashable, Sendable {
  /// So many numbers in a row.
  case vector(Int)
  /// Channels of so many rows and columns.
  case image(channels: Int, height: Int, width: Int)

  /// The sides as PyTorch orders them: `[length]` or `[channels, height, width]`.
  public var sides: [Int] {
    switch self {
    case .vector(let length): [length]
    case .image(let channels, let height, let width): [channels, height, width]
    }
  }

  /// A shape of one or three sides, each at least 1, whose product fits; nil otherwise.
  public init?(sides: [Int]) {
    guard sides.allSatisfy({ $0 >= 1 }), product(of: sides) != nil else { return nil }
    switch sides.count {
    case 1: self = .vector(sides[0])
    case 3: self = .image(channels: sides[0], height: sides[1], width: sides[2])
    default: return nil
    }
  }

  /// Numbers in a sample.
  public var elementCount: Int { channels * pixels }

  /// The channels of an image, or the length of a vector, which is laid out as an image of one pixel.
  public var channels: Int {
    switch self {
    case .vector(let length): length
    case .image(let channels, _, _): channels
    }
  }

  /// The pixels of an image; 1 for a vector.
  public var pixels: Int {
    switch self {
    case .vector: 1
    case .image(_, let height, let width): height * width
    }
  }

  /// Channels, height and width; a vector is an image of one pixel.
  package var extents: (channels: Int, height: Int, width: Int) {
    switch self {
    case .vector(let length): (length, 1, 1)
    case .image(let channels, let height, let width): (channels, height, width)
    }
  }
}

extension SampleShape: CustomStringConvertible {
  /// The sides with an `x` between them.
  public var description: String { sides.map(String.init).joined(separator: "x") }

  /// Reads `200` or `3x32x32`; nil for anything else.
  public init?(parsing text: String) { self.init(text) }

  /// Reads `200` or `3x32x32`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    let sides = parts.compactMap { Int($0) }
    guard sides.count == parts.count else { return nil }
    self.init(sides: sides)
  }
}

extension SampleShape: Codable {
  /// Reads the shape's text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let shape = SampleShape(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no shape")
    }
    self = shape
  }

  /// Writes the shape's text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// The product of some sizes, or nil when it does not fit.
public func product(of sizes: some Sequence<Int>) -> Int? {
  var product = 1
  for size in sizes {
    let (next, overflow) = product.multipliedReportingOverflow(by: size)
    guard !overflow else { return nil }
    product = next
  }
  return product
}
