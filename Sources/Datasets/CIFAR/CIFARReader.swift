import FileFormats

/// Puts the files of CIFAR-10 or CIFAR-100 together, in whatever order they come.
struct CIFARReader: DatasetAssembler {
  static let shape = ImageShape(channels: 3, height: 32, width: 32)

  private let dataset: String
  private let form: CIFARForm
  private let split: DatasetSplit
  private let classCount: Int
  private let files: [String]
  private let imagesInFile: Int
  private let count: Int
  private var pixels: [UInt8]
  private var labels: [UInt16]
  private var classNames: [String] = []

  init(dataset: String, form: CIFARForm, split: DatasetSplit, classCount: Int, limit: Int?) {
    (self.dataset, self.form, self.split, self.classCount) = (dataset, form, split, classCount)
    files = form.files(of: split, limit: limit)
    imagesInFile = form.imagesInFile(of: split)
    count = min(limit ?? .max, files.count * imagesInFile)
    let bytes = count * Self.shape.elementCount
    pixels = [UInt8](unsafeUninitializedCapacity: bytes) { buffer, initialized in
      buffer.initialize(repeating: 0)
      initialized = bytes
    }
    labels = [UInt16](repeating: 0, count: count)
  }

  mutating func take(_ member: PublishedMember) throws {
    guard let file = files.firstIndex(of: member.name) else {
      return try takeClassNames(try contents(of: member, limit: Self.smallFile), path: member.place)
    }
    if form.isPickled {
      try takePickled(try contents(of: member, limit: largestPickle), path: member.place, file: file)
    } else {
      if let size = member.size, size != imagesInFile * recordBytes {
        throw FileFormatError.wrongSize(
          path: member.place, bytes: size,
          expected: "\(imagesInFile * recordBytes), \(imagesInFile) records of \(recordBytes)")
      }
      try readBinary(member.stream, path: member.place, file: file)
    }
  }

  private static let smallFile = 1 << 16
  private var recordBytes: Int { form.labelBytes + Self.shape.elementCount }
  /// A batch of bytes that Python 3 wrote as text takes up to twice its size.
  private var largestPickle: Int { 3 * imagesInFile * recordBytes }

  /// The whole of a small file or of a pickle.
  private func contents(of member: PublishedMember, limit: Int) throws -> [UInt8] {
    if let size = member.size {
      guard (1...limit).contains(size) else {
        throw FileFormatError.wrongSize(path: member.place, bytes: size, expected: "1 to \(limit) bytes")
      }
    }
    var bytes: [UInt8] = []
    guard try member.stream.append(limit + 1, to: &bytes) <= limit else {
      throw FileFormatError.wrongSize(path: member.place, bytes: bytes.count, expected: "1 to \(limit) bytes")
    }
    if let size = member.size, bytes.count < size {
      throw FileFormatError.truncated(
        path: member.place, place: "in its contents", found: bytes.count, expected: size)
    }
    return bytes
  }

  /// Where the images of a file go.
  private func rows(of file: Int) -> Range<Int> {
    file * imagesInFile..<min(count, (file + 1) * imagesInFile)
  }

  /// Reads binary records: labels, then the image.
  private mutating func readBinary(_ stream: some ByteStream, path: String, file: Int) throws {
    let rows = rows(of: file)
    let (size, recordBytes) = (Self.shape.elementCount, recordBytes)
    let (labelBytes, labelByte, classCount) = (form.labelBytes, form.labelByte, classCount)
    let group = 64
    try pixels.withUnsafeMutableBufferPointer { pixels in
      try withUnsafeTemporaryAllocation(byteCount: group * recordBytes, alignment: 64) { buffer in
        var row = rows.lowerBound
        while row < rows.upperBound {
          let records = min(group, rows.upperBound - row)
          let wanted = records * recordBytes
          let got = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[0..<wanted]))
          guard got == wanted else {
            let record = row - rows.lowerBound + got / recordBytes
            throw FileFormatError.truncated(
              path: path, place: "in record \(record)", found: got % recordBytes, expected: recordBytes)
          }
          for record in 0..<records {
            let start = record * recordBytes
            let label = Int(buffer[start + labelByte])
            let place = row - rows.lowerBound + record
            guard label < classCount else {
              throw DatasetError.badLabel(
                path: path, record: place, byte: place * recordBytes + labelByte, found: label, lowest: 0,
                highest: classCount - 1)
            }
            labels[row + record] = UInt16(label)
            if let to = pixels.baseAddress, let from = buffer.baseAddress {
              UnsafeMutableRawPointer(to + (row + record) * size).copyMemory(
                from: from + start + labelBytes, byteCount: size)
            }
          }
          row += records
        }
      }
    }
  }

  /// Takes a pickled batch: a dictionary with `data`, `[images, 3072]` bytes, and the labels.
  private mutating func takePickled(_ bytes: [UInt8], path: String, file: Int) throws {
    let value = try PickleReader.read(bytes, path: path, vocabulary: CIFARPickle.vocabulary)
    let size = Self.shape.elementCount
    let array = try value["data"].map { try PickledArray($0, path: path) }
    guard let array, array.shape == [imagesInFile, size] else {
      throw FileFormatError.badPickle(
        path: path, byte: bytes.count,
        found: array.map { "an array of \($0.shape.map(String.init).joined(separator: "x")) bytes" } ?? "no \"data\"",
        expected: "\"data\", an array of \(imagesInFile)x\(size) bytes")
    }
    guard let list = value[form.labelsKey]?.list, list.count == imagesInFile else {
      throw FileFormatError.badPickle(
        path: path, byte: bytes.count, found: value[form.labelsKey]?.kind ?? "no \"\(form.labelsKey)\"",
        expected: "\"\(form.labelsKey)\", a list of \(imagesInFile) numbers")
    }
    let rows = rows(of: file)
    for place in 0..<rows.count {
      guard let label = list[place].integer, (0..<classCount).contains(label) else {
        if let found = list[place].integer {
          throw DatasetError.badLabel(
            path: path, record: place, byte: place, found: found, lowest: 0, highest: classCount - 1)
        }
        throw FileFormatError.badPickle(
          path: path, byte: bytes.count, found: list[place].kind, expected: "a number for label \(place)")
      }
      labels[rows.lowerBound + place] = UInt16(label)
    }
    pixels.withUnsafeMutableBytes { target in
      target[rows.lowerBound * size..<rows.upperBound * size].copyBytes(from: array.bytes.prefix(rows.count * size))
    }
  }

  /// Takes the class names, a line each or pickled.
  private mutating func takeClassNames(_ bytes: [UInt8], path: String) throws {
    if form.isPickled {
      let value = try PickleReader.read(bytes, path: path, vocabulary: CIFARPickle.vocabulary)
      guard let list = value[form.namesKey]?.list else {
        throw FileFormatError.badPickle(
          path: path, byte: bytes.count, found: value[form.namesKey]?.kind ?? "no \"\(form.namesKey)\"",
          expected: "\"\(form.namesKey)\", a list of texts")
      }
      classNames = list.compactMap { $0.text }
    } else {
      classNames = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }
    guard classNames.count == classCount else {
      throw DatasetError.badClassNames(path: path, found: classNames.count, expected: classCount)
    }
  }

  /// The images that were read.
  func imageSet() -> ImageSet {
    ImageSet(
      name: dataset, split: split.rawValue, shape: Self.shape, classNames: classNames, pixels: pixels,
      labels: labels.map { Int($0) })
  }
}
