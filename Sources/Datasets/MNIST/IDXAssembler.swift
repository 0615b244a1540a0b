import FileFormats

/// Puts a data set together from an IDX file of images and one of labels.
struct IDXAssembler: DatasetAssembler {
  let dataset: String
  let split: String
  let shape: ImageShape
  let classNames: [String]
  /// The label of the first class.
  var firstLabel = 0
  /// Whether rows and columns are exchanged in the file.
  var isTransposed = false
  let limit: Int?

  private var images: IDXFile?
  private var labels: (file: IDXFile, place: String)?

  init(
    dataset: String, split: String, shape: ImageShape, classNames: [String], firstLabel: Int = 0,
    isTransposed: Bool = false, limit: Int?
  ) {
    (self.dataset, self.split, self.shape, self.classNames) = (dataset, split, shape, classNames)
    (self.firstLabel, self.isTransposed, self.limit) = (firstLabel, isTransposed, limit)
  }

  mutating func take(_ member: PublishedMember) throws {
    if member.name.contains("labels") {
      let file = try IDXFile(member.stream, place: member.place, sides: 1, of: "labels", limit: limit)
      for (record, label) in file.bytes.enumerated() where !classNames.indices.contains(Int(label) - firstLabel) {
        throw DatasetError.badLabel(
          path: member.place, record: record, byte: 8 + record, found: Int(label), lowest: firstLabel,
          highest: firstLabel + classNames.count - 1)
      }
      labels = (file, member.place)
    } else {
      let file = try IDXFile(member.stream, place: member.place, sides: 3, of: "images", limit: limit)
      guard file.sides[1] == shape.height, file.sides[2] == shape.width else {
        throw FileFormatError.damaged(
          path: member.place, place: "byte 8", found: "images of \(file.sides[1])x\(file.sides[2])",
          expected: "\(shape.height)x\(shape.width)")
      }
      images = file
    }
  }

  func imageSet() throws -> ImageSet {
    guard let images, let labels else { preconditionFailure("Both files were taken in.") }
    guard images.sides[0] == labels.file.sides[0] else {
      throw FileFormatError.damaged(
        path: labels.place, place: "byte 4", found: "\(labels.file.sides[0]) labels",
        expected: "\(images.sides[0]), one for each image")
    }
    return ImageSet(
      name: dataset, split: split, shape: shape, classNames: classNames,
      pixels: isTransposed ? images.bytes.withPlanesTransposed(side: shape.height) : images.bytes,
      labels: labels.file.bytes.map { Int($0) - firstLabel })
  }
}
