import Basics
import FileFormats
import Options

/// The images of an array, as bytes.
struct ArrayImages {
  let shape: ImageShape
  /// How many images the array holds, whether they were read or not.
  let countInFile: Int
  let pixels: [UInt8]

  /// Reads the images that the options ask for, and tells the watcher how numbers became bytes.
  init(_ file: NumPyFile, _ options: OptionValues, watcher: LoadingWatcher) throws {
    let (layout, sides) = try Self.layout(of: file, options)
    (countInFile, shape) = layout.images(sides)
    let count = min(countInFile, options[ifGiven: ImageQuota.limit] ?? countInFile)
    let size = count * shape.elementCount
    if let limit = watcher.memoryLimit, size > limit {
      throw DatasetError.tooLarge(
        what: "\(file.path): \(countText(count, "image")), unless `limit=` takes fewer,", bytes: size, limit: limit)
    }
    let header = file.header
    let walk = ArrayWalk(layout, sides: sides, isFortranOrdered: header.isFortranOrdered)
    // Where images follow each other, those beyond the limit need not be read.
    let elements = header.isFortranOrdered ? header.count : size
    let conversion = try Self.conversion(of: file, elements, options)
    guard let (range, told) = conversion else {
      pixels = try Self.bytes(of: file, elements, size, walk)
      return
    }
    var quantizer = ArrayQuantizer(range, tolerance: header.type.bytes == 2 ? 0.13 : 0.01)
    pixels = try Self.filled(size) { target in
      var walk = walk
      try file.forEachPiece(of: elements) { first, numbers in
        for (index, number) in numbers.enumerated() {
          let place = walk.isStraight ? first + index : walk.place
          if place < size { target[place] = quantizer.byte(number) }
          if !walk.isStraight { walk.advance() }
        }
      }
    }
    var notes = told.map { [$0] } ?? []
    if quantizer.clamped > 0 { notes.append("\(countText(quantizer.clamped, "number")) beyond black or white cut off") }
    if quantizer.rounded > 0 {
      notes.append("\(countText(quantizer.rounded, "number")) between two of the 256 levels of a byte rounded")
    }
    if !notes.isEmpty { watcher.note("\(file.path.fileName): " + notes.joined(separator: "; ")) }
  }

  // MARK: Sides

  /// Which side of an array is what; throws where that is not clear, or where the images are none.
  static func layout(of file: NumPyFile, _ options: OptionValues) throws -> (ArrayLayout, [Int]) {
    let sides = file.header.sides
    let text = sides.map(String.init).joined(separator: "x")
    func bad(_ expected: String) -> DatasetError {
      .badArray(path: file.path, found: sides.isEmpty ? "one number" : "an array of \(text)", expected: expected)
    }
    let layout: ArrayLayout
    if let given = options[ifGiven: ArrayFile.layout] {
      guard given.rawValue.count == sides.count else {
        throw bad("\(given.rawValue.count) sides for `layout=\(given.rawValue)`")
      }
      layout = given
    } else if let told = ArrayLayout(sides: sides) {
      layout = told
    } else {
      switch sides.count {
      case 3: throw bad("sides that say which are the channels: write `layout=nhw`, `layout=hwc` or `layout=chw`")
      case 4 where [1, 3].contains(sides[1]):
        throw bad("sides that say which are the channels: write `layout=nchw` or `layout=nhwc`")
      default: throw bad("images of one channel or three: NxHxW, NxCxHxW or NxHxWxC")
      }
    }
    let channels = layout.side("c", of: sides)
    guard channels == 1 || channels == 3 else {
      throw bad("one channel or three, and `layout=\(layout.rawValue)` has \(channels)")
    }
    let image = sides.dropFirst(layout.rawValue.first == "n" ? 1 : 0).reduce(1) { $0.timesSaturating($1) }
    guard !sides.contains(0) else { throw bad("images, and none of no pixels") }
    guard image <= LargestSet.imageBytes, file.header.count <= LargestSet.bytes else {
      throw DatasetError.tooLarge(
        what: "\(file.path): an array of \(text)", bytes: file.header.count, limit: LargestSet.bytes)
    }
    return (layout, sides)
  }

