/// Images as numbers, such as reconstructions: -1 is black and 1 is white, but a network may go beyond.
public struct Images: Sendable {
  /// The size of every image.
  public let shape: ImageShape
  /// The numbers, `[image, channel, row, column]`.
  public let values: [Float]
  /// The label of each image, or nil where there are none.
  public let labels: [Int]?
  /// The names of the classes; a label is an index into them.
  public let classNames: [String]

  /// Makes images of `values`, `[image, channel, row, column]`.
  public init(shape: ImageShape, values: [Float], labels: [Int]? = nil, classNames: [String] = []) {
    precondition(values.count % shape.elementCount == 0, "the values are no whole number of images")
    precondition(labels.map { $0.count == values.count / shape.elementCount } ?? true, "one label for each image")
    self.shape = shape
    self.values = values
    self.labels = labels
    self.classNames = classNames
  }

  /// The number of images.
  public var count: Int { values.count / shape.elementCount }

  /// The values of the image at `index`, `[channel, row, column]`.
  public subscript(index: Int) -> ArraySlice<Float> {
    values[index * shape.elementCount..<(index + 1) * shape.elementCount]
  }

  /// The images in `range`, which lies within them.
  public subscript(range: Range<Int>) -> Images {
    Images(
      shape: shape,
      values: Array(values[range.lowerBound * shape.elementCount..<range.upperBound * shape.elementCount]),
      labels: labels.map { Array($0[range]) }, classNames: classNames)
  }

  /// The class name of the image at `index`, or nil where there are no labels.
  public func className(at index: Int) -> String? {
    guard let label = labels?[index], classNames.indices.contains(label) else { return nil }
    return classNames[label]
  }
}
