import FileFormats

/// Puts STL-10's files together: planes of bytes that lie column by column, and labels that are counted from 1.
struct STL10Assembler: DatasetAssembler {
  let split: STL10.Split
  let limit: Int?
  private var pixels: [UInt8] = []
  private var labels: (numbers: [UInt8], place: String)?

  init(split: STL10.Split, limit: Int?) { (self.split, self.limit) = (split, limit) }

  mutating func take(_ member: PublishedMember) throws {
    let record = member.name == split.images ? STL10.shape.elementCount : 1
    let words = record == 1 ? "labels" : "images"
    if let size = member.size, size == 0 || size % record != 0 || size > LargestSet.bytes {
      throw FileFormatError.wrongSize(
        path: member.place, bytes: size,
        expected: record == 1 ? "a byte for each label" : "\(record) for each image of \(STL10.shape)")
    }
    let wanted = min(limit ?? .max, LargestSet.bytes / record) * record
    var bytes: [UInt8] = []
    let taken = try member.stream.append(min(wanted, member.size ?? wanted), to: &bytes)
    guard taken > 0, taken % record == 0, member.size.map({ taken == min($0, wanted) }) ?? true else {
      throw FileFormatError.truncated(
        path: member.place, place: "in the \(words), record \(taken / record)", found: taken % record, expected: record)
    }
    if record == 1 {
      for (place, label) in bytes.enumerated() where !(1...10).contains(label) {
        throw DatasetError.badLabel(
          path: member.place, record: place, byte: place, found: Int(label), lowest: 1, highest: 10)
      }
      labels = (bytes, member.place)
    } else {
      pixels = bytes.withPlanesTransposed(side: STL10.shape.height)
    }
  }

  func imageSet() throws -> ImageSet {
    let count = pixels.count / STL10.shape.elementCount
    if let labels, labels.numbers.count != count {
      throw FileFormatError.damaged(
        path: labels.place, place: "its end", found: "\(labels.numbers.count) labels",
        expected: "\(count), one for each image")
    }
    return ImageSet(
      name: STL10.name, split: split.rawValue, shape: STL10.shape, classNames: labels == nil ? [] : STL10.classNames,
      pixels: pixels, labels: labels.map { $0.numbers.map { Int($0) - 1 } })
  }
}
