import Foundation
import FuzzTargets
import TestSupport
import Testing

/// The fuzzer's small inputs, every finding among them, given once more to what reads them, as they are and with damage
/// drawn from a seed.
@Suite struct FuzzCorpusTests {
  static let corpora = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Corpora")

  @Test("Whatever bytes come, what reads them comes back", arguments: FuzzTargetTable.targets.map { $0.name })
  func replay(name: String) throws {
    let target = try #require(FuzzTargetTable.target(named: name))
    let folder = Self.corpora.appending(path: name)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(!files.isEmpty)
    var generator = SplitMix(state: 1)
    for file in files {
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file)))
      target.run(bytes)
      for _ in 0..<8 { target.run(Self.damaged(bytes, &generator)) }
    }
  }

  @Test("Every folder of inputs has its target")
  func noCorpusIsForgotten() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.corpora.path)
    #expect(Set(folders) == Set(FuzzTargetTable.targets.map { $0.name }))
  }

  /// The bytes with a few of them changed, left out or repeated.
  private static func damaged(_ bytes: [UInt8], _ generator: inout SplitMix) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      let end = min(bytes.count, place + Int.random(in: 0...8, using: &generator))
      switch Int.random(in: 0..<4, using: &generator) {
      case 0 where place < bytes.count: bytes[place] = .random(in: 0...255, using: &generator)
      case 0, 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 2: bytes.removeSubrange(place..<end)
      default: bytes.insert(.random(in: 0...255, using: &generator), at: place)
      }
    }
    return bytes
  }
}
