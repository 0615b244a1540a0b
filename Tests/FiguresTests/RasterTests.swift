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
}
