#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The inline images of iTerm2: a PNG file as base64.
enum InlineImages {
  static func bytes(of picture: Picture, columns: Int, rows: Int) -> [UInt8] {
    let file = picture.png ?? StoredPNG.bytes(of: picture)
    let keys = "inline=1;size=\(file.count);width=\(columns);height=\(rows);preserveAspectRatio=1"
    return Array("\u{1B}]1337;File=\(keys):\(Data(file).base64EncodedString())\u{7}".utf8)
  }
}
