import TerminalPictures
import Testing

@Suite struct SixelTests {
  private func shown(_ picture: Picture, diffusesErrors: Bool = true) throws -> SixelScreen {
    var encoder = PictureEncoder(
      pictures: .sixel, hasTrueColor: true, screen: TerminalScreen(columns: 200, rows: 60))
    encoder.diffusesErrors = diffusesErrors
    let bytes = encoder.bytes(for: picture)
    #expect(bytes.last == UInt8(ascii: "\n"))
    return try #require(SixelScreen(Array(bytes.dropLast())))
  }

  @Test("Up to 256 colours come back as exactly as percent say them", arguments: SamplePictures.sizes)
  func exact(width: Int, height: Int) throws {
    for picture in try [SamplePictures.flat(width, height), SamplePictures.flat(width, height, channels: 3)] {
      let shown = try shown(picture)
      #expect(shown.width == width && shown.height == height)
      for y in 0..<height {
        for x in 0..<width {
          let percent = picture.at(x, y)?.map { ($0 * 100 + 127) / 255 }
          #expect(shown.pixels[y * width + x] == percent)
        }
      }
    }
  }

  @Test("Of more colours, 256 come near all", arguments: [false, true])
  func quantized(diffusesErrors: Bool) throws {
    let picture = try SamplePictures.smooth(61, 47)
    let shown = try shown(picture, diffusesErrors: diffusesErrors)
    #expect(shown.palette.count == 256)
    var (sum, most) = (0.0, 0.0)
    for y in 0..<47 {
      for x in 0..<61 {
        let got = try #require(shown.pixels[y * 61 + x])
        for (one, other) in zip(try #require(picture.at(x, y)), got) {
          let error = abs(Double(one) - Double(other) * 2.55)
          sum += error
          most = max(most, error)
        }
      }
    }
    // Sixteen by sixteen patches of two channels are 16 levels wide; spreading errors adds to each of them.
    #expect(sum / Double(61 * 47 * 3) < (diffusesErrors ? 9 : 6))
    #expect(most < (diffusesErrors ? 70 : 40))
  }

  @Test func runsAreCounted() throws {
    let picture = try Picture(width: 500, height: 6, channels: 3, pixels: [UInt8](repeating: 255, count: 9000))
    let encoder = PictureEncoder(pictures: .sixel, hasTrueColor: true, screen: TerminalScreen(columns: 80, rows: 24))
    let text = String(decoding: encoder.bytes(for: picture), as: UTF8.self)
    #expect(text == "\u{1B}P0;1;0q\"1;1;500;6#0;2;100;100;100#0!500~\u{1B}\\\n")
  }

  @Test func largePicturesShrinkToTheWindow() throws {
    let picture = try SamplePictures.smooth(300, 200)
    let cell = try #require(TerminalScreen.Cell(width: 5, height: 10))
    let encoder = PictureEncoder(
      pictures: .sixel, hasTrueColor: true, screen: TerminalScreen(columns: 30, rows: 8, cell: cell))
    let shown = try #require(SixelScreen(encoder.bytes(for: picture).dropLast()))
    #expect(shown.width == 105 && shown.height == 70)
  }
}
