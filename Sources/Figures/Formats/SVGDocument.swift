/// What Cairo leaves to be done on an SVG file.
enum SVGDocument {
  /// `bytes` with its ids numbered from the start (Cairo counts them through the whole process, so that a second file
  /// would differ), its pictures' pixels kept square, and what is known of `figure` told to screen readers and others.
  static func tidied(_ bytes: [UInt8], for figure: Figure) -> [UInt8] {
    var names: [ArraySlice<UInt8>: [UInt8]] = [:]
    var tidied: [UInt8] = []
    tidied.reserveCapacity(bytes.count + 512)
    let marks: [[UInt8]] = [Array("id=\"".utf8), Array("url(#".utf8), Array("href=\"#".utf8)]
    let image = Array("<image ".utf8)
    let root = Array("<svg ".utf8)
    let path = Array(" d=\"".utf8)
    var isTitled = false
    var index = 0
    while index < bytes.count {
      let rest = bytes[index...]
      if let mark = marks.first(where: { rest.starts(with: $0) }) {
        let start = index + mark.count
        let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ")") } ?? bytes.endIndex
        let name = bytes[start..<end]
        let number = names.count
        let short = names[name] ?? Array("i\(number)".utf8)
        names[name] = short
        tidied += mark + short
        index = end
      } else if rest.starts(with: image) {
        // Read by browsers (pixelated) and by viewers that know SVG 1.1 alone (optimizeSpeed).
        tidied += image + Array("style=\"image-rendering:optimizeSpeed;image-rendering:pixelated\" ".utf8)
        index += image.count
      } else if rest.starts(with: path) {
        let start = index + path.count
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) ?? bytes.endIndex
        tidied += path
        appendShortened(bytes[start..<end], to: &tidied)
        index = end
      } else if !isTitled, rest.starts(with: root) {
        isTitled = true
        let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.endIndex - 1
        tidied += root + Array(SVGMetadata.attributes(for: figure).utf8) + bytes[index + root.count...end]
        tidied += Array(SVGMetadata.elements(for: figure).utf8)
        index = end + 1
      } else {
        tidied.append(bytes[index])
        index += 1
      }
    }
    return tidied
  }

  /// Appends the numbers and letters of a path, its places to a hundredth of a point: finer than any reader draws.
  private static func appendShortened(_ path: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    var digitsAfterPoint: Int?
    for byte in path {
      switch byte {
      case UInt8(ascii: "."): digitsAfterPoint = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if let count = digitsAfterPoint {
          digitsAfterPoint = count + 1
          if count >= 2 { continue }
        }
      default: digitsAfterPoint = nil
      }
      bytes.append(byte)
    }
  }
}
