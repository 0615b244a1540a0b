import Figures
import Testing

@Suite struct ImagePanelLayoutTests {
  private func picture(_ width: Int, _ height: Int) -> Raster {
    Raster(width: width, height: height, pixels: Array(repeating: 128, count: width * height * 3))
  }

  /// Draws `panel` on a canvas of the size it asks for.
  private func record(_ panel: ImagePanel, size: FigureSize = .automatic) throws -> RecordingCanvas {
    let canvas = RecordingCanvas(size: try panel.pageSize(for: size, measuring: RecordingCanvas(size: Size(1, 1))))
    try panel.draw(on: canvas, size: size)
    return canvas
  }

  @Test func imagesLieOnWholePixelsAndNothingOverlaps() throws {
    var numbers = LineChartLayoutTests.Numbers(state: 3)
    for trial in 0..<200 {
      func maybe(_ text: String) -> String? {
        Bool.random(using: &numbers) ? String(repeating: text, count: Int.random(in: 1...3, using: &numbers)) : nil
      }
      let side = [1, 8, 28, 32, 64].randomElement(using: &numbers) ?? 8
      let count = [1, 3, 10, 12].randomElement(using: &numbers) ?? 1
      let bands = (0..<Int.random(in: 1...3, using: &numbers)).map { _ in
        ImageBand(
          caption: maybe("epoch 10 "),
          rows: (0..<Int.random(in: 1...2, using: &numbers)).map { _ in
            ImageRow(caption: maybe("reconstructed "), images: Array(repeating: picture(side, side), count: count))
          })
      }
      let captions = Bool.random(using: &numbers) ? Array(repeating: "automobile", count: count) : []
      let panel = ImagePanel(title: maybe("A title of some length "), columnCaptions: captions, bands: bands)
      let resolution: Double = [72.0, 96, 192, 300].randomElement(using: &numbers) ?? 192
      let canvas = try record(panel, size: FigureSize(resolution: resolution))
      let page = Rectangle(left: 0, top: 0, width: canvas.size.width, height: canvas.size.height)
      let rectangles = canvas.images.map(\.rectangle)
      for rectangle in rectangles {
        #expect(page.contains(rectangle, tolerance: 0.01), "trial \(trial)")
        for edge in [rectangle.left, rectangle.top, rectangle.width / Double(side), rectangle.height / Double(side)] {
          let pixels = edge * resolution / 72
          #expect((pixels - pixels.rounded()).magnitude < 1e-6, "trial \(trial): \(pixels) pixels")
        }
      }
      let taken = rectangles + canvas.texts.map(\.bounds)
      for (index, first) in taken.enumerated() {
        #expect(page.contains(first, tolerance: 0.01), "trial \(trial): \(first) in \(page)")
        for second in taken[(index + 1)...] {
          #expect(
            !first.inset(by: 0.01).overlaps(second.inset(by: 0.01)), "trial \(trial): \(first) over \(second)")
        }
      }
    }
  }

  @Test func aWidthThatIsAskedForIsFilledWithTheLargestWholePixels() throws {
    let panel = ImagePanel(bands: [ImageBand(rows: [ImageRow(images: [picture(32, 32), picture(32, 32)])])])
    let canvas = try record(panel, size: FigureSize(width: 2, resolution: 72))
    #expect(canvas.size.width == 144)
    // 144 less two margins of 10 leaves 124 for 66 pixels: each once.
    #expect(canvas.images[0].rectangle.width == 32)
    let error = #expect(throws: FigureError.self) { try record(panel, size: FigureSize(width: 1, resolution: 72)) }
    #expect(error?.description.hasSuffix("has no room for its labels: make it larger") == true)
  }

  @Test func stepsAreCountedInWholeNumbers() throws {
    let canvas = RecordingCanvas(size: Size(504, 306))
    try LineChart.losses([LossRun(batches: [0.3], epochEnds: [1])]).draw(on: canvas, size: .automatic)
    #expect(!canvas.texts.map(\.string).contains("0.5"))
  }
}
