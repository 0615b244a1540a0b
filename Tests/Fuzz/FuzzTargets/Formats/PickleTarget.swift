import Datasets

/// Pickles, as the Python archive of CIFAR-10 consists of.
enum PickleTarget: FuzzTarget {
  static let name = "pickle"

  static func run(_ bytes: [UInt8]) {
    guard let value = try? PickleReader.read(bytes, path: "fuzz") else { return }
    for key in ["data", "labels", "label_names"] { _ = value[key]?.kind }
  }
}
