#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Kitty's graphics protocol: a PNG file in chunks of base64.
enum KittyGraphics {
  /// How much of the base64 a chunk holds.
  static let chunk = 4096

  static func bytes(of picture: Picture, columns: Int, rows: Int) -> [UInt8] {
    let encoded = Array(Data(picture.png ?? StoredPNG.bytes(of: picture)).base64EncodedString().utf8)
    var bytes: [UInt8] = []
    var start = 0
    repeat {
      let end = min(encoded.count, start + chunk)
      let more = end < encoded.count ? 1 : 0
      // The first chunk says what all of them are: a file to be shown at once, without an answer.
      let keys = start == 0 ? "a=T,f=100,q=2,c=\(columns),r=\(rows),m=\(more)" : "m=\(more)"
      bytes += Array("\u{1B}_G\(keys);".utf8) + encoded[start..<end] + [0x1B, UInt8(ascii: "\\")]
      start = end
    } while start < encoded.count
    return bytes
  }
}
