import Basics
import Datasets

/// Tables of labels and of pixels.
enum CSVTarget: FuzzTarget {
  static let name = "csv"
  static let words = ["label,", "id,label\n", "pixel0", "\"\"", "\r\n", ";", "255"]

  static func run(_ bytes: [UInt8]) {
    guard let file = MemoryFile(bytes) else { return }
    _ = try? LabelTable(path: file.path, unless: StopFlag())
    guard let set = try? PixelTable.load(path: file.path, limit: nil, unless: StopFlag()) else { return }
    require(set.count > 0 && set.count <= bytes.count, "more images than bytes")
  }
}
