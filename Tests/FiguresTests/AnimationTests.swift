import Figures
import Testing

@Suite struct AnimationTests {
  /// Draws one picture, pixel by pixel, on a page of its size at 72 pixels an inch.
  struct Pixels: FigureContent {
    var raster: Raster
    var title: String? { nil }
    var summary: String { "Pixels." }
    func pageSize(for size: FigureSize, measuring: any Canvas) -> Size {
      Size(Double(raster.width), Double(raster.height))
    }
    func draw(on canvas: any Canvas, size: FigureSize) {
      canvas.draw(
        raster,
        in: Rectangle(left: 0, top: 0, width: Double(raster.width), height: Double(raster.height)))
    }
  }

  static func figure(_ rasters: [Raster], hundredths: [Int]? = nil) -> Figure {
    var figure = Figure(content: Pixels(raster: rasters[0]), size: FigureSize(resolution: 72))
    figure.frames = rasters.enumerated().map { index, raster in
      var frame = FigureFrame(seconds: 0.6) { ImagePanel(bands: []) }
      frame.content = Pixels(raster: raster)
      if let hundredths { frame.hundredths = hundredths[index] }
      return frame
    }
    return figure
  }

  /// Noise in so many colours, the same on every run.
  static func noise(_ width: Int, _ height: Int, colors: Int, seed: UInt32 = 1) -> Raster {
    var state = seed
    var pixels: [UInt8] = []
    for _ in 0..<width * height {
      state = state &* 1_664_525 &+ 1_013_904_223
      let color = Int(state >> 8) % colors
      pixels += [UInt8(color & 0xFF), UInt8(color >> 8 & 0xFF), UInt8(color * 37 & 0xFF)]
    }
    return Raster(width: width, height: height, pixels: pixels)
  }

  static func developing() throws -> Figure {
    let panels = try (1...3).map { epoch in
      var panel = ImagePanel(bands: [
        ImageBand(rows: [
          ImageRow(caption: "original", images: try SampleFigures.images().pictures()),
          ImageRow(caption: "epoch \(epoch)", images: try SampleFigures.images(scale: Float(epoch) / 3).pictures()),
        ])
      ])
      panel.otherCaptions = ["epoch 100"]
      return panel
    }
    var figure = Figure(panels[2], size: FigureSize(resolution: 72))
    figure.frames = panels.map { panel in FigureFrame(seconds: 0.6) { panel } }
    return figure
  }

  @Test(arguments: [1, 2, 3, 4, 5, 16, 17, 128, 129, 256])
  func aGIFKeepsUpTo256ColoursExactly(colors: Int) throws {
    let rasters = (1...3).map { Self.noise(150, 101, colors: colors, seed: UInt32($0)) }
    let gif = try GIFDecoder(Self.figure(rasters).render(.gif))
    #expect(gif.frames.map(\.picture) == rasters)
    #expect(gif.loops)
    // A table holds a power of two of colours, two at least.
    #expect(gif.colors.count < max(colors * 2, 3))
  }

  @Test func anAPNGKeepsEveryColour() throws {
    let figure = try Self.developing()
    let apng = try APNGDecoder(figure.render(.apng))
    let alone = try figure.frames.map { frame in
      var one = figure
      one.content = frame.content
      return try one.raster()
    }
    #expect(apng.frames.map(\.picture) == alone)
    #expect(Set(alone).count == 3)
    #expect(apng.frames.map(\.delay) == [[60, 100], [60, 100], [60, 100]])
    #expect(try figure.frameRasters() == alone)
  }

