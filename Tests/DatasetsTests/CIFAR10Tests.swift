import CZlib
import Datasets
import Foundation
import Options
import TestSupport
import Testing

/// Files such as CIFAR-10's authors publish, with made-up pixels.
enum MadeUpCIFAR10 {
  static let names = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
  static let classNames = Array((names.joined(separator: "\n") + "\n\n").utf8)

  /// A batch: image `i` has the label `i % 10` and pixels that begin with `mark` and go up with `i`.
  static func batch(_ mark: UInt8) -> [UInt8] {
    var bytes = [UInt8](repeating: mark, count: 30_730_000)
    for record in 0..<10_000 {
      bytes[record * 3073] = UInt8(record % 10)
      bytes[record * 3073 + 2] = UInt8(truncatingIfNeeded: record)
    }
    return bytes
  }

  static func tar(_ members: [(String, [UInt8])]) -> [UInt8] {
    var archive: [UInt8] = []
    for (name, bytes) in members {
      var header = [UInt8](repeating: 0, count: 512)
      func put(_ text: String, at place: Int) {
        for (index, byte) in text.utf8.enumerated() { header[place + index] = byte }
      }
      put("cifar/" + name, at: 0)
      put(String(format: "%011o", bytes.count), at: 124)
      put("ustar\u{0}00", at: 257)
      header[156] = UInt8(ascii: "0")
      put("        ", at: 148)
      put(String(format: "%06o\u{0} ", header.reduce(0) { $0 + Int($1) }), at: 148)
      archive += header + bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    }
    return archive + [UInt8](repeating: 0, count: 1024)
  }

  static func gzip(_ bytes: [UInt8], level: Int32 = 1) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      input.withUnsafeMutableBufferPointer { source in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(bound)
        deflate(&stream, Z_FINISH)
      }
      count = Int(stream.total_out)
    }
  }

  /// A batch as Python 2 pickled it.
  static func pickle(_ batch: [UInt8]) -> [UInt8] {
    var bytes = Array("\u{2}}q\u{0}(".utf8)
    bytes.insert(0x80, at: 0)
    bytes += Array("U\u{4}data".utf8) + Array("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\u{0}".utf8)
    bytes += [0x85] + Array("U\u{1}b".utf8)
    bytes += [0x87] + Array("R(K\u{1}M".utf8)
    bytes += [0x10, 0x27] + Array("M".utf8)
    bytes += [0x00, 0x0c, 0x86]
    bytes += Array("cnumpy\ndtype\nU\u{2}u1K\u{0}K\u{1}".utf8) + [0x87] + Array("R(K\u{3}U\u{1}|NNNJ".utf8)
    bytes += [255, 255, 255, 255] + Array("J".utf8)
    bytes += [255, 255, 255, 255] + Array("K\u{0}tb".utf8)
    bytes += [0x89] + Array("T".utf8)
    bytes += [0x00, 0xc0, 0xd4, 0x01]
    for record in 0..<10_000 { bytes += batch[record * 3073 + 1..<(record + 1) * 3073] }
    bytes += Array("tbU\u{6}labels](".utf8)
    for record in 0..<10_000 { bytes += [UInt8(ascii: "K"), batch[record * 3073]] }
    return bytes + Array("eu.".utf8)
  }

  static let pickledNames: [UInt8] =
    [0x80, 2] + Array("}(U\u{b}label_names](".utf8)
    + names.flatMap { [UInt8(ascii: "U"), UInt8($0.utf8.count)] + Array($0.utf8) } + Array("eu.".utf8)
}

/// Loads a data set as a script does.
func load(
  _ format: any DatasetFormat.Type, _ given: [String: OptionValue] = [:], places: DataPlaces = DataPlaces(),
  watcher: LoadingWatcher = LoadingWatcher()
) throws -> ImageSet {
  let row = DatasetRow(format)
  return try row.load(OptionValues(given).checked(for: row.declaration), from: places, watcher: watcher)
}

/// Loads CIFAR-10 from a path.
func loadCIFAR10(_ path: String?, split: String = "training", limit: Int? = nil, places: DataPlaces = DataPlaces())
  throws
  -> ImageSet
{
  var given: [String: OptionValue] = ["split": .text(split)]
  if let path { given["path"] = .text(path) }
  if let limit { given["limit"] = .whole(limit) }
  return try load(CIFAR10.self, given, places: places)
}

