import Datasets
import FileFormats

/// MATLAB files, as SVHN is published.
enum MATTarget: FuzzTarget {
  static let name = "mat"

  static func run(_ bytes: [UInt8]) {
    for reads in [true, false] {
      guard let file = try? MATLABReader(BytesStream(bytes), path: "fuzz.mat") else { return }
      var arrays = 0
      while let array = try? file.next() {
        arrays += 1
        require(arrays <= bytes.count / 8, "more arrays than tags")
        guard reads else { continue }
        if let numbers = try? file.wholeNumbers(of: array, most: 1 << 20) {
          require(numbers.count == array.count, "numbers are missing")
        }
      }
    }
  }
}
