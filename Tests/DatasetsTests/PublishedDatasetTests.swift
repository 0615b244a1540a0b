import Basics
import Datasets
import Foundation
import Options
import TestSupport
import Testing

/// Files that `Tests/Peers/dataset_files.py` wrote.
enum Fixture {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures").path

  static func path(_ name: String) -> String { folder + "/" + name }

  static func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path(name)))) }
}

@Suite struct CIFAR100Tests {
  private static let fine = (0..<100).map { "fine \($0)" }
  private static let coarse = (0..<20).map { "coarse \($0)" }

  /// Records with both labels: image `i` has the fine label `i % 100` and the coarse one `i % 20`.
  private static func records(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 9, count: count * 3074)
    for record in 0..<count {
      bytes[record * 3074] = UInt8(record % 20)
      bytes[record * 3074 + 1] = UInt8(record % 100)
      bytes[record * 3074 + 2] = UInt8(truncatingIfNeeded: record)
    }
    return bytes
  }

  private static func lines(_ names: [String]) -> [UInt8] { Array(names.joined(separator: "\n").utf8) }

  @Test("A zip archive's member may be as large as two gigabytes, and no larger")
  func largeMembers() throws {
    let folder = try TemporaryFolder()
    func refusal(size: Int) throws -> String {
      var archive = ZipArchive.bytes([("test.bin", [1, 2, 3])])
      // The size in the directory's entry, behind the member.
      let place = 30 + 8 + 3 + 24
      archive.replaceSubrange(place..<place + 4, with: (0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) })
      let path = try folder.write(archive, to: "cifar.zip")
      return message { _ = try load(CIFAR100.self, ["path": .text(path), "split": "validation"]) }
    }
    #expect(try refusal(size: 3 << 29).contains("found 1610612736 bytes out of 3, expected sizes that can be"))
    #expect(try refusal(size: 3 << 30).contains("expected no more than 2147483648 bytes"))
  }

  @Test func readsTheBinaryForm() throws {
    let folder = try TemporaryFolder()
    let members = [
      ("coarse_label_names.txt", Self.lines(Self.coarse)), ("fine_label_names.txt", Self.lines(Self.fine)),
      ("test.bin", Self.records(10_000)),
    ]
    try folder.makeFolder("cifar-100-binary")
    for (name, bytes) in members { try folder.write(bytes, to: "cifar-100-binary/" + name) }
    let archive = try folder.write(MadeUpCIFAR10.gzip(MadeUpCIFAR10.tar(members)), to: "renamed.tgz")
    for path in [folder.path, archive] {
      for (labels, names) in [("fine", Self.fine), ("coarse", Self.coarse)] {
        let set = try load(
          CIFAR100.self, ["path": .text(path), "split": "validation", "labels": .text(labels), "limit": 130])
        #expect(set.classNames == names)
        #expect(set.labels == (0..<130).map { $0 % names.count })
        #expect(set.withPixels(at: 129) { Array($0[0..<2]) } == [129, 9])
      }
    }
    var wrong = Self.records(10_000)
    wrong[3074 * 5] = 20
    let path = try folder.write(wrong, to: "cifar-100-binary/test.bin")
    let given: [String: OptionValue] = ["path": .text(folder.path), "split": "validation", "labels": "coarse"]
    #expect(
      message { _ = try load(CIFAR100.self, given) }
        == "\(path): record 5, byte 15370: found label 20, expected 0 to 19")
  }

  @Test func readsThePickledForm() throws {
    let folder = try TemporaryFolder()
    func list(_ names: [String]) -> [UInt8] {
      Array("](".utf8) + names.flatMap { [UInt8(ascii: "U"), UInt8($0.utf8.count)] + Array($0.utf8) } + Array("e".utf8)
    }
    let meta =
      [0x80, 2] + Array("}(U\u{10}fine_label_names".utf8) + list(Self.fine) + Array("U\u{12}coarse_label_names".utf8)
      + list(Self.coarse) + Array("u.".utf8)
    // The batch of CIFAR-10 with its labels under two other names.
    var batch = MadeUpCIFAR10.pickle(MadeUpCIFAR10.batch(3))
    let key = Array("U\u{6}labels](".utf8)
    let place = try #require(batch.lastRange(of: key)).lowerBound
    let labels = Array(batch[(place + key.count)...].dropLast(3))
    batch =
      Array(batch[..<place]) + Array("U\u{b}fine_labels](".utf8) + labels + Array("e".utf8)
      + Array("U\u{d}coarse_labels](".utf8) + labels + Array("eu.".utf8)
    try folder.makeFolder("cifar-100-python")
    try folder.write(batch, to: "cifar-100-python/test")
    try folder.write(meta, to: "cifar-100-python/meta")
    let set = try load(
      CIFAR100.self, ["labels": "coarse", "split": "validation", "limit": 12],
      places: DataPlaces(cacheFolder: folder.path))
    #expect(set.classNames == Self.coarse)
    #expect(set.labels == (0..<12).map { $0 % 10 })
    #expect(set.withPixels(at: 11) { Array($0[0..<3]) } == [3, 11, 3])
  }
}

