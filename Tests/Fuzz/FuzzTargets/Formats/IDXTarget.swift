import Datasets
import FileFormats

/// IDX files of images and of labels, as MNIST is published.
enum IDXTarget: FuzzTarget {
  static let name = "idx"

  static func run(_ bytes: [UInt8]) {
    for sides in [1, 3] {
      for limit in [nil, 1] {
        guard
          let file = try? IDXFile(BytesStream(bytes), place: "fuzz.idx", sides: sides, of: "records", limit: limit)
        else { continue }
        require(file.bytes.count <= bytes.count, "more bytes than there are")
        require(file.count == min(file.sides[0], limit ?? .max), "records are missing")
      }
    }
  }
}