  @Test func aGIFOfManyColoursComesNear() throws {
    let figure = try Self.developing()
    let rasters = try figure.frameRasters()
    let gif = try GIFDecoder(figure.render(.gif))
    #expect(gif.frames.count == 3 && gif.colors.count <= 256)
    var (sum, count) = (0, 0)
    for (frame, raster) in zip(gif.frames, rasters) {
      // The paper stays white.
      #expect(frame.picture.pixels.prefix(3) == [255, 255, 255])
      for (found, exact) in zip(frame.picture.pixels, raster.pixels) {
        if exact == 255 { continue }
        sum += abs(Int(found) - Int(exact))
        count += 1
      }
    }
    #expect(Double(sum) / Double(count) < 3)
    let noise = Self.noise(200, 200, colors: 60_000)
    let found = try GIFDecoder(Self.figure([noise]).render(.gif)).frames[0].picture
    #expect(found != noise)
    let distance = zip(found.pixels, noise.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    // Random colours of 256 would lie some 85 apart.
    #expect(Double(distance) / Double(noise.pixels.count) < 16)
  }

  @Test func onlyWhatChangedIsStored() throws {
    var pixels = [UInt8](repeating: 7, count: 20 * 10 * 3)
    let first = Raster(width: 20, height: 10, pixels: pixels)
    for (x, y) in [(4, 3), (9, 3), (6, 8)] { pixels[(y * 20 + x) * 3] = 200 }
    let second = Raster(width: 20, height: 10, pixels: pixels)
    let gif = try GIFDecoder(
      Self.figure([first, second, second, first], hundredths: [60, 7, 300, 65_535]).render(.gif))
    #expect(gif.frames.map(\.picture) == [first, second, second, first])
    #expect(gif.frames.map(\.rectangle) == [[0, 0, 20, 10], [4, 3, 6, 6], [0, 0, 1, 1], [4, 3, 6, 6]])
    #expect(gif.frames.map(\.hundredths) == [60, 7, 300, 65_535])
  }

  @Test func picturesOfOnePixel() throws {
    let rasters = [[0, 0, 0], [255, 0, 9], [255, 0, 9]].map { Raster(width: 1, height: 1, pixels: $0) }
    for count in 1...3 {
      let figure = Self.figure(Array(rasters.prefix(count)))
      #expect(try GIFDecoder(figure.render(.gif)).frames.map(\.picture) == Array(rasters.prefix(count)))
      #expect(try APNGDecoder(figure.render(.apng)).frames.map(\.picture) == Array(rasters.prefix(count)))
    }
  }

  @Test func aFigureThatStandsStillIsOneFrame() throws {
    var figure = Figure(LineChart.losses([SampleFigures.run()]))
    figure.size.resolution = 60
    let raster = try figure.raster()
    let gif = try GIFDecoder(figure.render(.gif))
    #expect(gif.frames.count == 1 && !gif.loops)
    #expect(try APNGDecoder(figure.render(.apng)).frames.map(\.picture) == [raster])
    let colors = Set(stride(from: 0, to: raster.pixels.count, by: 3).map { Array(raster.pixels[$0..<$0 + 3]) })
    #expect(colors.count > 256 || gif.frames[0].picture == raster)
  }

  @Test func smallerFramesStandOnThePageOfTheLargest() throws {
    let small = Raster(width: 2, height: 3, pixels: [UInt8](repeating: 9, count: 18))
    let wide = Raster(width: 5, height: 1, pixels: [UInt8](repeating: 70, count: 15))
    let gif = try GIFDecoder(Self.figure([small, wide]).render(.gif))
    #expect(gif.frames.allSatisfy { $0.picture.width == 5 && $0.picture.height == 3 })
    #expect(Array(gif.frames[0].picture.pixels[..<15]) == [9, 9, 9, 9, 9, 9] + [UInt8](repeating: 255, count: 9))
    #expect(Array(gif.frames[1].picture.pixels[..<15]) == wide.pixels)
  }

  @Test func imagesStayInPlaceWhenTheirCaptionsGrow() throws {
    let images = try SampleFigures.images().pictures()
    func page(_ caption: String, others: [String]) throws -> Raster {
      var panel = ImagePanel(bands: [ImageBand(rows: [ImageRow(caption: caption, images: images)])])
      panel.otherCaptions = others
      return try Figure(panel, size: FigureSize(resolution: 72)).raster()
    }
    let (nine, ten) = (try page("epoch 9", others: ["epoch 10"]), try page("epoch 10", others: ["epoch 10"]))
    #expect(nine.width == ten.width)
    // All that differs is the caption.
    let columns = (0..<nine.width).filter { x in
      (0..<nine.height).contains { y in
        let place = (y * nine.width + x) * 3
        return nine.pixels[place..<place + 3] != ten.pixels[place..<place + 3]
      }
    }
    #expect(try #require(columns.last) < 80 && !columns.isEmpty)
    #expect(try page("epoch 9", others: []).width < ten.width)
  }

  @Test(arguments: [FigureFormat.png, .svg, .pdf]) func otherFormatsDrawTheFigureItself(format: FigureFormat) throws {
    var figure = try Self.developing()
    let moving = try figure.render(format)
    figure.frames = []
    #expect(try figure.render(format) == moving)
  }

  @Test(arguments: [FigureFormat.gif, .apng]) func theSameFigureGivesTheSameBytes(format: FigureFormat) throws {
    #expect(try Self.developing().render(format) == Self.developing().render(format))
    let noisy = Self.figure([Self.noise(90, 90, colors: 50_000)])
    #expect(try noisy.render(format) == noisy.render(format))
  }
}