extension [UInt8] {
  /// Where some bytes stand last.
  fileprivate func lastRange(of part: [UInt8]) -> Range<Int>? {
    (0...count - part.count).reversed().first { self[$0..<$0 + part.count].elementsEqual(part) }.map {
      $0..<$0 + part.count
    }
  }
}

@Suite struct SVHNTests {
  @Test("What SciPy wrote, packed and not", arguments: ["svhn.mat", "svhn-unpacked.mat"])
  func readsMATLABFiles(name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(try Fixture.bytes(name), to: "test_32x32.mat")
    for limit in [nil, 1] {
      var given: [String: OptionValue] = ["path": .text(folder.path), "split": "validation"]
      given["limit"] = limit.map { .whole($0) }
      let set = try load(SVHN.self, given)
      #expect(set.labels == Array([0, 3].prefix(limit ?? 2)))
      #expect(set.split == "validation" && set.classNames[3] == "3")
      // Row 0, column 5 is marked in every plane.
      #expect(set.withPixels(at: 0) { [$0[0], $0[5], $0[32], $0[5 * 32], $0[1024 + 64]] } == [0, 255, 1, 5, 32])
      if limit == nil { #expect(set.withPixels(at: 1) { $0[2 * 1024 + 31 * 32] } == 191) }
    }
    #expect(
      message { _ = try load(SVHN.self, ["path": .text(folder.path)]) }
        == "\(folder.path)/train_32x32.mat: there is no such file or folder; expected a file of SVHN")
  }

