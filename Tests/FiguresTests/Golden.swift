import CPNG
import Figures
import Foundation
import Testing

/// Comparison with stored pictures.
///
/// Another release of the font or of Cairo shifts edges by a fraction of a pixel; so both pictures are averaged over
/// squares of `side` pixels first, and a few of the squares may differ. A mark that moved, vanished or changed its
/// colour makes many of them differ by much.
enum Golden {
  static let side = 8

  /// Compares `png` with the fixture `name`. A failing picture, the expected one and their difference are written to a
  /// folder that the failure names; `DARKROOM_RECORD_GOLDEN=1` stores new ones instead.
  static func expect(_ png: [UInt8], matches name: String) throws {
    let url = Fixtures.url(name + ".png")
    if ProcessInfo.processInfo.environment["DARKROOM_RECORD_GOLDEN"] == "1" {
      try Data(png).write(to: url)
      return
    }
    let stored = try [UInt8](Data(contentsOf: url))
    let found = try decode(png)
    let expected = try decode(stored)
    let difference = self.difference(found, expected)
    guard difference.share > 0.01 else { return }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("darkroom-golden-\(name)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(png).write(to: folder.appendingPathComponent("found.png"))
    try Data(stored).write(to: folder.appendingPathComponent("expected.png"))
    let picture = ImagePanel(bands: [ImageBand(picture: difference.picture)])
    try Figure(picture).write(to: folder.appendingPathComponent("difference.png").path)
    Issue.record("\(name): \(difference.share * 100) % of the picture differs; see \(folder.path)")
  }

  static func decode(_ png: [UInt8]) throws -> Raster { try png.withUnsafeBytes(decode) }

  /// Decodes a file's bytes, which libpng reads from beginning to end of this call.
  private static func decode(_ png: UnsafeRawBufferPointer) throws -> Raster {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    try #require(png_image_begin_read_from_memory(&image, png.baseAddress, png.count) != 0)
    image.format = UInt32(PNG_FORMAT_FLAG_COLOR)
    let (width, height) = (Int(image.width), Int(image.height))
    var pixels = [UInt8](repeating: 0, count: width * height * 3)
    try #require(png_image_finish_read(&image, nil, &pixels, 0, nil) != 0)
    return Raster(width: width, height: height, pixels: pixels)
  }

  /// What share of the squares differ by more than a twelfth of the whole range, and a picture of where.
  static func difference(_ found: Raster, _ expected: Raster) -> (share: Double, picture: Raster) {
    guard (found.width, found.height) == (expected.width, expected.height) else { return (1, found) }
    let across = (found.width + side - 1) / side
    let down = (found.height + side - 1) / side
    var pixels = [UInt8](repeating: 0, count: across * down * 3)
    var differing = 0
    for row in 0..<down {
      for column in 0..<across {
        var differs = false
        for channel in 0..<3 {
          var sum = 0
          var count = 0
          for y in row * side..<min((row + 1) * side, found.height) {
            for x in column * side..<min((column + 1) * side, found.width) {
              let place = (y * found.width + x) * 3 + channel
              sum += Int(found.pixels[place]) - Int(expected.pixels[place])
              count += 1
            }
          }
          let mean = abs(sum / count)
          pixels[(row * across + column) * 3 + channel] = UInt8(min(255, mean * 4))
          if mean > 21 { differs = true }
        }
        if differs { differing += 1 }
      }
    }
    return (Double(differing) / Double(across * down), Raster(width: across, height: down, pixels: pixels))
  }
}
