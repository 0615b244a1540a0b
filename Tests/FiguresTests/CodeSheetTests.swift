import Figures
import Testing

@Suite struct CodeSheetTests {
  private static let picture = Raster(width: 2, height: 1, pixels: [0, 0, 0, 255, 255, 255])

  private static func row(
    _ name: String, spread: Double = 1, effect: Double = 1, measures: [Double?] = [0.5, nil]
  ) -> CodeSheet.Row {
    CodeSheet.Row(
      name: name, spread: spread, effect: effect, traversal: [picture, picture, picture], map: picture,
      measures: measures, lowest: [picture, picture], highest: [picture, picture])
  }

  private static func drawn(_ rows: [CodeSheet.Row], title: String? = nil, note: String? = nil) throws
    -> RecordingCanvas
  {
    let sheet = CodeSheet(
      title: title, spreadName: "spread", effectName: "effect on the picture", measures: ["brightness", "edges"],
      rows: rows, note: note)
    let measuring = RecordingCanvas(size: Size(1, 1))
    let canvas = RecordingCanvas(size: try sheet.pageSize(for: .automatic, measuring: measuring))
    try sheet.draw(on: canvas, size: .automatic)
    return canvas
  }

  /// Where the first text stands that begins so.
  private static func bounds(_ text: String, _ canvas: RecordingCanvas) throws -> Rectangle {
    try #require(canvas.texts.first { $0.string.hasPrefix(text) }, "“\(text)”").bounds
  }

  /// The rectangles that bars and their rooms are, in the order of drawing.
  private static func bars(_ canvas: RecordingCanvas) -> [Rectangle] {
    canvas.fills.compactMap { path, _ in
      guard case .move(let start)? = path.elements.first, path.elements.count == 5,
        case .line(let end) = path.elements[2]
      else { return nil }
      let rectangle = Rectangle(left: start.x, top: start.y, width: end.x - start.x, height: end.y - start.y)
      return (rectangle.height - 7).magnitude < 1e-9 ? rectangle : nil
    }
  }

  @Test("Nothing is clipped and nothing lies over another, whatever there is")
  func isReadable() throws {
    for (number, rows) in [[Self.row("1")], (1...12).map { Self.row("\($0)", measures: [-1, 1]) }].enumerated() {
      for (title, note) in [(nil, nil), ("What the numbers do", "Shown are the 12 of 40 numbers that do most.")] {
        LayoutChecks.expectReadable(try Self.drawn(rows, title: title, note: note), "sheet \(number)")
      }
    }
  }

  @Test("A heading stands at the left of what it is over")
  func headings() throws {
    let canvas = try Self.drawn([Self.row("7")])
    let bars = Self.bars(canvas)
    #expect(try Self.bounds("no.", canvas).left == Self.bounds("7", canvas).left)
    #expect(try Self.bounds("spread", canvas).left == bars[0].left)
    let lefts = canvas.images.map(\.rectangle.left)
    try #require(lefts.count == 8)
    #expect(try Self.bounds("decoded", canvas).left == lefts[0])
    #expect(try Self.bounds("lowest", canvas).left == lefts[4])
    #expect(try Self.bounds("highest", canvas).left == lefts[6])
    #expect(canvas.images.allSatisfy { $0.rectangle.width == 2 * $0.rectangle.height })
  }

  @Test("Bars are as long as their numbers, the greatest as long as there is room, and what is not finite has none")
  func bars() throws {
    let canvas = try Self.drawn([
      Self.row("1", spread: 4), Self.row("2", spread: 1), Self.row("3", spread: .infinity),
    ])
    // Two rectangles a bar, its room and itself: of the spread, then of the effect, then of the measures.
    let widths = Self.bars(canvas).map(\.width)
    let perRow = widths.count / 3
    #expect((widths[1] - widths[0]).magnitude < 1e-9)
    #expect((widths[perRow + 1] - widths[0] / 4).magnitude < 1e-9)
    #expect(widths[2 * perRow + 1] == 0)
  }

  @Test("A page that was asked for with a width is as high as its rows need, and one that is too low says so")
  func sizes() throws {
    let sheet = CodeSheet(spreadName: "spread", effectName: "effect", measures: [], rows: [Self.row("1", measures: [])])
    let measuring = RecordingCanvas(size: Size(1, 1))
    let usual = try sheet.pageSize(for: .automatic, measuring: measuring)
    let double = try sheet.pageSize(for: FigureSize(width: usual.width / 36), measuring: measuring)
    #expect((double.width - 2 * usual.width).magnitude < 1e-9 && (double.height - 2 * usual.height).magnitude < 1e-9)
    #expect(throws: FigureError.self) {
      try sheet.pageSize(for: FigureSize(width: usual.width / 72, height: usual.height / 80), measuring: measuring)
    }
  }
}