  // MARK: Numbers

  /// Which numbers are black and white, and what to say of it; nil where elements are bytes already.
  private static func conversion(
    of file: NumPyFile, _ elements: Int, _ options: OptionValues
  ) throws -> (ClosedRange<Double>, told: String?)? {
    let (type, asked) = (file.header.type, options[ArrayFile.scale])
    if type.kind == .unsigned, type.bytes == 1, asked == .auto || asked == .byte { return nil }
    if type.kind == .boolean { return (0...1, nil) }
    var survey = ArraySurvey()
    try file.forEachPiece(of: elements) { survey.add($1, first: $0) }
    if let broken = survey.broken {
      throw FileFormatError.damaged(
        path: file.path, place: "element \(broken)", found: "no finite number", expected: "one")
    }
    let isFloating = type.kind == .floating
    guard asked == .auto else { return (asked.range(of: survey), nil) }
    guard let scale = ArrayScale(survey, isFloating: isFloating) else {
      throw DatasetError.badArray(
        path: file.path, found: "numbers from \(survey.text)",
        expected: isFloating
          ? "−1 to 1, 0 to 1 or 0 to 255: write `scale=` to say which are black and white"
          : "whole numbers from 0 to 255, or `scale=fit`")
    }
    let told =
      "numbers from \(survey.text) are read as `scale=\(scale.rawValue)`, \(scale.summary.prefix { $0 != "," })"
    return (scale.range(of: survey), isFloating ? told : nil)
  }

  // MARK: Bytes

  /// Elements that are bytes, put in order.
  private static func bytes(of file: NumPyFile, _ elements: Int, _ size: Int, _ walk: ArrayWalk) throws -> [UInt8] {
    let piece = 1 << 20
    return try filled(size) { target in
      var walk = walk
      for first in stride(from: 0, to: elements, by: piece) {
        let bytes = try file.bytes(first..<min(elements, first + piece))
        if walk.isStraight {
          for index in 0..<min(bytes.count, max(0, size - first)) { target[first + index] = bytes[index] }
        } else {
          for byte in bytes {
            if walk.place < size { target[walk.place] = byte }
            walk.advance()
          }
        }
      }
    }
  }

  private static func filled(
    _ size: Int, _ body: (UnsafeMutableBufferPointer<UInt8>) throws -> Void
  ) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
      let target = UnsafeMutableBufferPointer(rebasing: buffer[0..<size])
      target.initialize(repeating: 0)
      try body(target)
      initialized = size
    }
  }
}

/// The labels of images, a whole number for each.
struct ArrayLabels {
  let labels: [Int]
  let classNames: [String]

  /// The most classes: as many as a set can tell.
  private static let most = 1 << 16

  init(_ file: NumPyFile, of images: ArrayImages, _ options: OptionValues) throws {
    let sides = file.header.sides
    func bad(_ found: String, _ expected: String) -> DatasetError {
      .badArray(path: file.path, found: found, expected: expected)
    }
    guard sides.reduce(1, { $0.timesSaturating($1) }) == images.countInFile, sides.contains(images.countInFile) else {
      throw bad(
        "an array of \(sides.map(String.init).joined(separator: "x"))",
        "\(countText(images.countInFile, "label")), one for each image")
    }
    let count = images.pixels.count / images.shape.elementCount
    let named = options[ifGiven: ArrayFile.classes]
    var labels: [Int] = []
    try file.forEachPiece(of: count) { first, numbers in
      for (index, number) in numbers.enumerated() {
        guard let label = Int(exactly: number), (0..<(named?.count ?? Self.most)).contains(label) else {
          throw bad(
            "the label \(numberText(number)) for image \(first + index)",
            "whole numbers from 0 to \((named?.count ?? Self.most) - 1)")
        }
        labels.append(label)
      }
    }
    self.labels = labels
    classNames = named ?? (0...(labels.max() ?? 0)).map { "\($0)" }
  }
}
