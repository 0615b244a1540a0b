import FileFormats

/// Takes the images out of SVHN's arrays: `X`, 32x32x3xN bytes whose rows run fastest, and `y`, where 10 stands for 0.
struct SVHNAssembler: DatasetAssembler {
  let split: String
  let limit: Int?
  private var pixels: [UInt8] = []
  private var labels: [Int] = []

  init(split: String, limit: Int?) { (self.split, self.limit) = (split, limit) }

  mutating func take(_ member: PublishedMember) throws {
    let file = try MATLABReader(member.stream, path: member.place)
    var counts: [String: Int] = [:]
    while counts.count < 2, let array = try file.next() {
      switch array.name {
      case "X": counts["X"] = try takeImages(array, of: file, member.place)
      case "y": counts["y"] = try takeLabels(array, of: file, member.place)
      default: break
      }
    }
    guard let images = counts["X"], let labels = counts["y"] else {
      let lacking = ["X", "y"].filter { counts[$0] == nil }
      throw DatasetError.missingMember(path: member.place, members: lacking)
    }
    guard images == labels else {
      throw FileFormatError.damaged(
        path: member.place, place: "“y”", found: "\(labels) labels", expected: "\(images), one for each image")
    }
  }

  private mutating func takeImages(
    _ array: MATLABReader.Header, of file: MATLABReader, _ place: String
  ) throws -> Int {
    let shape = SVHN.shape
    // MATLAB leaves a last side of 1 away.
    let sides = array.sides.count == 3 ? array.sides + [1] : array.sides
    guard sides.count == 4, Array(sides[0..<3]) == [shape.height, shape.width, shape.channels], array.type == .uint8,
      sides[3] > 0, sides[3] <= LargestSet.bytes / shape.elementCount
    else {
      throw FileFormatError.damaged(
        path: place, place: "“X”",
        found: "\(array.sides.map(String.init).joined(separator: "x")) numbers of type \(array.type)",
        expected: "32x32x3xN of type uint8")
    }
    let wanted = min(sides[3], limit ?? sides[3]) * shape.elementCount
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(wanted, LargestSet.reserve))
    let taken = try file.append(wanted, to: &bytes)
    guard taken == wanted else {
      throw FileFormatError.truncated(
        path: place, place: "in image \(taken / shape.elementCount)", found: taken % shape.elementCount,
        expected: shape.elementCount)
    }
    pixels = bytes.withPlanesTransposed(side: shape.height)
    return sides[3]
  }

  private mutating func takeLabels(
    _ array: MATLABReader.Header, of file: MATLABReader, _ place: String
  ) throws -> Int {
    let numbers = try file.wholeNumbers(of: array, most: LargestSet.bytes / SVHN.shape.elementCount)
    for (record, label) in numbers.enumerated() where !(1...10).contains(label) {
      throw DatasetError.badLabel(path: place, record: record, byte: record, found: label, lowest: 1, highest: 10)
    }
    labels = numbers.map { $0 % 10 }
    return numbers.count
  }

  func imageSet() -> ImageSet {
    let count = pixels.count / SVHN.shape.elementCount
    return ImageSet(
      name: SVHN.name, split: split, shape: SVHN.shape, classNames: SVHN.classNames, pixels: pixels,
      labels: Array(labels.prefix(count)))
  }
}
