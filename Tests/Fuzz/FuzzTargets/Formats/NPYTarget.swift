import Basics
import Datasets
import Options

/// NumPy arrays as `load array` reads them.
enum NPYTarget: FuzzTarget {
  static let name = "npy"

  static func run(_ bytes: [UInt8]) {
    guard let file = MemoryFile(bytes) else { return }
    for scale in ["auto", "fit"] {
      guard let set = images(file.path, ["scale": .text(scale)]) else { continue }
      require(set.count * set.shape.elementCount <= bytes.count, "more pixels than bytes")
    }
    _ = images(file.path, ["limit": 1, "layout": "nhwc"])
    _ = images(file.path, ["labels": .text(file.path)])
  }

  /// What `load array` makes of a file; nil where it refuses it.
  static func images(_ path: String, _ options: [String: OptionValue]) -> ImageSet? {
    let row = DatasetRow(ArrayFile.self)
    let given = OptionValues(options.merging(["path": .text(path)]) { $1 })
    guard let options = try? given.checked(for: row.declaration) else { return nil }
    _ = try? row.preview(options, from: DataPlaces(), unless: StopFlag())
    return try? row.load(options, from: DataPlaces(), watcher: LoadingWatcher())
  }

  static let words = ["'descr'", "'fortran_order': True", "'shape': (1, 3, 2, 2)", "'<f4'", "'>f8'", "'|u1'"]
}
