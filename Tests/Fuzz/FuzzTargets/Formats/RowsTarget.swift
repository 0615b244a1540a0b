import Datasets

/// NumPy arrays of rows of numbers, as `open codes` reads them.
enum RowsTarget: FuzzTarget {
  static let name = "rows"

  static func run(_ bytes: [UInt8]) {
    guard let file = MemoryFile(bytes) else { return }
    if let table = try? NumberTable(path: file.path) {
      require(table.columns > 0 && table.values.count % table.columns == 0, "rows of several lengths")
      require(table.values.count <= bytes.count, "more numbers than bytes")
      require(table.values.allSatisfy(\.isFinite), "a number that is none")
      let sides = try? NumberTable.sides(path: file.path)
      require(sides.map { $0.rows * $0.columns == table.values.count } ?? false, "another shape than was foreseen")
    }
    if let table = try? NumberTable(path: file.path, memoryLimit: 64) {
      require(table.values.count <= 16, "more numbers than there is memory for")
    }
  }

  static let words = [
    "'descr'", "'fortran_order': True", "'shape': (3, 2)", "'shape': (4,)", "'<f4'", "'>f8'", "'<f2'", "'|i1'",
  ]
}
