package import FileFormats

/// Puts the batches of CIFAR-10 together, whichever file they come from and in whatever order.
package struct CIFAR10Reader {
  static let shape = ImageShape(channels: 3, height: 32, width: 32)
  static let imagesInBatch = 10_000
  static let recordBytes = 3_073
  static let batchBytes = imagesInBatch * recordBytes

  /// What the pickles of CIFAR-10 consist of.
  package static let vocabulary = PickleVocabulary(
    PickledArray.names, of: "a CIFAR-10 batch", expecting: "a NumPy array; no other object is loaded")

  /// The names of the files with the images of a split, in order, and of the one with the class names.
  struct Layout {
    let training: [String]
    let validation: [String]
    let classNames: String
    let isPickled: Bool

    static let binary = Layout(
      training: (1...5).map { "data_batch_\($0).bin" }, validation: ["test_batch.bin"],
      classNames: "batches.meta.txt", isPickled: false)
    static let pickled = Layout(
      training: (1...5).map { "data_batch_\($0)" }, validation: ["test_batch"], classNames: "batches.meta",
      isPickled: true)

    func batches(of split: String, limit: Int?) -> [String] {
      let all = split == "validation" ? validation : training
      guard let limit else { return all }
      return Array(all.prefix((limit - 1) / CIFAR10Reader.imagesInBatch + 1))
    }
  }

  let split: String
  let count: Int
  private(set) var pixels: [UInt8]
  private(set) var labels: [UInt16]
  private(set) var classNames: [String] = []

  init(split: String, batches: Int, limit: Int?) {
    self.split = split
    count = min(limit ?? .max, batches * Self.imagesInBatch)
    let bytes = count * Self.shape.elementCount
    pixels = [UInt8](unsafeUninitializedCapacity: bytes) { buffer, initialized in
      buffer.initialize(repeating: 0)
      initialized = bytes
    }
    labels = [UInt16](repeating: 0, count: count)
  }

  /// Where the images of batch `index` go.
  private func rows(ofBatch index: Int) -> Range<Int> {
    index * Self.imagesInBatch..<min(count, (index + 1) * Self.imagesInBatch)
  }

  /// Reads a batch of binary records: a label, then the image.
  mutating func readBinary(_ stream: some ByteStream, path: String, batch: Int) throws {
    let rows = rows(ofBatch: batch)
    let size = Self.shape.elementCount
    let group = 64
    try pixels.withUnsafeMutableBufferPointer { pixels in
      try withUnsafeTemporaryAllocation(byteCount: group * Self.recordBytes, alignment: 64) { buffer in
        var row = rows.lowerBound
        while row < rows.upperBound {
          let records = min(group, rows.upperBound - row)
          let wanted = records * Self.recordBytes
          let got = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[0..<wanted]))
          guard got == wanted else {
            let record = row - rows.lowerBound + got / Self.recordBytes
            throw FileFormatError.truncated(
              path: path, place: "in record \(record)", found: got % Self.recordBytes, expected: Self.recordBytes)
          }
          for record in 0..<records {
            let start = record * Self.recordBytes
            let label = Int(buffer[start])
            let place = row - rows.lowerBound + record
            guard label <= 9 else {
              throw DatasetError.badLabel(
                path: path, record: place, byte: place * Self.recordBytes, found: label, highest: 9)
            }
            labels[row + record] = UInt16(label)
            if let to = pixels.baseAddress, let from = buffer.baseAddress {
              UnsafeMutableRawPointer(to + (row + record) * size).copyMemory(from: from + start + 1, byteCount: size)
            }
          }
          row += records
        }
      }
    }
  }

  /// Takes a pickled batch: a dictionary with `data`, `[10000, 3072]` bytes, and `labels`.
  mutating func takePickled(_ bytes: [UInt8], path: String, batch: Int) throws {
    let value = try PickleReader.read(bytes, path: path, vocabulary: Self.vocabulary)
    let array = try value["data"].map { try PickledArray($0, path: path) }
    guard let array, array.shape == [Self.imagesInBatch, Self.shape.elementCount] else {
      throw FileFormatError.badPickle(
        path: path, byte: bytes.count,
        found: array.map { "an array of \($0.shape.map(String.init).joined(separator: "x")) bytes" } ?? "no \"data\"",
        expected: "\"data\", an array of 10000x3072 bytes")
    }
    guard let list = value["labels"]?.list, list.count == Self.imagesInBatch else {
      throw FileFormatError.badPickle(
        path: path, byte: bytes.count, found: value["labels"]?.kind ?? "no \"labels\"",
        expected: "\"labels\", a list of 10000 numbers")
    }
    let rows = rows(ofBatch: batch)
    for place in 0..<rows.count {
      guard let label = list[place].integer, (0...9).contains(label) else {
        if let found = list[place].integer {
          throw DatasetError.badLabel(path: path, record: place, byte: place, found: found, highest: 9)
        }
        throw FileFormatError.badPickle(
          path: path, byte: bytes.count, found: list[place].kind, expected: "a number for label \(place)")
      }
      labels[rows.lowerBound + place] = UInt16(label)
    }
    let size = Self.shape.elementCount
    pixels.withUnsafeMutableBytes { target in
      target[rows.lowerBound * size..<rows.upperBound * size].copyBytes(from: array.bytes.prefix(rows.count * size))
    }
  }

  /// Takes the class names, a line each or pickled.
  mutating func takeClassNames(_ bytes: [UInt8], path: String, pickled: Bool) throws {
    if pickled {
      let value = try PickleReader.read(bytes, path: path, vocabulary: Self.vocabulary)
      guard let list = value["label_names"]?.list else {
        throw FileFormatError.badPickle(
          path: path, byte: bytes.count, found: value["label_names"]?.kind ?? "no \"label_names\"",
          expected: "\"label_names\", a list of texts")
      }
      classNames = list.compactMap { $0.text }
    } else {
      classNames = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }
    guard classNames.count == 10 else {
      throw DatasetError.badClassNames(path: path, found: classNames.count, expected: 10)
    }
  }

  /// The images that were read.
  func imageSet() -> ImageSet {
    ImageSet(
      name: CIFAR10.name, split: split, shape: Self.shape, classNames: classNames, storage: .array(pixels),
      storedLabels: labels, rows: .range(0..<count))
  }
}
