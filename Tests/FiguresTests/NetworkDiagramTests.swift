import Figures
import Testing

/// What must hold of every drawing of a network, whatever its layers, seen through a canvas that draws nothing.
@Suite struct NetworkDiagramTests {
  typealias Numbers = LineChartLayoutTests.Numbers

  /// Draws `diagram` on a canvas of the size it asks for.
  private func record(_ diagram: NetworkDiagram, size: FigureSize = .automatic) throws -> RecordingCanvas {
    let canvas = RecordingCanvas(size: try diagram.pageSize(for: size, measuring: RecordingCanvas(size: Size(1, 1))))
    try diagram.draw(on: canvas, size: size)
    return canvas
  }

  private func layout(_ diagram: NetworkDiagram, size: FigureSize = .automatic) throws -> DiagramLayout {
    try DiagramLayout(diagram: diagram, size: size, canvas: RecordingCanvas(size: Size(1, 1)))
  }

  private static func randomDiagram(_ numbers: inout Numbers) -> NetworkDiagram {
    func one<Element>(of list: [Element]) -> Element { list[Int.random(in: 0..<list.count, using: &numbers)] }
    let sides = [1, 2, 7, 32, 224, 4096]
    let count = Int.random(in: 1...61, using: &numbers)
    let code = Int.random(in: 0..<count, using: &numbers)
    let isDivided = Bool.random(using: &numbers)
    let stages = (0..<count).map { index in
      let details = ["stride 2", "stride 1024×1024", "relu", "leaky_relu slope=0.01", "flatten", "tanh"]
      let shape: NetworkStage.Shape =
        Bool.random(using: &numbers)
        ? .vector(one(of: [1, 20, 200, 4096, 1 << 28]))
        : .image(channels: one(of: [1, 3, 64, 65_536]), height: one(of: sides), width: one(of: sides))
      return NetworkStage(
        name: index == 0 ? "" : one(of: ["conv2d 3×3", "conv_transpose2d 1024×1024", "linear", "an unheard-of layer"]),
        details: index == 0
          ? [] : (0..<Int.random(in: 0...4, using: &numbers)).map { _ in one(of: details) },
        shape: shape, parameterCount: one(of: [0, 8, 4_640, 819_400, .max]),
        part: !isDivided ? .network : index < code ? .encoder : index == code ? .bottleneck : .decoder)
    }
    return NetworkDiagram(
      title: Bool.random(using: &numbers) ? "A network of some kind" : nil, stages: stages,
      groups: groups(in: 1..<count, &numbers))
  }

  /// Groups in each other and side by side, as blocks of a network stand.
  private static func groups(in places: Range<Int>, _ numbers: inout Numbers) -> [NetworkGroup] {
    var found: [NetworkGroup] = []
    var start = places.lowerBound
    while start < places.upperBound, found.count < 8 {
      let end = Int.random(in: start..<min(start + 9, places.upperBound), using: &numbers)
      if Bool.random(using: &numbers), end + 1 < places.upperBound {
        found += groups(in: start..<end + 1, &numbers).filter { $0.end <= end }
        found.append(NetworkGroup(start...end, kind: .residual))
        start = end + 2
      } else if Bool.random(using: &numbers) {
        found += groups(in: start..<end + 1, &numbers).filter { $0.end <= end }
        // Now and then the same stages are repeated again, even as often.
        for _ in 0..<Int.random(in: 1...3, using: &numbers) {
          let times = Int.random(in: 2...3, using: &numbers)
          found.append(NetworkGroup(start...end, kind: .repeated(Bool.random(using: &numbers) ? times : 1000 * times)))
        }
        start = end + 1
      } else {
        start += 1
      }
    }
    return found
  }

  /// The upright rectangle around a path.
  private func bounds(_ path: Path) -> Rectangle {
    let points = path.elements.compactMap { element -> Point? in
      switch element {
      case .move(let point), .line(let point): point
      case .circle(let center, _): center
      case .close: nil
      }
    }
    return Rectangle(
      left: points.map(\.x).min() ?? 0, top: points.map(\.y).min() ?? 0, right: points.map(\.x).max() ?? 0,
      bottom: points.map(\.y).max() ?? 0)
  }

