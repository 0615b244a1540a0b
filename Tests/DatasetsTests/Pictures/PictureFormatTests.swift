import Basics
import Datasets
import FileFormats
import TestSupport
import Testing

struct PictureFormatTests {
  static let files = PictureFixtures.all.files.filter { isRead([UInt8]($0.file)) }

  /// Whether this build has the library of a file's format.
  static func isRead(_ bytes: [UInt8]) -> Bool { PictureTable.reader(of: FileKind(bytes))?.trait?.isHere ?? true }

  func decode(_ bytes: [UInt8]) throws -> Picture { try PictureTable.decode(bytes, path: "a", unless: StopFlag()) }

  /// How far two pictures are apart at most.
  func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    left.count == right.count ? zip(left, right).map { abs(Int($0) - Int($1)) }.max() ?? 0 : .max
  }

  @Test("Files that PIL wrote have the pixels that PIL reads", arguments: files)
  func pixels(file: PictureFixtures.File) throws {
    let bytes = [UInt8](file.file)
    let picture = try decode(bytes)
    #expect(picture.size == PictureSize(height: file.height, width: file.width))
    // A decoder of another version may round its cosines another way.
    let tolerance = file.name.hasPrefix("JPEG") || ["WebP lossy", "TIFF deep"].contains(file.name) ? 1 : 0
    #expect(distance(picture.pixels(channels: 3, transparency: .drop), [UInt8](file.colour)) <= tolerance)
    #expect(distance(picture.pixels(channels: 1, transparency: .drop), [UInt8](file.grey)) <= tolerance)
    let told = PictureTable.reader(of: FileKind(bytes))?.size(Array(bytes.prefix(1024)))
    #expect(told == picture.size || told == nil && file.name.hasPrefix("TIFF"))
  }

  @Test("What is cut short is refused, or read to its last pixel, and nothing brings it down", arguments: files)
  func cutShort(file: PictureFixtures.File) throws {
    let bytes = [UInt8](file.file)
    let whole = try decode(bytes)
    for count in 0..<bytes.count {
      guard let picture = try? decode(Array(bytes[..<count])) else { continue }
      let isWhole = picture.samples == whole.samples
      #expect(isWhole, "\(count) of \(bytes.count) bytes")
    }
  }

  @Test("Files with a wrong byte are read or refused", arguments: files)
  func damaged(file: PictureFixtures.File) {
    let bytes = [UInt8](file.file)
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 0xff
      if let picture = try? decode(damaged) {
        #expect(picture.samples.count == picture.size.pixelCount * picture.layout.rawValue)
      }
    }
  }

  @Test func saysWhatIsNoPicture() {
    let others: [([UInt8], String)] = [
      (Array("<!DOCTYPE html>".utf8), "a: is an HTML page, and no picture"),
      (
        Array("version https://git-lfs.github.com/spec/v1\n".utf8),
        "a: is a Git LFS pointer, which stands for a file that was not fetched, and no picture"
      ),
      ([1, 2, 3, 4], "a: is a file that begins with 01 02 03 04, and no picture"),
      ([], "a: is empty"),
      ([0, 0, 0, 24] + Array("ftypheic".utf8), "a: is a HEIC, AVIF or MP4, and no picture"),
    ]
    for (bytes, words) in others { #expect(message { _ = try decode(bytes) } == words) }
  }

  @Test("A stop ends every decoder", arguments: files)
  func stopped(file: PictureFixtures.File) {
    let stop = StopFlag()
    stop.set()
    #expect(throws: Interrupted.self) { try PictureTable.decode([UInt8](file.file), path: "a", unless: stop) }
  }

  @Test func refusesSizesThatCannotBe() {
    func bmp(_ width: UInt32, _ height: UInt32) -> [UInt8] {
      let sides = [width, height].flatMap { side in (0..<4).map { UInt8(truncatingIfNeeded: side >> (8 * $0)) } }
      return Array("BM".utf8) + [0, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0] + sides + [1, 0, 24, 0]
        + [UInt8](repeating: 0, count: 30)
    }
    #expect(message { _ = try decode(bmp(1 << 30, 1 << 30)) }.hasPrefix("a: declares "))
    #expect(message { _ = try decode(bmp(0, 4)) } == "a: is a BMP that cannot be decoded: it has no size")
    #expect(message { _ = try decode(bmp(4, 1 << 31)) }.hasPrefix("a: declares 2147483648x4 pixels"))
    #expect(
      message { _ = try decode(bmp(8000, 8000)) }
        == "a: is a BMP that cannot be decoded: 8000x8000 pixels cannot be in 60 bytes")
    #expect(
      message { _ = try decode(Array("P6 9 9 255\n123".utf8)) }
        == "a: is a PPM, PGM or PBM that cannot be decoded: 3 of 243 bytes; the file is truncated")
    #expect(
      message { _ = try decode(Array("P2 2 1 9 4 10".utf8)) }
        == "a: is a PPM, PGM or PBM that cannot be decoded: a sample of 10, above 9")
    #expect(
      message { _ = try decode(Array("P3 99999999999 1 9 4 10".utf8)) }
        == "a: is a PPM, PGM or PBM that cannot be decoded: the header has no size")
  }
}
