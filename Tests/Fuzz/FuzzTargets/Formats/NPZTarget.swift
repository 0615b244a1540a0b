/// Archives of NumPy arrays as `load array` reads them.
enum NPZTarget: FuzzTarget {
  static let name = "npz"

  static func run(_ bytes: [UInt8]) {
    guard let file = MemoryFile(bytes) else { return }
    _ = NPYTarget.images(file.path, [:])
    _ = NPYTarget.images(file.path, ["key": "x_test", "labels-key": "y_test"])
  }
}
