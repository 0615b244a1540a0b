import Datasets
import FileFormats

/// Pickles, as the Python archive of CIFAR-10 consists of.
enum PickleTarget: FuzzTarget {
  static let name = "pickle"
  static let words = [
    "cnumpy.core.multiarray\n_reconstruct\n", "cnumpy\nndarray\n", "cnumpy\ndtype\n", "c_codecs\nencode\n",
    "label_names",
  ]

  static func run(_ bytes: [UInt8]) {
    guard let value = try? PickleReader.read(bytes, path: "fuzz", vocabulary: CIFARPickle.vocabulary) else { return }
    for key in ["data", "labels", "label_names"] { _ = value[key]?.kind }
    if let array = try? value["data"].map({ try PickledArray($0, path: "fuzz") }) {
      require(array.shape.reduce(1, *) == array.bytes.count, "an array has other bytes than its shape says")
    }
  }
}