  @Test func whatDoesNotFitIsNotRead() throws {
    let folder = try TemporaryFolder()
    try folder.write(try Fixture.bytes("svhn.mat"), to: "extra_32x32.mat")
    let given: [String: OptionValue] = ["path": .text(folder.path), "split": "extra"]
    let watcher = LoadingWatcher(memoryLimit: 1_000_000)
    #expect(
      message { _ = try load(SVHN.self, given, watcher: watcher) }
        == "531,131 images of SVHN, unless `limit=` takes fewer, would need 1631634432 bytes; expected no more than 1000000"
    )
    #expect(try load(SVHN.self, given.merging(["limit": 100]) { $1 }, watcher: watcher).count == 2)
  }

  @Test func saysWhatIsWrongWithAFile() throws {
    let folder = try TemporaryFolder()
    let plain = try Fixture.bytes("svhn-unpacked.mat")
    func refusal(_ bytes: some Collection<UInt8>, limit: Int? = nil) throws -> String {
      let path = try folder.write(bytes, to: "test_32x32.mat")
      var given: [String: OptionValue] = ["path": .text(path), "split": "validation"]
      given["limit"] = limit.map { .whole($0) }
      return message { _ = try load(SVHN.self, given) }.replacing(path, with: "FILE")
    }
    #expect(try refusal(plain) == "no error")
    #expect(
      try refusal(plain[..<4000]) == "FILE: ends too early, in image 1: found 736 of 3072 bytes; the file is truncated")
    #expect(try refusal(plain[..<6336]) == "FILE: the archive lacks y")
    #expect(
      try refusal(plain[..<100]) == "FILE: ends too early, in its head: found 100 of 128 bytes; the file is truncated")
    #expect(try refusal(Array("hello".utf8)) == "FILE: is a text file; expected a MATLAB 5 file")
    var big = plain
    big.replaceSubrange(126..<128, with: Array("MI".utf8))
    #expect(
      try refusal(big) == "FILE: byte 126: found 4d 49, expected 49 4d, as in a file that lies lowest byte first")
    // The last side says another number of images.
    var lying = plain
    let side = try #require((128..<400).first { plain[$0..<$0 + 8].elementsEqual([3, 0, 0, 0, 2, 0, 0, 0]) }) + 4
    lying.replaceSubrange(side..<side + 4, with: [255, 255, 255, 127])
    #expect(
      try refusal(lying)
        == "FILE: the numbers of “X”: found 6144 bytes, expected 32x32x3x2147483647 numbers of 1")
    var label = plain
    label[label.count - 4] = 11
    #expect(try refusal(label).hasPrefix("FILE: record "))
    // A changed byte in what is packed.
    var packed = try Fixture.bytes("svhn.mat")
    packed[packed.count - 100] ^= 1
    #expect(try refusal(packed).hasPrefix("FILE: "))
  }
}

@Suite struct STL10Tests {
  /// Images whose pixel at column x and row y is x + 2y, laid column by column.
  private static func images(_ count: Int) -> [UInt8] {
    let plane = (0..<96).flatMap { column in (0..<96).map { UInt8(truncatingIfNeeded: column + 2 * $0) } }
    return Array([[UInt8]](repeating: plane, count: 3 * count).joined())
  }

  @Test func readsFolderAndArchive() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("stl10_binary")
    let members = [
      ("test_X.bin", Self.images(2)), ("test_y.bin", [10, 1] as [UInt8]), ("unlabeled_X.bin", Self.images(1)),
    ]
    for (name, bytes) in members { try folder.write(bytes, to: "stl10_binary/" + name) }
    let other = try TemporaryFolder()
    let archive = try other.write(MadeUpCIFAR10.gzip(MadeUpCIFAR10.tar(members)), to: "stl10_binary.tar.gz")
    for path in [folder.path, other.path, archive] {
      let set = try load(STL10.self, ["path": .text(path), "split": "validation"])
      #expect(set.labels == [9, 0])
      #expect(set.className(at: 0) == "truck")
      #expect(set.shape == ImageShape(channels: 3, height: 96, width: 96))
      #expect(set.withPixels(at: 1) { [$0[1], $0[96], $0[9216 + 97]] } == [1, 2, 3])
      let unlabelled = try load(STL10.self, ["path": .text(path), "split": "unlabelled"])
      #expect(unlabelled.labels == nil && unlabelled.classNames.isEmpty && unlabelled.count == 1)
      #expect(
        message { _ = try load(STL10.self, ["path": .text(path), "split": "unlabelled", "per-class": 1]) }
          == "stl10: option per-class: found a set without classes, expected one with labels")
      #expect(try load(STL10.self, ["path": .text(path), "split": "validation", "limit": 1]).labels == [9])
    }
    let path = try folder.write([1, 2], to: "stl10_binary/test_X.bin")
    #expect(
      message { _ = try load(STL10.self, ["path": .text(folder.path), "split": "validation"]) }
        == "\(path): has 2 bytes; expected 27648 for each image of 3x96x96")
  }
}
