/// What GIF files tell in a comment extension: the figure's JSON.
///
/// Source: CompuServe, "Graphics Interchange Format, Version 89a", 1990, section 24.
enum GIFComment {
  /// The extension that holds `text`.
  static func bytes(of text: String) -> [UInt8] {
    [0x21, 0xFE] + subblocks(Array(text.utf8))
  }

  /// `data` in blocks of at most 255 bytes, each after its length, and the empty one that ends them.
  static func subblocks(_ data: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(data.count + data.count / 255 + 2)
    for start in stride(from: 0, to: data.count, by: 255) {
      let block = data[start..<min(start + 255, data.count)]
      bytes.append(UInt8(block.count))
      bytes += block
    }
    return bytes + [0]
  }

  /// The first comment before the pictures; nil where there is none.
  static func json(in bytes: [UInt8]) throws(FigureFile.Problem) -> [UInt8]? {
    func damaged(_ offset: Int, _ expected: String) -> FigureFile.Problem {
      .damaged(format: "GIF", offset: offset, expected: expected)
    }
    guard bytes.count >= 13 else { throw damaged(bytes.count, "a header of 13 bytes") }
    let colors = bytes[10] & 0x80 == 0 ? 0 : 3 << (Int(bytes[10] & 7) + 1)
    var place = 13 + colors
    while place + 1 < bytes.count, bytes[place] == 0x21 {
      let isComment = bytes[place + 1] == 0xFE
      place += 2
      var data: [UInt8] = []
      while true {
        guard place < bytes.count else { throw damaged(place, "a block, and the file ends") }
        let length = Int(bytes[place])
        guard length < bytes.count - place else { throw damaged(place, "\(length) bytes, and the file ends") }
        data += bytes[place + 1..<place + 1 + length]
        place += 1 + length
        if length == 0 { break }
      }
      if isComment { return data }
    }
    return nil
  }
}
