import Basics
import Datasets
import Options
import TestSupport
import Testing

/// Files such as MNIST's authors publish, with made-up pixels.
enum MadeUpMNIST {
  /// An IDX file of bytes.
  static func idx(_ sides: [Int], _ bytes: [UInt8]) -> [UInt8] {
    [0, 0, 8, UInt8(sides.count)]
      + sides.flatMap { side in (0..<4).map { UInt8(truncatingIfNeeded: side >> (24 - 8 * $0)) } } + bytes
  }

  /// Images whose pixel in row r and column c is the image's number + r + 3c, up to 255.
  static func images(_ count: Int) -> [UInt8] {
    idx(
      [count, 28, 28],
      (0..<count).flatMap { image in
        (0..<28).flatMap { row in (0..<28).map { UInt8(truncatingIfNeeded: image + row + 3 * $0) } }
      })
  }

  static func labels(_ labels: [UInt8]) -> [UInt8] { idx([labels.count], labels) }

  static let names = (images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte")
}

struct MNISTTests {
  @Test(
    "Four files, packed or unpacked, by themselves, in torchvision's folders and in an archive",
    arguments: [MNIST.self, FashionMNIST.self, KMNIST.self] as [any MNISTLike.Type])
  func readsEveryPacking(format: any MNISTLike.Type) throws {
    let (images, labels) = (MadeUpMNIST.images(3), MadeUpMNIST.labels([7, 0, 9]))
    let unpacked = try TemporaryFolder()
    try unpacked.write(images, to: MadeUpMNIST.names.images)
    try unpacked.write(labels, to: MadeUpMNIST.names.labels)
    let packed = try TemporaryFolder()
    let raw = ["mnist": "MNIST/raw", "fashion-mnist": "FashionMNIST/raw", "kmnist": "KMNIST/raw"][format.name] ?? ""
    try packed.makeFolder(raw)
    let file = try packed.write(MadeUpCIFAR10.gzip(images), to: raw + "/" + MadeUpMNIST.names.images + ".gz")
    try packed.write(MadeUpCIFAR10.gzip(labels), to: raw + "/" + MadeUpMNIST.names.labels + ".gz")
    let archive = try packed.write(
      ZipArchive.bytes([
        ("a/" + MadeUpMNIST.names.labels, labels),
        ("a/" + MadeUpMNIST.names.images + ".gz", MadeUpCIFAR10.gzip(images)),
      ]), to: "any.zip")
    let tar = try packed.write(
      MadeUpCIFAR10.tar([(MadeUpMNIST.names.images, images), (MadeUpMNIST.names.labels, labels)]), to: "any.tar")
    let places = [unpacked.path, packed.path, packed.file(raw), file, archive, tar]
    for place in places {
      let set = try load(format, ["path": .text(place)])
      #expect(set.name == format.name && set.split == "training")
      #expect(set.shape == ImageShape(channels: 1, height: 28, width: 28))
      #expect(set.labels == [7, 0, 9])
      #expect(set.classNames == format.classNames)
      #expect(set.withPixels(at: 2) { Array($0[28..<31]) } == [3, 6, 9])
    }
    let cached = try load(format, ["limit": 2], places: DataPlaces(cacheFolder: packed.path))
    #expect(cached.labels == [7, 0])
    #expect(
      message { _ = try load(format, ["path": .text(unpacked.path), "split": "validation"]) }
        == "\(unpacked.path)/t10k-images-idx3-ubyte: there is no such file or folder; expected a file of \(format.title)"
    )
  }

