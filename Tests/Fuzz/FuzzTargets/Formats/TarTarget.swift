import FileFormats

/// Tar archives, their check sums mended so that what lies behind them is reached.
enum TarTarget: FuzzTarget {
  static let name = "tar"

  static func run(_ bytes: [UInt8]) {
    let archive = TarReader(path: "fuzz.tar", stream: BytesStream(mended(bytes)))
    var members = 0
    while let member = try? archive.next() {
      members += 1
      require(members <= bytes.count / 512, "more members than headers")
      if member.isFile { _ = try? archive.contents(limit: 1 << 16) }
    }
    try? archive.finish()
  }

  /// The archive with the check sum of each block right, as if it were a header, where it has `ustar` or a sum already.
  private static func mended(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for start in stride(from: 0, to: bytes.count - 511, by: 512) {
      let header = start..<start + 512
      guard bytes[header].contains(where: { $0 != 0 }) else { continue }
      let field = start + 148..<start + 156
      let sum = header.reduce(0) { $0 + (field.contains($1) ? 32 : Int(bytes[$1])) }
      let digits = Array(String(sum, radix: 8).utf8)
      bytes.replaceSubrange(field, with: digits + [UInt8](repeating: 0, count: 8 - digits.count))
    }
    return bytes
  }
}
