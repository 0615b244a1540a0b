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

  /// How many colours a colour bar is made of, by which it is told from an image.
  static let barSteps = 128

  static func colorBar(_ numbers: inout LineChartLayoutTests.Numbers, label: String?) -> ColorBar {
    let ends = ChartLayoutTests.values(2, &numbers).map { $0.isFinite ? $0 : 0 }.sorted()
    return ColorBar(label: label, range: ends[0]...ends[1], isOpenAbove: Bool.random(using: &numbers))
  }

  @Test("An image that ends as white as the page has a line around it, and no other has", arguments: [10, 60])
  func edges(side: Int) throws {
    func image(edge: UInt8) -> Raster {
      let pixels = (0..<side * side).flatMap { place -> [UInt8] in
        let (row, column) = (place / side, place % side)
        let isEdge = row == 0 || column == 0 || row == side - 1 || column == side - 1
        return Array(repeating: isEdge ? edge : 90, count: 3)
      }
      return Raster(width: side, height: side, pixels: pixels)
    }
    let row = ImageRow(images: [image(edge: 255), image(edge: 200), nil, image(edge: 250)])
    let canvas = try record(ImagePanel(bands: [ImageBand(rows: [row])]))
    let cell = canvas.strokes.map(\.path.bounds)
    #expect(cell.count == 2)
    // The first image, and the one in the fourth place.
    #expect(abs((cell[1].left - cell[0].left) / (cell[0].width - 0.5) * Double(side) - 3 * Double(side + 2)) < 0.01)
    let dark = RecordingCanvas(size: canvas.size)
    dark.theme = .dark
    try ImagePanel(bands: [ImageBand(rows: [row])]).draw(on: dark, size: .automatic)
    #expect(dark.strokes.isEmpty)
  }

  @Test func imagesLieOnWholePixelsAndNothingOverlaps() throws {
    var numbers = LineChartLayoutTests.Numbers(state: 3)
    for trial in 0..<1_000 {
      func maybe(_ text: String) -> String? {
        Bool.random(using: &numbers) ? String(repeating: text, count: Int.random(in: 1...3, using: &numbers)) : nil
      }
      let side = [1, 8, 28, 32, 64].randomElement(using: &numbers) ?? 8
      let count = [1, 3, 10, 12].randomElement(using: &numbers) ?? 1
      let bands = (0..<Int.random(in: 1...3, using: &numbers)).map { _ in
        ImageBand(
          caption: maybe("epoch 10 "),
          rows: (0..<Int.random(in: 1...2, using: &numbers)).map { _ in
            ImageRow(
              caption: maybe("reconstructed "),
              images: (0..<count).map { place in place > 0 && trial % 5 == 0 ? nil : picture(side, side) },
              isApart: Bool.random(using: &numbers))
          })
      }
      let captions = Bool.random(using: &numbers) ? Array(repeating: "automobile", count: count) : []
      var panel = ImagePanel(title: maybe("A title of some length "), columnCaptions: captions, bands: bands)
      if Bool.random(using: &numbers) { panel.colorBar = Self.colorBar(&numbers, label: maybe("absolute difference ")) }
      if Bool.random(using: &numbers) {
        panel.columnGroup = ColumnGroup(caption: "epoch", first: Int.random(in: 0...2, using: &numbers))
      }
      let resolution: Double = [72.0, 96, 192, 300].randomElement(using: &numbers) ?? 192
      let canvas = try record(panel, size: FigureSize(resolution: resolution))
      let page = Rectangle(left: 0, top: 0, width: canvas.size.width, height: canvas.size.height)
      #expect(canvas.images.count { $0.image.height == Self.barSteps } == (panel.colorBar == nil ? 0 : 1))
      let rectangles = canvas.images.filter { $0.image.height != Self.barSteps }.map(\.rectangle)
      for rectangle in rectangles {
        #expect(page.contains(rectangle, tolerance: 0.01), "trial \(trial)")
        for edge in [rectangle.left, rectangle.top, rectangle.width / Double(side), rectangle.height / Double(side)] {
          let pixels = edge * resolution / 72
          #expect((pixels - pixels.rounded()).magnitude < 1e-6, "trial \(trial): \(pixels) pixels")
        }
      }
      let taken = canvas.images.map(\.rectangle) + canvas.texts.filter { !$0.string.isEmpty }.map(\.bounds)
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
    #expect(
      error?.description
        == "the images side by side are 66 pixels wide, and the figure has room for 52 of its own: make it larger, give it "
        + "more `dpi`, or put fewer images in a row with `columns`")
  }

  @Test func aColorBarIsAsHighAsTheImagesWithinLimits() throws {
    func bar(rows: Int, label: String = "difference") throws -> (bar: Rectangle, images: [Rectangle]) {
      var panel = ImagePanel(bands: [
        ImageBand(rows: Array(repeating: ImageRow(images: [picture(32, 32), picture(32, 32)]), count: rows))
      ])
      panel.colorBar = ColorBar(label: label, range: 0...0.8)
      let canvas = try record(panel)
      let bar = try #require(canvas.images.first { $0.image.height == Self.barSteps })
      return (bar.rectangle, canvas.images.filter { $0.image.height == 32 }.map(\.rectangle))
    }
    let (three, images) = try bar(rows: 3)
    #expect(three.top == images.first?.top && three.bottom == images.last?.bottom)
    #expect(three.left > images.map(\.right).max() ?? 0)
    let (ten, many) = try bar(rows: 10)
    #expect(ten.height == 180)
    let middle = ((many.first?.top ?? 0) + (many.last?.bottom ?? 0)) / 2
    #expect((ten.center.y - middle).magnitude < 0.5)
    // A label of 20 letters takes 120 points, and the bar is as long, under 48 points of images.
    #expect(try bar(rows: 1, label: String(repeating: "a", count: 20)).bar.height == 120)
  }

  @Test func besideAGroupTheFirstCaptionReachesToTheLeft() throws {
    let row = ImageRow(caption: "lighthouse", images: Array(repeating: picture(32, 32), count: 31))
    var panel = ImagePanel(columnCaptions: ["original"] + (1...30).map(String.init), bands: [ImageBand(rows: [row])])
    panel.columnGroup = ColumnGroup(caption: "epoch", first: 1)
    let canvas = try record(panel)
    let first = try #require(canvas.texts.first { $0.string == "original" })
    #expect((first.bounds.right - canvas.images[0].rectangle.right).magnitude < 1e-9)
    #expect(first.bounds.left < canvas.images[0].rectangle.left)
    #expect(Set(canvas.texts.map(\.string)).isSuperset(of: (1...30).map(String.init)))
    let group = try #require(canvas.texts.first { $0.string == "epoch" })
    let middle = (canvas.images[1].rectangle.left + canvas.images[30].rectangle.right) / 2
    #expect((group.bounds.center.x - middle).magnitude < 1e-9)
  }

  @Test func stepsAreCountedInWholeNumbers() throws {
    let canvas = RecordingCanvas(size: Size(504, 306))
    try LineChart.losses([LossRun(batches: [0.3], epochEnds: [1])]).draw(on: canvas, size: .automatic)
    #expect(!canvas.texts.map(\.string).contains("0.5"))
  }
}
