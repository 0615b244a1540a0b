import TerminalPictures
import Testing

@Suite struct PictureTests {
  @Test func whatIsNoPictureIsRefused() {
    #expect(throws: PictureError.unusableSize(width: 0, height: 3)) {
      try Picture(width: 0, height: 3, channels: 3, pixels: [])
    }
    #expect(throws: PictureError.unusableSize(width: .max, height: 2)) {
      try Picture(width: .max, height: 2, channels: 3, pixels: [])
    }
    #expect(throws: PictureError.unusableChannels(1)) { try Picture(width: 1, height: 1, channels: 1, pixels: [0]) }
    #expect(throws: PictureError.wrongByteCount(found: 4, expected: 3)) {
      try Picture(width: 1, height: 1, channels: 3, pixels: [0, 0, 0, 0])
    }
  }

  @Test func shrinkingAveragesAreas() throws {
    let row: [UInt8] = [0, 0, 0, 255, 90, 90, 90, 255, 180, 180, 180, 255]
    let picture = try Picture(width: 3, height: 1, channels: 4, pixels: row)
    // Two thirds of the picture's pixels each: one and a half of them.
    #expect(picture.scaled(width: 2, height: 1).pixels == [30, 30, 30, 255, 150, 150, 150, 255])
    #expect(picture.scaled(width: 1, height: 1).at(0, 0) == [90, 90, 90])
  }

  @Test func averagesAreWeighedByOpacity() throws {
    let picture = try Picture(width: 2, height: 1, channels: 4, pixels: [10, 20, 30, 255, 250, 250, 250, 0])
    let small = picture.scaled(width: 1, height: 1)
    #expect(small.pixels == [10, 20, 30, 128])
  }

  @Test func meansAreKept() throws {
    let picture = try SamplePictures.smooth(64, 48)
    let small = picture.scaled(width: 8, height: 6)
    func mean(_ picture: Picture, _ channel: Int) -> Double {
      let values = stride(from: channel, to: picture.pixels.count, by: 4).map { Double(picture.pixels[$0]) }
      return values.reduce(0, +) / Double(values.count)
    }
    for channel in 0..<4 { #expect(abs(mean(picture, channel) - mean(small, channel)) < 0.5) }
  }

  @Test func growingRepeatsPixels() throws {
    let picture = try SamplePictures.flat(3, 2)
    let large = picture.scaled(width: 9, height: 6)
    for y in 0..<6 { for x in 0..<9 { #expect(large.at(x, y) == picture.at(x / 3, y / 3)) } }
  }

  @Test func smallPicturesGrowByWholeMultiples() throws {
    let picture = try SamplePictures.smooth(32, 32)
    let encoder = PictureEncoder(
      pictures: .halfBlocks, hasTrueColor: true, screen: TerminalScreen(columns: 80, rows: 50))
    let shown = try #require(BlockScreen(encoder.bytes(for: picture)))
    #expect(shown.quarters.count == 64 && shown.quarters[0].count == 128)
    for y in 0..<64 { for x in 0..<64 { #expect(shown.half(x, y) == picture.at(x / 2, y / 2)) } }
  }

  @Test func largePicturesFitTheWindow() throws {
    let picture = try SamplePictures.smooth(400, 200)
    func size(_ columns: Int, _ rows: Int, asked: Int? = nil) throws -> [Int] {
      let encoder = PictureEncoder(
        pictures: .halfBlocks, hasTrueColor: true, screen: TerminalScreen(columns: columns, rows: rows), columns: asked)
      let shown = try #require(BlockScreen(encoder.bytes(for: picture)))
      return [shown.quarters[0].count / 2, shown.quarters.count / 2]
    }
    #expect(try size(80, 50) == [80, 20])
    // A row is left for the prompt.
    #expect(try size(80, 11) == [40, 10])
    // What is asked for may be higher than the window.
    #expect(try size(80, 11, asked: 60) == [60, 15])
    #expect(try size(0, 0) == [1, 1])
  }

  @Test func cellsThatAreNotTwiceAsHighAsWideAreReckonedWith() throws {
    let picture = try SamplePictures.smooth(100, 100)
    let cell = try #require(TerminalScreen.Cell(width: 10, height: 30))
    let encoder = PictureEncoder(
      pictures: .halfBlocks, hasTrueColor: true, screen: TerminalScreen(columns: 30, rows: 50, cell: cell))
    let shown = try #require(BlockScreen(encoder.bytes(for: picture)))
    #expect(shown.quarters[0].count == 60 && shown.quarters.count == 20)
    #expect(TerminalScreen.Cell(width: 0, height: 9) == nil)
  }

  @Test func noTerminalMakesAPictureTooLargeToDraw() throws {
    let picture = try SamplePictures.flat(640, 480)
    for (width, height) in [(1000, 1), (1, 1000), (1000, 1000)] {
      let screen = TerminalScreen(
        columns: 65535, rows: 65535, cell: TerminalScreen.Cell(width: width, height: height))
      #expect(screen.columns == 1000 && screen.rows == 1000)
      for columns in [nil, 1000] {
        let blocks = PictureEncoder(pictures: .halfBlocks, hasTrueColor: true, screen: screen, columns: columns)
        #expect(try #require(blocks.rows(for: picture)) <= 2048)
      }
    }
    let screen = TerminalScreen(columns: 80, rows: 24, cell: TerminalScreen.Cell(width: 1000, height: 1000))
    let sixels = PictureEncoder(pictures: .sixel, hasTrueColor: true, screen: screen, columns: 1000)
    let head = String(decoding: try sixels.bytes(for: SamplePictures.flat(640, 1)).prefix(40), as: UTF8.self)
    let sides = head.split(separator: "\"")[1].split(separator: "#")[0].split(separator: ";").map { Int($0) ?? 0 }
    #expect(sides[2...].allSatisfy { (1...4096).contains($0) })
  }

  @Test func nothingIsDrawnWherePicturesAreOff() throws {
    let encoder = PictureEncoder(pictures: .none, hasTrueColor: true, screen: TerminalScreen(columns: 80, rows: 24))
    #expect(try encoder.bytes(for: SamplePictures.flat(2, 2)).isEmpty)
  }
}
