import Datasets
import FileFormats

/// Archives of CIFAR-10 as they are fetched, tar in gzip.
enum GzipTarget: FuzzTarget {
  static let name = "gzip"

  static func run(_ bytes: [UInt8]) {
    guard let file = MemoryFile(bytes) else { return }
    _ = try? CIFAR10.load(.training, at: file.path, limit: 1)
    guard let stream = try? GzipStream(path: file.path, expecting: "an archive") else { return }
    var inflated = 0
    while let part = try? stream.read(1 << 12), !part.isEmpty { inflated += part.count }
    // Deflate makes a byte of no more than 1032.
    require(inflated <= 1032 * bytes.count, "\(bytes.count) bytes are inflated to \(inflated)")
  }
}
