import TerminalPictures
import Testing

@Suite struct BlockTests {
  /// An encoder in whose window a picture has its own size.
  private func encoder(for picture: Picture, hasTrueColor: Bool = true) -> PictureEncoder {
    PictureEncoder(
      pictures: .halfBlocks, hasTrueColor: hasTrueColor,
      screen: TerminalScreen(columns: picture.width, rows: picture.height / 2 + 2))
  }

  @Test("What is not shrunk comes back exactly", arguments: SamplePictures.sizes)
  func exact(width: Int, height: Int) throws {
    for picture in try [SamplePictures.flat(width, height), SamplePictures.smooth(width, height)] {
      let shown = try #require(BlockScreen(encoder(for: picture).bytes(for: picture)))
      #expect(shown.quarters.count == (height + 1) / 2 * 2)
      for y in 0..<height {
        try #require(shown.quarters[y].count == 2 * width)
        for x in 0..<width { #expect(shown.half(x, y) == picture.at(x, y)) }
      }
      // Below a last row that is half a cell high, the terminal's background shows.
      if height % 2 == 1 { #expect(shown.quarters[height].allSatisfy { $0 == nil }) }
    }
  }

  @Test func colorsThatDoNotChangeAreSaidOnce() throws {
    let plain = try Picture(width: 40, height: 4, channels: 3, pixels: [UInt8](repeating: 9, count: 480))
    let shown = try #require(BlockScreen(encoder(for: plain).bytes(for: plain)))
    // One for each row, and one that ends it.
    #expect(shown.codes == 4)
    let clear = try Picture(width: 5, height: 2, channels: 4, pixels: [UInt8](repeating: 0, count: 40))
    #expect(encoder(for: clear).bytes(for: clear) == Array("     \n".utf8))
  }

  @Test(
    "The palette's own colours come back exactly", arguments: [(0, 0, 0), (95, 135, 255), (215, 0, 175), (8, 8, 8)])
  func paletteColors(red: Int, green: Int, blue: Int) throws {
    let color = [UInt8(red), UInt8(green), UInt8(blue)]
    let picture = try Picture(width: 1, height: 1, channels: 3, pixels: color)
    let shown = try #require(BlockScreen(encoder(for: picture, hasTrueColor: false).bytes(for: picture)))
    #expect(shown.half(0, 0) == [red, green, blue])
  }

  @Test func thePaletteComesNear() throws {
    let picture = try SamplePictures.smooth(32, 32)
    let shown = try #require(BlockScreen(encoder(for: picture, hasTrueColor: false).bytes(for: picture)))
    for y in 0..<32 {
      for x in 0..<32 {
        let (wanted, got) = (try #require(picture.at(x, y)), try #require(shown.half(x, y)))
        // The widest gap of the cube is 95 levels.
        for (one, other) in zip(wanted, got) { #expect(abs(one - other) <= 60, "\(wanted) as \(got)") }
      }
    }
  }

  @Test func shrunkPicturesAreAveragedInQuarters() throws {
    // A black line one quarter wide on white.
    var pixels = [UInt8](repeating: 255, count: 16 * 8 * 3)
    for y in 0..<8 {
      for x in 4..<6 { for channel in 0..<3 { pixels[3 * (16 * y + x) + channel] = 0 } }
    }
    let picture = try Picture(width: 16, height: 8, channels: 3, pixels: pixels)
    var encoder = PictureEncoder(
      pictures: .halfBlocks, hasTrueColor: true, screen: TerminalScreen(columns: 4, rows: 24))
    let shown = try #require(BlockScreen(encoder.bytes(for: picture)))
    let (white, black) = ([255, 255, 255], [0, 0, 0])
    #expect(shown.quarters.count == 2)
    for row in shown.quarters { #expect(row == [white, white, black, white, white, white, white, white]) }
    encoder.hasQuarterBlocks = false
    let halves = try #require(BlockScreen(encoder.bytes(for: picture)))
    for row in halves.quarters { #expect(row[2] == [128, 128, 128] && row[3] == row[2] && row[1] == white) }
  }

  @Test func transparentQuartersStayTheTerminals() throws {
    var pixels = [UInt8](repeating: 200, count: 8 * 8 * 4)
    for y in 0..<4 { for x in 0..<2 { pixels[4 * (8 * y + x) + 3] = 0 } }
    for place in stride(from: 3, to: pixels.count, by: 4) where pixels[place] != 0 { pixels[place] = 255 }
    let picture = try Picture(width: 8, height: 8, channels: 4, pixels: pixels)
    let encoder = PictureEncoder(
      pictures: .halfBlocks, hasTrueColor: true, screen: TerminalScreen(columns: 2, rows: 24))
    let shown = try #require(BlockScreen(encoder.bytes(for: picture)))
    let grey = [200, 200, 200]
    #expect(shown.quarters == [[nil, grey, grey, grey], [grey, grey, grey, grey]])
  }

  /// Where half a cell is about square a pixel becomes a square of whole ones; elsewhere the picture fills its room.
  @Test(arguments: [(20, 60), (22, 60), (24, 80), (17, 80)])
  func whatGrowsDoesSoInWholeMultiplesWhereCellsAllow(cellHeight: Int, columns: Int) throws {
    let picture = try Picture(
      width: 30, height: 10, channels: 3, pixels: [UInt8](repeating: 90, count: 30 * 10 * 3))
    var encoder = PictureEncoder(
      pictures: .halfBlocks, hasTrueColor: true,
      screen: TerminalScreen(
        columns: 80, rows: 60, cell: TerminalScreen.Cell(width: 10, height: cellHeight)))
    encoder.hasQuarterBlocks = false
    let shown = try #require(BlockScreen(encoder.bytes(for: picture)))
    #expect(shown.quarters[0].count == 2 * columns)
  }
}