/// The whole message of what `body` throws.
func message(_ body: () throws -> Void) -> String {
  do { try body() } catch { return "\(error)" }
  return "no error"
}

struct CIFAR10Tests {
  @Test func readsTheBinaryArchiveInAnyOrder() throws {
    let folder = try TemporaryFolder()
    let archive = MadeUpCIFAR10.gzip(
      MadeUpCIFAR10.tar([
        ("data_batch_2.bin", MadeUpCIFAR10.batch(2)), ("readme.html", [1, 2, 3]),
        ("data_batch_1.bin", MadeUpCIFAR10.batch(1)), ("batches.meta.txt", MadeUpCIFAR10.classNames),
      ]))
    try folder.write(archive, to: "cifar-10-binary.tar.gz")
    let set = try loadCIFAR10(folder.path, limit: 10_003)
    #expect(set.count == 10_003)
    #expect(set.classNames == MadeUpCIFAR10.names)
    #expect(set.label(at: 9_999) == 9)
    #expect(set.withPixels(at: 9_999) { Array($0[0..<3]) } == [1, UInt8(truncatingIfNeeded: 9_999), 1])
    #expect(set.withPixels(at: 10_002) { Array($0[0..<3]) } == [2, 2, 2])
    let same = try loadCIFAR10(nil, limit: 3, places: DataPlaces(cacheFolder: folder.path))
    #expect(same.labels == [0, 1, 2])
    #expect(
      message { _ = try loadCIFAR10(folder.path, split: "validation") }
        == "\(folder.path)/cifar-10-binary.tar.gz: the archive lacks test_batch.bin")
  }

  @Test func readsThePickledFolderAndArchive() throws {
    let folder = try TemporaryFolder()
    let pickle = MadeUpCIFAR10.pickle(MadeUpCIFAR10.batch(7))
    try folder.makeFolder("cifar-10-batches-py")
    try folder.write(pickle, to: "cifar-10-batches-py/test_batch")
    try folder.write(MadeUpCIFAR10.pickledNames, to: "cifar-10-batches-py/batches.meta")
    let path = try folder.write(
      MadeUpCIFAR10.gzip(MadeUpCIFAR10.tar([("batches.meta", MadeUpCIFAR10.pickledNames), ("test_batch", pickle)])),
      to: "renamed.tar.gz")
    for place in [folder.path, path] {
      let set = try loadCIFAR10(place, split: "validation")
      #expect(set.count == 10_000)
      #expect(set.classNames == MadeUpCIFAR10.names)
      #expect(set.label(at: 1234) == 4)
      #expect(set.withPixels(at: 1234) { Array($0[0..<3]) } == [7, UInt8(truncatingIfNeeded: 1234), 7])
    }
  }

  @Test func theFirstImagesOfEachClass() throws {
    let folder = try TemporaryFolder()
    try folder.write(MadeUpCIFAR10.classNames, to: "batches.meta.txt")
    try folder.write(MadeUpCIFAR10.batch(1), to: "test_batch.bin")
    func load(_ given: [String: OptionValue]) throws -> ImageSet {
      try DatasetsTests.load(CIFAR10.self, given.merging(["path": .text(folder.path), "split": "validation"]) { $1 })
    }
    let set = try load(["per-class": 3])
    #expect(set.labels == Array(0..<10) + Array(0..<10) + Array(0..<10))
    #expect(set.withPixels(at: 29) { Array($0[0..<3]) } == [1, 29, 1])
    #expect(try load(["per-class": 3, "limit": 12]).labels == Array(0..<10) + [0, 1])
    #expect(try load(["limit": 12]).count == 12)
    #expect(try load(["limit": 20_000]).count == 10_000)
  }

  @Test func saysHowToGetIt() {
    #expect(
      message {
        _ = try loadCIFAR10(nil, places: DataPlaces(dataFolder: "/nowhere/data", cacheFolder: "/nowhere/cache"))
      }
        == "no CIFAR-10 found (looked in /nowhere/data, /nowhere/cache); say download=yes, or fetch "
        + "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz and say path=cifar-10-binary.tar.gz, "
        + "or put it into a folder that $DARKROOM_DATA names")
  }

  @Test func explainsMissingAndEmptyPlaces() throws {
    let folder = try TemporaryFolder()
    let expected = "cifar-10-binary.tar.gz, cifar-10-python.tar.gz, cifar-10-batches-bin or cifar-10-batches-py"
    #expect(
      message { _ = try loadCIFAR10(folder.file("none")) }
        == "\(folder.path)/none: there is no such file or folder; expected \(expected)")
    #expect(message { _ = try loadCIFAR10(folder.path) } == "\(folder.path): the folder is empty; expected \(expected)")
    try folder.write([1], to: "a")
    #expect(
      message { _ = try loadCIFAR10(folder.path) }
        == "\(folder.path): holds nothing that can be loaded; expected \(expected)")
    let empty = try folder.write([], to: "empty.tar.gz")
    #expect(message { _ = try loadCIFAR10(empty) } == "\(empty): the file is empty; expected a CIFAR-10 archive")
  }

  @Test func explainsDamagedArchives() throws {
    let folder = try TemporaryFolder()
    let garbage = try folder.write(Array("hello, world".utf8), to: "garbage.tar.gz")
    #expect(
      message { _ = try loadCIFAR10(garbage) } == "\(garbage): is a text file; expected a CIFAR-10 archive")
    let tar = MadeUpCIFAR10.tar([
      ("batches.meta.txt", MadeUpCIFAR10.classNames), ("test_batch.bin", MadeUpCIFAR10.batch(1)),
    ])
    let whole = MadeUpCIFAR10.gzip(tar)
    let cut = try folder.write(whole[0..<5000], to: "cut.tar.gz")
    #expect(
      message { _ = try loadCIFAR10(cut, split: "validation") }
        == "\(cut): the compressed data are damaged near byte 5000: the file ends too early; it is truncated")
    let short = try folder.write(MadeUpCIFAR10.gzip(Array(tar[0..<1536 + 3073 * 2 + 212])), to: "short.tar.gz")
    #expect(
      message { _ = try loadCIFAR10(short, split: "validation") }
        == "\(short):cifar/test_batch.bin: ends too early, in record 2: found 212 of 3073 bytes; the file is truncated"
    )
    var wrong = tar
    wrong[1] = UInt8(ascii: "x")
    let sum = try folder.write(MadeUpCIFAR10.gzip(wrong), to: "sum.tar.gz")
    #expect(
      message { _ = try loadCIFAR10(sum) }
        == "\(sum): the archive is damaged at byte 148 of its contents: found the check sum 3660, expected 3675")
  }

  /// An archive that is stored as it is: a changed byte changes nothing but the check sum behind all of it.
  @Test func anArchiveIsReadToItsCheckSum() throws {
    let folder = try TemporaryFolder()
    let tar = MadeUpCIFAR10.tar([
      ("test_batch.bin", MadeUpCIFAR10.batch(3)), ("batches.meta.txt", MadeUpCIFAR10.classNames),
      ("readme.html", [UInt8](repeating: 7, count: 100_000)),
    ])
    let good = MadeUpCIFAR10.gzip(tar, level: 0)
    for place in [1_000, good.count - 50_000] {
      var bytes = good
      bytes[place] ^= 1
      let path = try folder.write(bytes, to: "\(place).tar.gz")
      #expect(
        message { _ = try loadCIFAR10(path, split: "validation") }
          == "\(path): the compressed data are damaged near byte \(bytes.count - 4): incorrect data check")
    }
    // Members of gzip follow each other as one stream, and zeros behind them are padding.
    let halves = [tar[..<20_000_001], tar[20_000_001...]].flatMap { MadeUpCIFAR10.gzip(Array($0)) }
    let path = try folder.write(halves + [UInt8](repeating: 0, count: 511), to: "halves.tar.gz")
    #expect(try loadCIFAR10(path, split: "validation").count == 10_000)
    let cut = try folder.write(Array(halves.dropLast(9)), to: "cut.tar.gz")
    #expect(message { _ = try loadCIFAR10(cut, split: "validation") }.contains("the file ends too early"))
  }

  /// What a pickle makes is bounded by what it holds.
  @Test func pickleBombsAreRefused() throws {
    let folder = try TemporaryFolder()
    func refusal(_ batch: [UInt8]) throws -> String {
      let path = try folder.write(
        MadeUpCIFAR10.gzip(MadeUpCIFAR10.tar([("test_batch", batch), ("batches.meta", MadeUpCIFAR10.pickledNames)])),
        to: "bomb.tar.gz")
      return message { _ = try loadCIFAR10(path, split: "validation") }.replacing(path, with: "")
    }
    let nothing = "found no \"data\", expected \"data\", an array of 10000x3072 bytes"
    let tuples =
      [0x80, 2, UInt8(ascii: "N")] + [[UInt8]](repeating: [UInt8(ascii: "N"), 0x86], count: 50_000).joined()
    #expect(try refusal(tuples + Array(".".utf8)).contains(nothing))
    let dictionaries = [UInt8](repeating: UInt8(ascii: "}"), count: 50_000).flatMap { [$0] + Array("U\u{1}a".utf8) }
    let filled = [UInt8](repeating: UInt8(ascii: "s"), count: 50_000) + Array(".".utf8)
    #expect(try refusal([0x80, 2] + dictionaries + Array("N".utf8) + filled).contains(nothing))
    // One text, made into bytes again and again.
    let text = String(repeating: "x", count: 200)
    let again = Array("h\u{1}h\u{2}U\u{6}latin1".utf8) + [0x86] + Array("R".utf8)
    let bomb =
      [0x80, 2, UInt8(ascii: "]"), UInt8(ascii: "(")] + Array("c_codecs\nencode\nq\u{1}".utf8)
      + Array("X".utf8) + [0xc8, 0, 0, 0] + Array("\(text)q\u{2}".utf8)
      + [[UInt8]](repeating: again, count: 2_000).joined() + Array("e.".utf8)
    #expect(try refusal(bomb).contains(nothing))
    let crowd = [0x80, 2] + [UInt8](repeating: UInt8(ascii: "N"), count: 5_000_000)
    #expect(try refusal(crowd).contains("found more than 4194304 values, expected fewer"))
  }

  @Test func explainsWrongBatches() throws {
    let folder = try TemporaryFolder()
    try folder.write(MadeUpCIFAR10.classNames, to: "batches.meta.txt")
    let path = try folder.write([1, 2, 3], to: "test_batch.bin")
    #expect(
      message { _ = try loadCIFAR10(folder.path, split: "validation") }
        == "\(path): has 3 bytes; expected 30730000, 10000 records of 3073")
    var batch = MadeUpCIFAR10.batch(1)
    batch[3073 * 17] = 10
    try folder.write(batch, to: "test_batch.bin")
    #expect(
      message { _ = try loadCIFAR10(folder.path, split: "validation") }
        == "\(path): record 17, byte 52241: found label 10, expected 0 to 9")
  }

  @Test(arguments: [
    (
      "cos\nsystem\nU\u{2}ls\u{85}R.",
      "byte 0 of the pickle: found the name os system, expected a NumPy array; no other object is loaded"
    ),
    ("(((((", "byte 5 of the pickle: found the end, expected more; it is truncated"),
    ("I1\n.", "byte 0 of the pickle: found opcode 49, expected one of the opcodes of a CIFAR batch"),
    ("]]]]]aaaa.", "byte 10 of the pickle: found no \"label_names\", expected \"label_names\", a list of texts"),
    ("Tzzzz", "byte 0 of the pickle: found 0 bytes to the end, expected 2054847098 bytes"),
    ("h\u{1}.", "byte 0 of the pickle: found a reference to 1, expected one to a value before it"),
    // A list that holds itself.
    (
      "]q\u{1}h\u{1}a.",
      "byte 7 of the pickle: found no \"label_names\", expected \"label_names\", a list of texts"
    ),
    ("}.", "byte 2 of the pickle: found no \"label_names\", expected \"label_names\", a list of texts"),
  ]) func refusesOtherPickles(pickle: String, expected: String) throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "test_batch")
    let path = try folder.write(pickle.unicodeScalars.map { UInt8($0.value) }, to: "batches.meta")
    #expect(message { _ = try loadCIFAR10(folder.path, split: "validation") } == "\(path): \(expected)")
  }
}
