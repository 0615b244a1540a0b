import Basics
import Datasets
import TestSupport
import Testing

struct PNGTests {
  static let kinds: [MadeUpPNG] = MadeUpPNG.Colours.allCases.flatMap { colours in
    colours.depths.flatMap { depth in
      [false, true].flatMap { isInterlaced in
        [nil, 1.0, 0.45455].flatMap { gamma in
          [false, true].filter { !$0 || colours.rawValue < 4 }.map { hasTransparentColour in
            MadeUpPNG(
              colours: colours, depth: depth, isInterlaced: isInterlaced,
              hasTransparentColour: hasTransparentColour, gamma: gamma)
          }
        }
      }
    }
  }

  @Test("Every depth, colour, order, transparency and gamma gives the numbers that are stored", arguments: kinds)
  func numbers(png: MadeUpPNG) throws {
    let picture = try PictureTable.decode(png.bytes, path: "a.png", unless: StopFlag())
    #expect(picture.size == PNGReader.size(png.bytes))
    for transparency in Transparency.allCases {
      var expected: [UInt8] = []
      for row in 0..<png.height {
        for column in 0..<png.width {
          let (colour, opacity) = png.pixel(row: row, column: column)
          let background = transparency == .white ? 255.0 : 0
          let share = transparency == .drop ? 1 : Double(opacity) / 255
          expected += colour.map { UInt8((Double($0) * share + background * (1 - share)).rounded()) }
        }
      }
      #expect(picture.pixels(channels: 3, transparency: transparency) == expected)
    }
  }

  /// A picture of one pixel.
  func pixel(_ layout: Picture.Layout, _ samples: [UInt8]) throws -> Picture {
    var png = MadeUpPNG(width: 1, height: 1)
    png.colours = [.grey: .grey, .colour: .colour, .greyAndOpacity: .greyAndOpacity][layout] ?? .colourAndOpacity
    let size = try PictureTable.decode(png.bytes, path: "", unless: StopFlag()).size
    return Picture(size: size, layout: layout, samples: samples)
  }

  @Test func weighsColoursAsPILDoes() throws {
    let primaries: [([UInt8], UInt8)] = [
      ([255, 0, 0], 76), ([0, 255, 0], 150), ([0, 0, 255], 29), ([255, 255, 255], 255), ([1, 1, 1], 1), ([0, 0, 0], 0),
    ]
    for (colour, grey) in primaries {
      #expect(try pixel(.colour, colour).pixels(channels: 1, transparency: .white) == [grey])
    }
  }

  @Test func laysTransparencyOverWhite() throws {
    let half = try pixel(.greyAndOpacity, [0, 128])
    #expect(half.pixels(channels: 1, transparency: .white) == [127])
    #expect(half.pixels(channels: 1, transparency: .black) == [0])
    let colour = try pixel(.colourAndOpacity, [255, 0, 100, 51])
    #expect(colour.pixels(channels: 3, transparency: .white) == [255, 204, 224])
    #expect(colour.pixels(channels: 3, transparency: .black) == [51, 0, 20])
    #expect(colour.pixels(channels: 3, transparency: .drop) == [255, 0, 100])
  }

  @Test func refusesWhatIsCutShortOrLies() {
    let whole = MadeUpPNG(width: 40, height: 40).bytes
    for count in 1..<whole.count {
      let error = message { _ = try PictureTable.decode(Array(whole[..<count]), path: "a.png", unless: StopFlag()) }
      #expect(error.hasPrefix("a.png: is "), "\(count) bytes")
    }
    // One byte of the packed pixels is another.
    for place in 60..<whole.count - 16 {
      var bytes = whole
      bytes[place] ^= 0x11
      #expect(throws: PictureError.self, "byte \(place)") {
        try PictureTable.decode(bytes, path: "a.png", unless: StopFlag())
      }
    }
  }

  /// A header that declares `side` × `side` pixels, with the check sum that belongs to it.
  func declaring(side: UInt32, checkSum: [UInt8]) -> [UInt8] {
    let bytes = withUnsafeBytes(of: side.bigEndian) { Array($0) }
    return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52] + bytes + bytes
      + [8, 2, 0, 0, 0] + checkSum + [0, 0, 0, 0, 0x49, 0x44, 0x41, 0x54, 0x35, 0xaf, 0x06, 0x1e]
  }

  @Test func refusesHugePicturesBeforeItMakesRoom() {
    func refusal(_ bytes: [UInt8]) -> String {
      message { _ = try PictureTable.decode(bytes, path: "a.png", unless: StopFlag()) }
    }
    #expect(
      refusal(declaring(side: 1_000_000, checkSum: [0xd3, 0x0f, 0xaf, 0x2a]))
        == "a.png: declares 1000000x1000000 pixels; expected no more than 67108864 in all")
    #expect(
      refusal(declaring(side: 60_000, checkSum: [0x0f, 0xb0, 0xe2, 0x15]))
        == "a.png: declares 60000x60000 pixels; expected no more than 67108864 in all")
    #expect(
      refusal(declaring(side: 8_000, checkSum: [0x89, 0x93, 0x3a, 0xa3]))
        == "a.png: is a PNG that cannot be decoded: 8000x8000 pixels cannot be in 45 bytes")
  }
}