  @Test func nothingIsClippedAndNothingOverlaps() throws {
    var numbers = Numbers(state: 5)
    for trial in 0..<100 {
      let diagram = Self.randomDiagram(&numbers)
      let canvas = try record(diagram, size: FigureSize(width: trial % 3 == 0 ? 7 : nil))
      let page = Rectangle(left: 0, top: 0, width: canvas.size.width, height: canvas.size.height)
      // The page itself is the first fill.
      let shapes = canvas.fills.dropFirst().map { bounds($0.path) } + canvas.strokes.map { bounds($0.path) }
      for shape in shapes { #expect(page.contains(shape, tolerance: 0.01), "trial \(trial): \(shape)") }
      for (index, text) in canvas.texts.enumerated() {
        #expect(page.contains(text.bounds, tolerance: 0.01), "trial \(trial): “\(text.string)” at \(text.bounds)")
        #expect(!text.string.contains("…"), "trial \(trial): “\(text.string)” is cut off")
        let inside = text.bounds.inset(by: 0.01)
        for other in canvas.texts[(index + 1)...] {
          #expect(!inside.overlaps(other.bounds.inset(by: 0.01)), "trial \(trial): “\(text.string)” “\(other.string)”")
        }
        for shape in shapes { #expect(!inside.overlaps(shape), "trial \(trial): “\(text.string)” on \(shape)") }
      }
    }
  }

  @Test func everyStageIsWrittenOnce() throws {
    var numbers = Numbers(state: 9)
    for trial in 0..<100 {
      let diagram = Self.randomDiagram(&numbers)
      let columns = try layout(diagram).rows.flatMap(\.columns)
      #expect(columns.map(\.stage) == diagram.stages, "trial \(trial)")
      for column in columns {
        #expect(column.shapeText == column.stage.shape.text)
        #expect(
          column.layerLines.joined(separator: " ")
            == ([column.stage.name] + column.stage.details).filter { !$0.isEmpty }.joined(separator: ", "))
      }
    }
  }

  @Test func groupsAreDrawnWhereTheyStand() throws {
    let stages = [""] + Array(repeating: "conv2d 3×3", count: 4)
    let diagram = NetworkDiagram(
      stages: stages.map { NetworkStage(name: $0, shape: .image(channels: 8, height: 16, width: 16)) },
      groups: [NetworkGroup(1...2, kind: .residual), NetworkGroup(1...3, kind: .repeated(12))])
    let row = try #require(try layout(diagram).rows.first)
    let columns = row.columns
    let detour = try #require(row.detours.first)
    let (start, end) = (try #require(detour.start), try #require(detour.end))
    #expect(start > columns[0].extent.upperBound && start < columns[1].extent.lowerBound)
    #expect(end > columns[2].extent.upperBound && end < columns[3].extent.lowerBound)
    let repetition = try #require(row.repetitions.first)
    #expect(repetition.text == "× 12" && repetition.top > detour.bottom)
    #expect(repetition.extent.lowerBound < start && repetition.extent.upperBound == columns[3].extent.upperBound)
    #expect(row.detours.count == 1 && row.repetitions.count == 1)
  }

  @Test("What is repeated is repeated again below: of the same stages, the first group is the innermost")
  func repetitionsOfTheSameStagesStandBelowOneAnother() throws {
    for stages in [1...1, 1...2] {
      let times = [3, 2_000_000, 2, 2]
      let diagram = NetworkDiagram(
        stages: ["", "linear", "linear"].map { NetworkStage(name: $0, shape: .vector(1)) },
        groups: times.map { NetworkGroup(stages, kind: .repeated($0)) })
      let row = try #require(try layout(diagram).rows.first)
      #expect(row.repetitions.map(\.text) == ["× 3", "× 2,000,000", "× 2", "× 2"])
      for (inner, outer) in zip(row.repetitions, row.repetitions.dropFirst()) { #expect(inner.top + 12 < outer.top) }
      let canvas = try record(diagram)
      let text = try #require(canvas.texts.first { $0.string == "× 2,000,000" })
      // The room beside the box is that of the widest text.
      let column = try #require(row.columns.dropFirst().first)
      #expect(stages.count > 1 || column.extent.upperBound - column.extent.lowerBound >= text.bounds.width)
    }
  }

  @Test func aDetourOverTwoRowsIsOpenWhereItGoesOn() throws {
    let diagram = NetworkDiagram(
      stages: (0..<24).map {
        NetworkStage(name: $0 == 0 ? "" : "conv2d 3×3", shape: .image(channels: 8, height: 16, width: 16))
      },
      groups: [NetworkGroup(2...20, kind: .residual)])
    let rows = try layout(diagram, size: FigureSize(width: 7)).rows
    #expect(rows.count >= 2)
    #expect(rows.allSatisfy { $0.detours.count == 1 })
    #expect(rows.first?.detours.first?.start != nil && rows.first?.detours.first?.end == nil)
    #expect(rows.last?.detours.first?.start == nil && rows.last?.detours.first?.end != nil)
  }

  @Test func aDetourIsDrawnInItsOwnRowAlone() throws {
    let diagram = NetworkDiagram(
      stages: (0..<24).map {
        NetworkStage(name: $0 == 0 ? "" : "conv2d 3×3", shape: .image(channels: 8, height: 16, width: 16))
      },
      groups: [NetworkGroup(1...2, kind: .residual), NetworkGroup(21...22, kind: .residual)])
    let rows = try layout(diagram, size: FigureSize(width: 7)).rows
    #expect(rows.count >= 2)
    #expect(rows.first?.detours.count == 1 && rows.last?.detours.count == 1)
    #expect(rows.flatMap(\.detours).allSatisfy { $0.start != nil && $0.end != nil })
  }

  /// Pages for slides and columns: the drawing is made larger or smaller, and stands in the middle.
  @Test(arguments: [(16.0, 9.0), (25, 14), (33, 19), (33, 12), (17, 17), (12, 20)])
  func fitsThePageThatIsAskedFor(width: Double, height: Double) throws {
    let size = FigureSize(width: width / 2.54, height: height / 2.54)
    let diagram = SampleFigures.architecture
    let page = try diagram.pageSize(for: size, measuring: RecordingCanvas(size: Size(1, 1)))
    #expect((page.width - width / 2.54 * 72).magnitude < 0.01 && (page.height - height / 2.54 * 72).magnitude < 0.01)
    let canvas = RecordingCanvas(size: page)
    try diagram.draw(on: canvas, size: size)
    LayoutChecks.expectReadable(canvas, "\(width) x \(height) cm")
    let bounds = canvas.texts.map(\.bounds)
    let (top, bottom) = (bounds.map(\.top).min() ?? 0, bounds.map(\.bottom).max() ?? 0)
    #expect((top - (page.height - bottom)).magnitude < 12, "in the middle")
    #expect(bottom - top > 0.4 * page.height || page.height > page.width)
  }

  @Test func theArticlesNetworkStandsInOneRow() throws {
    let layout = try layout(SampleFigures.architecture)
    #expect(layout.rows.count == 1)
    let row = try #require(layout.rows.first)
    #expect(row.brackets.map(\.part) == [.encoder, .bottleneck, .decoder])
    #expect(row.columns.map(\.countText).prefix(3) == ["", "448", "2,320"])
    #expect(layout.footerLines == ["1,786,795 parameters: 891,480 in the encoder, 895,315 in the decoder"])
  }

  @Test func boxesFollowTheShapes() throws {
    let columns = try layout(SampleFigures.architecture).rows.flatMap(\.columns)
    func column(_ text: String) throws -> DiagramLayout.Column {
      try #require(columns.first { $0.shapeText == text })
    }
    let (large, small) = (try column("16×32×32").front, try column("64×8×8").front)
    #expect(large.height > 1.5 * small.height)
    #expect(small.width > 1.5 * large.width)
    #expect(try column("3×32×32").front.width < large.width)
    #expect(try column("200").front.height < small.height)
    #expect(try column("200").depth == 0)
  }

  @Test func aPageTooSmallForAStageIsRefused() {
    #expect(throws: FigureError.noRoom(width: 36, height: 0)) {
      try record(SampleFigures.architecture, size: FigureSize(width: 0.5))
    }
    #expect(throws: FigureError.self) { try record(SampleFigures.architecture, size: FigureSize(height: 0.5)) }
  }

  @Test func anEmptyDiagramIsAPage() throws {
    #expect(try record(NetworkDiagram(stages: [])).texts.map(\.string) == ["0 parameters"])
  }
}