  @Test func filesInTheDataFolderItselfMayBeAnybodys() throws {
    let folder = try TemporaryFolder()
    try folder.write(MadeUpMNIST.images(1), to: MadeUpMNIST.names.images)
    try folder.write(MadeUpMNIST.labels([1]), to: MadeUpMNIST.names.labels)
    let address = "http://codh.rois.ac.jp/kmnist/dataset/kmnist/"
    #expect(
      message { _ = try load(KMNIST.self, places: DataPlaces(dataFolder: folder.path)) }
        == "no KMNIST found (looked in \(folder.path)); say download=yes, or fetch "
        + "\(address)train-images-idx3-ubyte.gz and \(address)train-labels-idx1-ubyte.gz and say path=FOLDER, "
        + "or put it into a folder that $DARKROOM_DATA names")
  }

  @Test func saysWhatIsWrongWithAFile() throws {
    let folder = try TemporaryFolder()
    let (images, labels) = (MadeUpMNIST.images(3), MadeUpMNIST.labels([7, 0, 9]))
    let (imagePath, labelPath) = (folder.file(MadeUpMNIST.names.images), folder.file(MadeUpMNIST.names.labels))
    func refusal(images changed: [UInt8]? = nil, labels other: [UInt8]? = nil) throws -> String {
      try folder.write(changed ?? images, to: MadeUpMNIST.names.images)
      try folder.write(other ?? labels, to: MadeUpMNIST.names.labels)
      return message { _ = try load(MNIST.self, ["path": .text(folder.path)]) }
    }
    #expect(try refusal() == "no error")
    #expect(
      try refusal(images: Array(images.dropLast(10)))
        == "\(imagePath): ends too early, in record 2: found 774 of 784 bytes; the file is truncated")
    #expect(
      try refusal(images: images + [1])
        == "\(imagePath): byte 2368: found more bytes, expected the end behind 3 records")
    #expect(
      try refusal(images: [])
        == "\(imagePath): the file is empty; expected an IDX file of images, bytes with 3 sides")
    #expect(
      try refusal(images: Array("hello".utf8))
        == "\(imagePath): is a text file; expected an IDX file of images, bytes with 3 sides")
    var huge = images
    huge.replaceSubrange(4..<8, with: [255, 255, 255, 255])
    #expect(
      try refusal(images: huge)
        == "\(imagePath): byte 4: found sides of 4294967295x28x28, expected sides above 0 of no more than 8589934592 "
        + "bytes in all")
    huge.replaceSubrange(4..<8, with: [0, 127, 255, 255])
    #expect(
      try refusal(images: huge)
        == "\(imagePath): ends too early, in record 3: found 0 of 784 bytes; the file is truncated")
    huge[2] = 13
    #expect(
      try refusal(images: huge)
        == "\(imagePath): byte 2: found type 0d with 3 sides, expected type 08, bytes, with 3")
    #expect(
      try refusal(images: MadeUpMNIST.idx([1, 2, 2], [1, 2, 3, 4]))
        == "\(imagePath): byte 8: found images of 2x2, expected 28x28")
    #expect(
      try refusal(labels: MadeUpMNIST.labels([7, 0]))
        == "\(labelPath): byte 4: found 2 labels, expected 3, one for each image")
    #expect(
      try refusal(labels: MadeUpMNIST.labels([7, 10, 3]))
        == "\(labelPath): record 1, byte 9: found label 10, expected 0 to 9")
  }

  @Test func aPackedFileIsReadToItsCheckSum() throws {
    let folder = try TemporaryFolder()
    var images = MadeUpCIFAR10.gzip(MadeUpMNIST.images(3), level: 0)
    images[1000] ^= 1
    let path = try folder.write(images, to: MadeUpMNIST.names.images + ".gz")
    try folder.write(MadeUpMNIST.labels([1, 2, 3]), to: MadeUpMNIST.names.labels)
    #expect(
      message { _ = try load(MNIST.self, ["path": .text(folder.path), "limit": 1]) }
        == "\(path): the compressed data are damaged near byte \(images.count - 4): incorrect data check")
  }

  /// EMNIST's files lie transposed; here they stand upright, and its letters count from 1.
  @Test func emnistStandsUpright() throws {
    let folder = try TemporaryFolder()
    let name = "gzip/emnist-letters-test-"
    let path = try folder.write(
      ZipArchive.bytes([
        ("gzip/emnist-digits-train-images-idx3-ubyte.gz", [1, 2, 3]),
        (name + "images-idx3-ubyte.gz", MadeUpCIFAR10.gzip(MadeUpMNIST.images(2))),
        (name + "labels-idx1-ubyte.gz", MadeUpCIFAR10.gzip(MadeUpMNIST.labels([1, 26]))),
      ]), to: "gzip.zip")
    let options: [String: OptionValue] = ["part": "letters", "split": "validation"]
    for given in [options.merging(["path": .text(path)]) { $1 }, options] {
      let set = try load(EMNIST.self, given, places: DataPlaces(dataFolder: folder.path))
      #expect(set.classNames.count == 26)
      #expect([set.className(at: 0), set.className(at: 1)] == ["a", "z"])
      #expect(set.withPixels(at: 1) { Array($0[28..<31]) } == [4, 5, 6])
    }
    #expect(
      message { _ = try load(EMNIST.self, ["path": .text(path), "split": "validation"]) }
        == "\(path): the archive lacks emnist-balanced-test-images-idx3-ubyte, emnist-balanced-test-labels-idx1-ubyte")
    let balanced = try EMNIST.preview(
      OptionValues(["path": .text(path)]).checked(for: EMNIST.declaration), from: DataPlaces(), unless: StopFlag())
    #expect(balanced.count == 112_800 && balanced.classNames?.count == 47)
  }

  @Test("What is fetched is what the split needs, into a folder of its own")
  func fetchesWhatIsNeeded() throws {
    let training = OptionValues(["split": "training"])
    let packing = MNIST.packings(for: training)[0]
    #expect(packing.downloads.map(\.fileName) == ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"])
    #expect(packing.downloads.map(\.md5).map(\.count) == [32, 32])
    #expect(packing.downloadFolder == "mnist")
  }
}
