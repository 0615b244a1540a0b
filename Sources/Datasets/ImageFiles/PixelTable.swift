package import Basics
import FileFormats

/// Images as a CSV file with a row for each and a column for each pixel, such as MNIST's: with the label in the first
/// column, in one of that name, or without any.
package enum PixelTable {
  private static let labels: Set = ["label", "class", "target", "y"]

  /// What its first rows tell.
  struct Layout {
    let shape: ImageShape
    /// The column of the labels; nil where there is none.
    let label: Int?
    /// Whether the first row says what the columns are.
    let hasHead: Bool
    /// Columns that are no pixels.
    let skipped: Set<Int>
  }

  /// What a file's first row tells; throws ``FileFormatError`` where its columns are no image.
  static func layout(_ head: [ArraySlice<UInt8>], path: String) throws -> Layout {
    let names = head.map { $0.fieldText.lowercased() }
    let hasHead = names.contains { Int($0) == nil }
    var skipped = Set(names.indices.filter { hasHead && ["id", "index", "usage", ""].contains(names[$0]) })
    var label = hasHead ? names.firstIndex { labels.contains($0) } : nil
    if !hasHead, sides(names.count) == nil { label = 0 }
    if let label { skipped.insert(label) }
    guard let (channels, side) = sides(names.count - skipped.count) else {
      throw FileFormatError.damaged(
        path: path, place: "row 1", found: countText(names.count, "column"),
        expected: "one for each pixel of a square image in grey or colour, and perhaps one for its label, "
          + "or a folder of pictures with `labels=` for a table of their classes")
    }
    return Layout(
      shape: ImageShape(channels: channels, height: side, width: side), label: label, hasHead: hasHead, skipped: skipped
    )
  }

  /// The channels and the side of a square image of so many numbers; nil where there is none of 4 pixels or more.
  private static func sides(_ count: Int) -> (channels: Int, side: Int)? {
    guard count >= 16 else { return nil }
    for channels in [1, 3] where count % channels == 0 {
      let side = Int(Double(count / channels).squareRoot().rounded())
      if side >= 4, side * side == count / channels { return (channels, side) }
    }
    return nil
  }

  /// The shape of a file's images, of which no more is read than the first row.
  static func shape(path: String, unless stop: StopFlag) throws -> ImageShape {
    let file = try RandomAccessFile(path: path, expecting: "a CSV file", unless: stop)
    var reader = try CSVReader(file.read(1 << 20, at: 0), path: path)
    return try layout(reader.next() ?? [], path: path).shape
  }

  /// Reads the images of a file, at most so many.
  package static func load(path: String, limit: Int?, unless stop: StopFlag) throws -> ImageSet {
    var reader = try CSVReader(path: path, unless: stop)
    let head = try reader.next() ?? []
    let layout = try layout(head, path: path)
    var pixels: [UInt8] = []
    var names: [String] = []
    var row: [ArraySlice<UInt8>]? = layout.hasHead ? try reader.next() : head
    var count = 0
    while let fields = row, count < limit ?? .max {
      try stop.check()
      guard fields.count == head.count else {
        throw FileFormatError.damaged(
          path: path, place: "row \(reader.row)", found: countText(fields.count, "value"),
          expected: "\(head.count), as in the first row")
      }
      for (column, field) in fields.enumerated() where !layout.skipped.contains(column) {
        guard let pixel = byte(field) else {
          throw FileFormatError.damaged(
            path: path, place: "row \(reader.row), column \(column + 1)", found: "“\(field.fieldText.prefix(20))”",
            expected: "a whole number from 0 to 255")
        }
        pixels.append(pixel)
      }
      if let label = layout.label { names.append(fields[label].fieldText) }
      count += 1
      row = try reader.next()
    }
    guard count > 0 else {
      throw FileFormatError.damaged(path: path, place: "row 2", found: "the end", expected: "an image a row")
    }
    let classNames = Set(names).sorted(by: LabelTable.isBefore)
    guard classNames.count <= 1 << 16 else {
      throw DatasetError.tooLarge(what: "\(path): \(classNames.count) classes", bytes: nil, limit: 1 << 16)
    }
    var labels: [String: Int] = [:]
    for (label, name) in classNames.enumerated() { labels[name] = label }
    return ImageSet(
      name: path.fileStem, shape: layout.shape, classNames: classNames, pixels: planes(pixels, layout.shape),
      labels: layout.label == nil ? nil : names.map { labels[$0] ?? 0 })
  }

  /// Rows of pixels with their channels side by side, as colour tables have them, as planes.
  private static func planes(_ pixels: [UInt8], _ shape: ImageShape) -> [UInt8] {
    let size = shape.elementCount
    return stride(from: 0, to: pixels.count, by: size).flatMap {
      pixels[$0..<$0 + size].transposed(columns: shape.channels)
    }
  }

  /// A whole number from 0 to 255, spaces round it aside.
  private static func byte(_ field: ArraySlice<UInt8>) -> UInt8? {
    if let number = number(field) { return number }
    return number(Array(field.fieldText.utf8)[...])
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> UInt8? {
    guard (1...3).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    return number <= 255 ? UInt8(number) : nil
  }
}
