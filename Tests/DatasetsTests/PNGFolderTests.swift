import Basics
import CPNG
import Datasets
import Foundation
import Options
import TestSupport
import Testing

struct PNGFolderTests {
  /// A PNG file of noise, which does not compress.
  static func noise(side: Int, seed: UInt64) -> (file: [UInt8], pixels: [UInt8]) {
    var state = seed
    let pixels = (0..<side * side * 3).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33)
    }
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    (image.width, image.height, image.format) = (UInt32(side), UInt32(side), UInt32(PNG_FORMAT_RGB))
    var size = 16 * side * side + 1024
    var file = [UInt8](repeating: 0, count: size)
    #expect(png_image_write_to_memory(&image, &file, &size, 0, pixels, 0, nil) != 0)
    return (Array(file.prefix(size)), pixels)
  }

  @Test("Files of every size are read to the last pixel", arguments: [2, 9, 18, 31, 64, 200])
  func sizes(side: Int) throws {
    let folder = try TemporaryFolder()
    let pictures = (1...20).map { Self.noise(side: side, seed: UInt64($0)) }
    for (number, picture) in pictures.enumerated() { try folder.write(picture.file, to: "\(number + 10).png") }
    let set = try load(folder.path, ["size": .extent(Extent(height: side, width: side))])
    for (number, picture) in pictures.enumerated() {
      let planes = (0..<3).flatMap { channel in (0..<side * side).map { picture.pixels[$0 * 3 + channel] } }
      set.withPixels(at: number) { #expect(Array($0) == planes) }
    }
  }

  /// A PNG file of one colour.
  func png(_ colour: [UInt8], width: Int = 4, height: Int = 4) -> [UInt8] {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    (image.width, image.height, image.format) = (UInt32(width), UInt32(height), UInt32(PNG_FORMAT_RGB))
    let pixels = (0..<width * height).flatMap { _ in colour }
    var size = 100_000
    var bytes = [UInt8](repeating: 0, count: size)
    #expect(png_image_write_to_memory(&image, &bytes, &size, 0, pixels, 0, nil) != 0)
    return Array(bytes[0..<size])
  }

  func load(_ path: String, _ more: [String: OptionValue] = [:]) throws -> ImageSet {
    let values = try OptionValues(more.merging(["path": .text(path)]) { $1 }).checked(for: PNGFolder.declaration)
    return try PNGFolder.load(values, from: DataPlaces(), watcher: LoadingWatcher())
  }

  @Test func readsASubFolderForEachClass() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("red")
    try folder.makeFolder("blue")
    try folder.write(png([200, 0, 0]), to: "red/2.png")
    try folder.write(png([100, 0, 0], width: 64, height: 16), to: "red/1.png")
    try folder.write(png([0, 0, 50], width: 1, height: 1), to: "blue/1.png")
    try folder.write([1], to: "red/.hidden")
    let set = try load(folder.path, ["size": .extent(Extent(height: 3, width: 5))])
    #expect(set.shape == ImageShape(channels: 3, height: 3, width: 5))
    #expect(set.classNames == ["blue", "red"])
    #expect(set.labels == [0, 1, 1])
    #expect(
      (0..<3).map { index in set.withPixels(at: index) { [$0[0], $0[14], $0[15], $0[30], $0[44]] } }
        == [[0, 0, 0, 50, 50], [100, 100, 0, 0, 0], [200, 200, 0, 0, 0]])
    let preview = try PNGFolder.preview(
      OptionValues(["path": .text(folder.path), "limit": .whole(2)]).checked(for: PNGFolder.declaration),
      from: DataPlaces(), unless: StopFlag())
    #expect(preview == DatasetPreview(shape: ImageShape(channels: 3, height: 32, width: 32), count: 2))
  }

  @Test func readsAFolderWithoutClassesInGrey() throws {
    let folder = try TemporaryFolder()
    try folder.write(png([255, 255, 255]), to: "b.png")
    try folder.write(png([0, 0, 0]), to: "a.png")
    let set = try load(folder.path, ["channels": .text("grey"), "size": .extent(Extent(height: 2, width: 2))])
    #expect(set.shape.description == "1x2x2")
    #expect(set.labels == nil)
    #expect((0..<2).map { index in set.withPixels(at: index) { Array($0) } } == [[0, 0, 0, 0], [255, 255, 255, 255]])
  }

  @Test func explainsWhatIsNoPicture() throws {
    let folder = try TemporaryFolder()
    #expect(
      message { _ = try load(folder.file("none")) }
        == "\(folder.path)/none: there is no such file or folder; expected a folder of PNG files, or a sub-folder of PNG files for each class"
    )
    #expect(
      message { _ = try load(folder.path) }
        == "\(folder.path): the folder is empty; expected PNG files, or a sub-folder of PNG files for each class")
    let path = try folder.write(Array("GIF89a".utf8), to: "a.png")
    #expect(
      message { _ = try load(folder.path) } == "\(path): is no PNG file: begins with 47 49 46 38; expected 89 50 4e 47")
    try folder.write(Array(png([1, 2, 3]).dropLast(20)), to: "a.png")
    #expect(message { _ = try load(folder.path) }.hasPrefix("\(path): the PNG file cannot be decoded: "))
    try folder.write([], to: "a.png")
    #expect(
      message { _ = try load(folder.path) } == "\(path): the file is empty; expected a PNG file of 1 to 536870912 bytes"
    )
    try folder.makeFolder("class")
    #expect(
      message { _ = try load(folder.path) }
        == "\(folder.path)/class: the folder is empty; expected PNG files of the class class")
    try folder.write(png([1, 2, 3]), to: "class/1.png")
    #expect(
      message { _ = try load(folder.path) }
        == "\(folder.path): holds nothing that can be loaded; expected sub-folders alone, but found the file \(path)")
  }

  /// A header that declares `side` × `side` pixels, with the check sum that belongs to it.
  func declaring(side: UInt32, checkSum: [UInt8]) -> [UInt8] {
    let bytes = withUnsafeBytes(of: side.bigEndian) { Array($0) }
    return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52] + bytes + bytes
      + [8, 2, 0, 0, 0] + checkSum + [0, 0, 0, 0, 0x49, 0x44, 0x41, 0x54, 0x35, 0xaf, 0x06, 0x1e]
  }

  @Test func refusesHugePicturesBeforeItMakesRoom() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(declaring(side: 1_000_000, checkSum: [0xd3, 0x0f, 0xaf, 0x2a]), to: "a.png")
    #expect(
      message { _ = try load(folder.path) }
        == "\(path): declares 1000000x1000000 pixels; expected no more than 67108864 pixels in all")
    try folder.write(declaring(side: 60_000, checkSum: [0x0f, 0xb0, 0xe2, 0x15]), to: "a.png")
    #expect(
      message { _ = try load(folder.path) }
        == "\(path): declares 60000x60000 pixels; expected no more than 67108864 pixels in all")
    try folder.write(declaring(side: 8_000, checkSum: [0x89, 0x93, 0x3a, 0xa3]), to: "a.png")
    #expect(
      message { _ = try load(folder.path) }
        == "\(path): the PNG file cannot be decoded: 8000x8000 pixels cannot be in 45 bytes")
  }

  @Test func averagesWhatShrinks() throws {
    let folder = try TemporaryFolder()
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    (image.width, image.height, image.format) = (3, 1, UInt32(PNG_FORMAT_GRAY))
    var size = 1000
    var bytes = [UInt8](repeating: 0, count: size)
    #expect(png_image_write_to_memory(&image, &bytes, &size, 0, [0, 90, 240] as [UInt8], 0, nil) != 0)
    try folder.write(bytes[0..<size], to: "a.png")
    let small = try load(folder.path, ["channels": .text("grey"), "size": .extent(Extent(height: 1, width: 2))])
    // (0 + 90 / 2) / 1.5 and (90 / 2 + 240) / 1.5.
    #expect(small.withPixels(at: 0) { Array($0) } == [30, 190])
    let large = try load(folder.path, ["channels": .text("grey"), "size": .extent(Extent(height: 1, width: 6))])
    #expect(large.withPixels(at: 0) { Array($0) } == [0, 23, 68, 128, 203, 240])
  }

  @Test("A pipe among the images is no trap")
  func pipesAreRefused() throws {
    let folder = try TemporaryFolder()
    try #require(mkfifo(folder.file("a.png"), 0o600) == 0)
    let error = #expect(throws: DatasetError.self) {
      try load(folder.path, ["size": .extent(Extent(height: 4, width: 4))])
    }
    #expect(error?.description.contains("it is no plain file") == true, "\(String(describing: error))")
  }
}
