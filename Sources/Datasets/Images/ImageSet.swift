/// Images of one size with their labels, as bytes; a value whose slices and picks share one storage.
public struct ImageSet: Sendable {
  /// What the set is called, such as `cifar10`.
  public let name: String
  /// Which part of the data set this is, or nil where it has no parts.
  public let split: String?
  /// The size of every image.
  public let shape: ImageShape
  /// The names of the classes; a label is an index into them. Empty where there are no labels.
  public let classNames: [String]

  /// The pixels of the storage the set looks into, `[image, channel, row, column]`.
  let storage: PixelStorage
  /// The label of each image in the storage.
  let storedLabels: [UInt16]?
  /// Which images of the storage belong to the set, in order.
  let rows: Rows

  /// Its digest, once it was asked for; copies of the set share it.
  let digest = KeptDigest()

  /// The storage rows that a set consists of.
  enum Rows: Sendable {
    case range(Range<Int>)
    case list([Int])

    var count: Int {
      switch self {
      case .range(let range): range.count
      case .list(let list): list.count
      }
    }

    subscript(position: Int) -> Int {
      switch self {
      case .range(let range):
        range[range.lowerBound + position]
      case .list(let list): list[position]
      }
    }
  }

  /// Makes a set of all the images in `pixels`, `[image, channel, row, column]`.
  public init(
    name: String, split: String? = nil, shape: ImageShape, classNames: [String] = [], pixels: [UInt8],
    labels: [Int]? = nil
  ) {
    precondition(pixels.count % shape.elementCount == 0, "the pixels are no whole number of images")
    let count = pixels.count / shape.elementCount
    if let labels {
      precondition(labels.count == count, "one label for each image")
      precondition(labels.allSatisfy { classNames.indices.contains($0) }, "every label has a class name")
    }
    self.init(
      name: name, split: split, shape: shape, classNames: classNames, storage: .array(pixels),
      storedLabels: labels.map { $0.map { UInt16($0) } }, rows: .range(0..<count))
  }

  init(
    name: String, split: String?, shape: ImageShape, classNames: [String], storage: PixelStorage,
    storedLabels: [UInt16]?, rows: Rows
  ) {
    self.name = name
    self.split = split
    self.shape = shape
    self.classNames = classNames
    self.storage = storage
    self.storedLabels = storedLabels
    self.rows = rows
  }

  /// The number of images.
  public var count: Int { rows.count }

  /// The label of each image, or nil where there are none.
  public var labels: [Int]? {
    storedLabels.map { stored in (0..<count).map { Int(stored[rows[$0]]) } }
  }

  /// The label of the image at `index`, or nil where there are none.
  public func label(at index: Int) -> Int? { storedLabels.map { Int($0[rows[index]]) } }

  /// The class name of the image at `index`, or nil where there are no labels.
  public func className(at index: Int) -> String? { label(at: index).map { classNames[$0] } }

  /// Calls `body` with the pixels of the image at `index`, `[channel, row, column]`.
  public func withPixels<Result>(at index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows
    -> Result
  {
    let size = shape.elementCount
    let start = rows[index] * size
    return try storage.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[start..<start + size])) }
  }

  /// The same storage seen through other rows.
  func selecting(_ rows: Rows) -> ImageSet {
    ImageSet(
      name: name, split: split, shape: shape, classNames: classNames, storage: storage,
      storedLabels: storedLabels, rows: rows)
  }
}
