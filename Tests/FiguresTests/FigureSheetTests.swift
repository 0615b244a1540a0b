import Figures
import Testing

/// Pages of several figures.
@Suite struct FigureSheetTests {
  private func chart(_ names: [String], height: Double) -> LineChart {
    LineChart(
      vertical: Axis(label: "loss"),
      lines: names.enumerated().map { Line(name: $1, x: [0, 1, 2], y: [height, 2, 1], colorIndex: $0) })
  }

  private func drawn(_ sheet: FigureSheet, _ size: FigureSize = FigureSize()) throws -> RecordingCanvas {
    let page = try sheet.pageSize(for: size, measuring: RecordingCanvas(size: Size(1, 1)))
    let canvas = RecordingCanvas(size: page)
    try sheet.draw(on: canvas, size: size)
    return canvas
  }

  @Test("Letters go on behind z as columns of a sheet of numbers do")
  func letters() {
    #expect([0, 1, 25, 26, 27, 52].map(FigureSheet.letter) == ["(a)", "(b)", "(z)", "(aa)", "(ab)", "(ba)"])
  }

  @Test("A legend that all charts have alike stands once")
  func sharedLegend() throws {
    let alike = FigureSheet(
      parts: [
        .init(Figure(chart(["first", "second"], height: 3))), .init(Figure(chart(["first", "second"], height: 5))),
      ],
      columns: 2)
    #expect(try drawn(alike).texts.count { $0.string == "first" } == 1)
    let different = FigureSheet(
      parts: [
        .init(Figure(chart(["first", "second"], height: 3))), .init(Figure(chart(["first", "third"], height: 5))),
      ],
      columns: 2)
    #expect(try drawn(different).texts.count { $0.string == "first" } == 2)
  }

  @Test("Shared axes end at the same numbers")
  func sharedAxes() throws {
    let parts = [3.0, 50].map { FigureSheet.Part(Figure(chart(["a"], height: $0))) }
    /// The numbers in the left half of a page, and in its right half.
    func numbers(_ sheet: FigureSheet) throws -> [[String]] {
      let canvas = try drawn(sheet)
      let texts = canvas.texts.filter { Double($0.string) != nil }
      return [true, false].map { isLeft in
        texts.filter { ($0.bounds.left < canvas.size.width / 2) == isLeft }.map(\.string)
      }
    }
    let apart = try numbers(FigureSheet(parts: parts, columns: 2))
    let together = try numbers(FigureSheet(parts: parts, columns: 2, sharing: [.vertical]))
    #expect(apart[0] != apart[1] && together[0] == together[1] && !together[0].isEmpty)
  }

  @Test("Figures stand in their columns, a wide one in a row of its own, and nothing lies over anything")
  func places() throws {
    let image = Raster(width: 4, height: 4, pixels: [UInt8](repeating: 9, count: 48))
    let panel = ImagePanel(bands: [ImageBand(rows: [ImageRow(images: [image, image])])])
    let sheet = FigureSheet(
      title: "Three",
      parts: [
        .init(Figure(chart(["a", "b"], height: 3)), caption: "losses"), .init(Figure(panel)),
        .init(Figure(chart(["c"], height: 1)), span: 2),
      ], columns: 2)
    let size = FigureSize(width: 8, resolution: 192)
    let layout = try SheetLayout(sheet, size: size, canvas: RecordingCanvas(size: Size(1, 1)))
    #expect(layout.page.width == 576)
    let frames = layout.places.map(\.frame)
    #expect(frames[0].right <= frames[1].left && frames[2].top >= max(frames[0].bottom, frames[1].bottom))
    #expect(frames[2].width > 2 * frames[0].width)
    let whole = Rectangle(left: 0, top: 0, width: layout.page.width, height: layout.page.height)
    #expect(frames.allSatisfy { whole.contains($0, tolerance: 0.5) })
    let canvas = try drawn(sheet, size)
    LayoutChecks.expectReadable(canvas, "a sheet")
    #expect(canvas.texts.map(\.string).filter { $0.hasPrefix("(") } == ["(a)", "(b)", "(c)"])
    // A height that is asked for is had, down to what has no room.
    let high = try SheetLayout(
      sheet, size: FigureSize(width: 8, height: 9), canvas: RecordingCanvas(size: Size(1, 1)))
    #expect(high.page.height == 648 && abs((high.places.last?.frame.bottom ?? 0) - 648) < 0.5)
    #expect(throws: FigureError.noRoom(width: 576, height: 144)) {
      try SheetLayout(sheet, size: FigureSize(width: 8, height: 2), canvas: RecordingCanvas(size: Size(1, 1)))
    }
  }

  @Test("Names that differ stay different when they are cut")
  func names() {
    let canvas = RecordingCanvas(size: Size(100, 100))
    let font = Font(size: 10)
    // Every character is six points wide.
    func cut(_ names: [String], _ width: Double) -> [String] {
      TextFitting.shortened(names, to: width, font: font, on: canvas)
    }
    #expect(cut(["convolutional encoder", "convolutional decoder"], 72) == ["con… encoder", "con… decoder"])
    #expect(cut(["a linear one", "something else"], 60) == ["a linear …", "something…"])
    #expect(cut(["bottleneck 20", "bottleneck 200"], 48) == ["bot…k 20", "bot… 200"])
    #expect(cut(["short", "short"], 200) == ["short", "short"])
    #expect(Set(cut(["size=100,seed=1,wide", "size=100,seed=2,wide"], 60)).count == 2)
  }

  @Test("Texts of another size are measured and drawn in that size, and all other bytes stay")
  func lettering() throws {
    let figure = Figure(chart(["a"], height: 2))
    var larger = figure
    larger.theme = Theme.light.dressed(colors: [], lettering: Lettering(size: 18))
    var same = figure
    same.theme = Theme.light.dressed(colors: [], lettering: Lettering())
    #expect(try same.render(.svg) == figure.render(.svg))
    #expect(try larger.render(.png) != figure.render(.png))
    #expect(Color("#0072b2") == Color(hex: 0x0072B2) && Color("0F0") == Color(hex: 0x00FF00) && Color("Red") != nil)
    #expect(Color("#12345") == nil && Color("") == nil && Color("colour") == nil)
  }
}
