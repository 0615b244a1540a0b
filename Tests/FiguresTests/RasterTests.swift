import Figures
import Testing

@Suite struct RasterTests {
  @Test("A figure's pixels are those of its PNG")
  func samePixels() throws {
    var figure = Figure(LineChart.losses([SampleFigures.run()]))
    figure.size.resolution = 60
    let raster = try figure.raster()
    #expect(raster == (try Golden.decode(try figure.render(.png))))
    #expect(Set(raster.pixels).count > 50)
  }

  @Test("A picture that is one pixel wide or high is drawn, and one of no pixels is left out")
  func thinPictures() throws {
    func figure(_ width: Int, _ height: Int) -> Figure {
      let red: [UInt8] = (0..<width * height).flatMap { _ in [255, 0, 0] as [UInt8] }
      let picture = Raster(width: width, height: height, pixels: red)
      return Figure(content: DrawnPicture(picture: picture), size: FigureSize(resolution: 72))
    }
    for (width, height, isSeen) in [(1, 1, true), (1, 3, true), (3, 1, true), (0, 3, false), (3, 0, false)] {
      let raster = try figure(width, height).raster()
      let center = (raster.height / 2 * raster.width + raster.width / 2) * 3
      #expect((Array(raster.pixels[center..<center + 3]) == [255, 0, 0]) == isSeen, "\(width) x \(height)")
    }
  }

  /// A picture over the whole of a page.
  private struct DrawnPicture: FigureContent {
    let picture: Raster
    let title: String? = nil
    let summary = "a picture"

    func pageSize(for size: FigureSize, measuring: any Canvas) -> Size { Size(72, 72) }

    func draw(on canvas: any Canvas, size: FigureSize) {
      canvas.draw(picture, in: Rectangle(left: 0, top: 0, width: 72, height: 72))
    }
  }
}
