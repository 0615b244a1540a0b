import Foundation
import TerminalPictures
import Testing

/// The protocols that hand over a PNG file.
@Suite struct FileProtocolTests {
  private let screen = TerminalScreen(columns: 80, rows: 24, cell: TerminalScreen.Cell(width: 10, height: 20))

  private func bytes(_ pictures: PictureProtocol, _ picture: Picture, columns: Int? = nil) -> String {
    let encoder = PictureEncoder(pictures: pictures, hasTrueColor: true, screen: screen, columns: columns)
    return String(decoding: encoder.bytes(for: picture), as: UTF8.self)
  }

  /// The keys of each chunk, and the file.
  private func kitty(_ text: String) throws -> (keys: [String], file: Data) {
    #expect(text.hasSuffix("\u{1B}\\\n"))
    var keys: [String] = []
    var encoded = ""
    for chunk in text.dropLast().components(separatedBy: "\u{1B}\\").dropLast() {
      try #require(chunk.hasPrefix("\u{1B}_G"))
      let parts = chunk.dropFirst(3).split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
      try #require(parts.count == 2)
      #expect(parts[1].count <= 4096)
      keys.append(String(parts[0]))
      encoded += parts[1]
    }
    return (keys, try #require(Data(base64Encoded: encoded)))
  }

  @Test("A file comes back whole, in chunks", arguments: [0, 1, 3071, 3072, 3073, 10000])
  func kittyChunks(count: Int) throws {
    let file = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let picture = try Picture(
      width: 400, height: 100, channels: 3, pixels: .init(repeating: 7, count: 120000), png: file)
    let (keys, data) = try kitty(bytes(.kitty, picture))
    #expect([UInt8](data) == file)
    #expect(keys.count == max(1, (count + 3071) / 3072))
    for (index, key) in keys.enumerated() {
      let more = index < keys.count - 1 ? 1 : 0
      #expect(key == (index == 0 ? "a=T,f=100,q=2,c=40,r=5,m=\(more)" : "m=\(more)"))
    }
  }

  @Test func inlineImagesHoldTheFile() throws {
    let file = (0..<5000).map { UInt8(truncatingIfNeeded: $0) }
    let picture = try Picture(width: 30, height: 30, channels: 3, pixels: .init(repeating: 7, count: 2700), png: file)
    let text = bytes(.iTerm2, picture, columns: 20)
    let beginning = "\u{1B}]1337;File=inline=1;size=5000;width=20;height=10;preserveAspectRatio=1:"
    try #require(text.hasPrefix(beginning) && text.hasSuffix("\u{7}\n"))
    let encoded = String(text.dropFirst(beginning.count).dropLast(2))
    #expect(Data(base64Encoded: encoded).map { [UInt8]($0) } == file)
  }

  @Test("Pixels without a file become one", arguments: SamplePictures.sizes + [(200, 120)])
  func pixelsBecomeAFile(width: Int, height: Int) throws {
    let picture = try SamplePictures.flat(width, height)
    let file = [UInt8](try kitty(bytes(.kitty, picture)).file)
    #expect(try storedPixels(of: file, width: width, height: height) == picture.pixels)
  }

  /// The pixels of a PNG file whose blocks are stored and whose rows are not filtered, its checksums checked.
  private func storedPixels(of file: [UInt8], width: Int, height: Int) throws -> [UInt8] {
    func word(_ place: Int) -> Int { file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    try #require(file.starts(with: [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]))
    var place = 8
    var stream: [UInt8] = []
    var names: [String] = []
    while place < file.count {
      let count = word(place)
      let body = file[(place + 4)..<(place + 8 + count)]
      names.append(String(decoding: body.prefix(4), as: UTF8.self))
      var remainder: UInt32 = .max
      for byte in body {
        remainder ^= UInt32(byte)
        for _ in 0..<8 { remainder = remainder & 1 == 1 ? 0xEDB8_8320 ^ (remainder >> 1) : remainder >> 1 }
      }
      #expect(word(place + 8 + count) == Int(~remainder))
      if names.last == "IHDR" { #expect(word(place + 8) == width && word(place + 12) == height) }
      if names.last == "IDAT" { stream += body.dropFirst(4) }
      place += 12 + count
    }
    #expect(names == ["IHDR", "IDAT", "IEND"])
    var rows: [UInt8] = []
    place = 2
    var isLast = false
    while !isLast {
      isLast = stream[place] == 1
      let count = Int(stream[place + 1]) | Int(stream[place + 2]) << 8
      #expect(count ^ (Int(stream[place + 3]) | Int(stream[place + 4]) << 8) == 0xFFFF)
      rows += stream[(place + 5)..<(place + 5 + count)]
      place += 5 + count
    }
    #expect(stream.count == place + 4)
    let (low, high) = rows.reduce((1, 0)) { sums, byte in
      let low = (sums.0 + Int(byte)) % 65521
      return (low, (sums.1 + low) % 65521)
    }
    #expect(stream.suffix(4).reduce(0) { $0 << 8 | Int($1) } == high << 16 | low)
    return (0..<height).flatMap { row -> ArraySlice<UInt8> in
      let start = row * (4 * width + 1)
      return rows[(start + 1)..<(start + 1 + 4 * width)]
    }
  }
}
