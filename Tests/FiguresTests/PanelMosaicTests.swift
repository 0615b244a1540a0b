import Figures
import Testing

/// Many images drawn as one picture look as each of them drawn on its own.
@Suite struct PanelMosaicTests {
  @Test(arguments: Theme.all) func aMosaicIsPixelForPixelWhatItsImagesAre(theme: Theme) throws {
    // 21 columns of 20 rows are one picture.
    func image(_ row: Int, _ column: Int) -> Raster? {
      if column == 7, row % 3 == 0 { return nil }
      return AnimationTests.noise(4, row % 5 == 1 ? 3 : 4, colors: 999, seed: UInt32(row * 21 + column))
    }
    let rows = (0..<20).map { row in ImageRow(images: (0..<21).map { image(row, $0) }) }
    let size = FigureSize(resolution: 72)
    func picture(_ rows: ArraySlice<ImageRow>) throws -> (Raster, Int) {
      let panel = ImagePanel(bands: [ImageBand(rows: Array(rows))])
      var figure = Figure(panel, size: size)
      figure.theme = theme
      let canvas = RecordingCanvas(size: Size(1_000, 1_000))
      try panel.draw(on: canvas, size: size)
      return (try figure.raster(), canvas.images.count)
    }
    let (mosaic, count) = try picture(rows[...])
    #expect(count == 1)
    // The first rows alone are few enough to be drawn one by one, with the same layout.
    let (few, fewCount) = try picture(rows[..<19])
    #expect(fewCount == 19 * 21 - 7)
    // All but the margin below them.
    let lines = few.height - 10
    #expect(mosaic.width == few.width && mosaic.height > few.height)
    #expect(mosaic.pixels.prefix(lines * mosaic.width * 3).elementsEqual(few.pixels.prefix(lines * few.width * 3)))
  }
}
