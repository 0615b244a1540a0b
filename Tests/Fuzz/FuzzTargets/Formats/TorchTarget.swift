import CZlib
import NeuralNetworks

/// What `torch.save` writes: whole archives, and pickles alone, which are then put into an archive with a few storages, or
/// no change of them would pass its check sum.
enum TorchTarget: FuzzTarget {
  static let name = "torch"
  static let words = [
    "ctorch._utils\n_rebuild_tensor_v2\n", "ctorch._utils\n_rebuild_parameter\n", "ctorch\nFloatStorage\n",
    "ctorch\nHalfStorage\n", "ctorch\nLongStorage\n", "ccollections\nOrderedDict\n", "storage", "state_dict",
    "encoder.0.weight", "module.",
  ]

  static func run(_ bytes: [UInt8]) {
    let archive = bytes.starts(with: [0x50, 0x4b]) ? bytes : Self.archive(around: bytes)
    guard let place = MemoryFile(archive), let file = try? WeightsFile(contentsOf: place.path, limit: 1 << 20) else {
      return
    }
    for name in file.names.prefix(100) {
      guard let entry = file.entries[name] else {
        require(false, "a name has no tensor")
        continue
      }
      _ = try? file.counters(name)
      guard let numbers = try? file.floats(name) else { continue }
      require(numbers.count == entry.shape.reduce(1, *), "a tensor has other numbers than its shape says")
      require(numbers.allSatisfy(\.isFinite), "a tensor has numbers that are not finite")
    }
    _ = try? Autoencoder.open(file, threads: 1, memory: BoundedSession.memory)
    guard let model = try? CheckpointTarget.model() else { return }
    _ = try? model.load(file)
  }

  /// An archive of a pickle and three storages of 64 bytes, all of them stored.
  private static func archive(around pickle: [UInt8]) -> [UInt8] {
    let storage = (0..<64).map { UInt8($0) }
    let members = [("a/data.pkl", pickle)] + (0..<3).map { ("a/data/\($0)", storage) }
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for (name, bytes) in members {
      let start = archive.count
      let sum = bytes.withUnsafeBufferPointer { Int(crc32_z(0, $0.baseAddress, $0.count)) }
      let facts =
        little(20, 2) + little(0, 8) + little(sum, 4) + little(bytes.count, 4) + little(bytes.count, 4)
        + little(name.utf8.count, 2) + little(0, 2)
      archive += little(0x0403_4b50, 4) + facts + Array(name.utf8) + bytes
      directory += little(0x0201_4b50, 4) + little(20, 2) + facts + little(0, 10) + little(start, 4) + Array(name.utf8)
    }
    return archive + directory + little(0x0605_4b50, 4) + little(0, 4) + little(members.count, 2)
      + little(members.count, 2) + little(directory.count, 4) + little(archive.count, 4) + little(0, 2)
  }

  private static func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 }
  }
}
