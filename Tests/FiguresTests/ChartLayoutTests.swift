import Figures
import Testing

/// What must hold of bars, points, histograms and heat maps, whatever their numbers.
@Suite struct ChartLayoutTests {
  typealias Numbers = LineChartLayoutTests.Numbers

  static func text(_ most: Int, _ numbers: inout Numbers) -> String {
    let words = ["ship", "bottleneck", "réseau", "ネットワーク", "сеть", "a\tb", "", "absolutely-unbreakable-long-word"]
    return (0..<Int.random(in: 0...most, using: &numbers)).map { _ in words.randomElement(using: &numbers) ?? "" }
      .joined(separator: " ")
  }

  static func values(_ count: Int, _ numbers: inout Numbers) -> [Double] {
    let specials = [
      Double.nan, .infinity, -.infinity, 0, 1e-300, 1e300, -1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
      -.greatestFiniteMagnitude,
    ]
    let center: Double = [0.0, 1, -3, 1e6, 1e-9, 1e300, -1e-300].randomElement(using: &numbers) ?? 0
    let width: Double = [0.0, 1, 0.001, 1e5, 1e-12, 1e299, .leastNonzeroMagnitude].randomElement(using: &numbers) ?? 0
    let odd = Int.random(in: 0...3, using: &numbers) == 0
    return (0..<count).map { _ -> Double in
      if odd, Int.random(in: 0...4, using: &numbers) == 0 { return specials.randomElement(using: &numbers) ?? 0 }
      return center + width * Double.random(in: -1...1, using: &numbers)
    }
  }

  static func bars(_ numbers: inout Numbers) -> BarChart {
    let count = [0, 1, 2, 5, 10, 40].randomElement(using: &numbers) ?? 0
    let names = (0..<count).map { _ in text(2, &numbers) }
    let series = (0..<Int.random(in: 0...4, using: &numbers)).map { _ in
      BarSeries(
        name: Bool.random(using: &numbers) ? text(3, &numbers) : nil, values: values(count, &numbers),
        errors: Bool.random(using: &numbers) ? values(count, &numbers) : [])
    }
    return BarChart(
      title: text(20, &numbers), nameLabel: text(4, &numbers), valueLabel: text(4, &numbers), names: names,
      series: series)
  }

  static func scatter(_ numbers: inout Numbers) -> ScatterChart {
    let picture = Raster(width: 2, height: 3, pixels: [UInt8](repeating: 90, count: 18))
    let groups = (0..<([0, 1, 3, 6, 10, 30].randomElement(using: &numbers) ?? 0)).map { _ in
      let count = [0, 1, 2, 30, 300].randomElement(using: &numbers) ?? 0
      return ScatterGroup(
        name: Bool.random(using: &numbers) ? text(3, &numbers) : nil, x: values(count, &numbers),
        y: values(count, &numbers),
        pictures: Bool.random(using: &numbers) ? [] : Array(repeating: picture, count: count))
    }
    func axis() -> Axis {
      Axis(label: text(4, &numbers), scale: Bool.random(using: &numbers) ? .linear : .logarithmic)
    }
    return ScatterChart(title: text(20, &numbers), horizontal: axis(), vertical: axis(), groups: groups)
  }

  static func histogram(_ numbers: inout Numbers) -> Histogram {
    let series = (0..<Int.random(in: 0...4, using: &numbers)).map { _ in
      HistogramSeries(
        name: Bool.random(using: &numbers) ? text(3, &numbers) : nil,
        values: values([0, 1, 2, 30, 1_000].randomElement(using: &numbers) ?? 0, &numbers))
    }
    return Histogram(
      title: text(20, &numbers), label: text(4, &numbers), series: series,
      bins: [nil, nil, 7, 0, -3, 100_000].randomElement(using: &numbers) ?? nil)
  }

  static func heatMap(_ numbers: inout Numbers) -> HeatMap {
    let rows = [0, 1, 3, 10, 60].randomElement(using: &numbers) ?? 0
    let columns = [0, 1, 4, 10, 60].randomElement(using: &numbers) ?? 0
    return HeatMap(
      title: text(20, &numbers), rowLabel: text(4, &numbers), columnLabel: text(4, &numbers),
      rowNames: Bool.random(using: &numbers) ? (0..<rows).map { _ in text(2, &numbers) } : nil,
      columnNames: Bool.random(using: &numbers) ? (0..<columns).map { _ in text(2, &numbers) } : nil, rows: rows,
      columns: columns, values: values(rows * columns, &numbers),
      limits: [nil, 0...1, -1...(-1), 0...(.infinity)].randomElement(using: &numbers) ?? nil,
      firstNumber: Int.random(in: 0...1, using: &numbers))
  }

  /// Draws `content` on pages of several sizes; the smallest alone may be too small, and says so.
  private func check(
    _ content: some FigureContent, _ name: String, _ numbers: inout Numbers
  ) throws -> RecordingCanvas? {
    let size = LayoutChecks.size(&numbers)
    let canvas = RecordingCanvas(size: size)
    canvas.theme = Theme.all.randomElement(using: &numbers) ?? .light
    do {
      try content.draw(on: canvas, size: .automatic)
    } catch {
      #expect(error == .noRoom(width: 252, height: 180), "\(name)")
      return nil
    }
    LayoutChecks.expectReadable(canvas, name)
    return canvas
  }

  @Test func barsStandOnZeroAndAreReadable() throws {
    var numbers = Numbers(state: 3)
    var drawn = 0
    for trial in 0..<1_000 {
      let chart = Self.bars(&numbers)
      guard let canvas = try check(chart, "trial \(trial)", &numbers) else { continue }
      drawn += 1
      let frame = try PlotFrame(chart.surroundings, legendHeight: 0, canvas: canvas)
      LayoutChecks.expectTicksInside(frame, "trial \(trial)")
      let bars = chart.bars(in: frame)
      let zero = try #require(frame.vertical.place(0))
      #expect(bars.count == chart.series.reduce(0) { $0 + $1.values.count { $0.isFinite } })
      for bar in bars {
        #expect((bar.value >= 0 ? bar.rectangle.bottom : bar.rectangle.top) == zero, "trial \(trial)")
        #expect(bar.rectangle.left >= frame.plot.left && bar.rectangle.right <= frame.plot.right)
      }
    }
    #expect(drawn > 800)
  }

  @Test func pointsAndPicturesLieInsideAndPicturesApart() throws {
    var numbers = Numbers(state: 5)
    var pictures = 0
    for trial in 0..<1_000 {
      let chart = Self.scatter(&numbers)
      guard let canvas = try check(chart, "trial \(trial)", &numbers) else { continue }
      LayoutChecks.expectTicksInside(
        try PlotFrame(chart.surroundings, legendHeight: 0, canvas: canvas), "trial \(trial)")
      pictures += canvas.images.count
      for (index, first) in canvas.images.enumerated() {
        for second in canvas.images[(index + 1)...] {
          #expect(!first.rectangle.overlaps(second.rectangle), "trial \(trial)")
        }
      }
    }
    #expect(pictures > 1_000)
  }

  @Test("Groups differ in colour or shape: few in colour alone, in the theme for print all in shape")
  func groupsAreToldApart() throws {
    struct Look: Hashable {
      var color: Color
      var marker: PointMarker
    }
    for theme in Theme.all {
      let looks = (0..<28).map { Look(color: theme.color($0), marker: PointMarker.marker($0, of: 28, in: theme)) }
      #expect(Set(looks).count == 28, "\(theme.name)")
      let few = (0..<7).map { PointMarker.marker($0, of: 7, in: theme) }
      #expect(Set(few).count == (theme.name == "print" ? 7 : 1), "\(theme.name)")
      #expect(looks[theme.series.count].marker != looks[0].marker || theme.name == "print")
    }
  }

  @Test("Shapes lie around their centers, no further out than the legend keeps away, and are about as large")
  func shapesLieAroundTheirCenters() {
    let center = Point(40, -7)
    for marker in PointMarker.allCases where marker != .circle {
      let corners = marker.path(center: center, radius: 2.6).elements.compactMap { element -> Point? in
        switch element {
        case .move(let point), .line(let point): Point(point.x - center.x, point.y - center.y)
        default: nil
        }
      }
      let farthest = corners.map { ($0.x * $0.x + $0.y * $0.y).squareRoot() }.max() ?? .infinity
      #expect(farthest <= 2.6 * PointMarker.reach && farthest <= 3.5, "\(marker)")
      let next = corners.dropFirst() + corners.prefix(1)
      let area = zip(corners, next).reduce(0) { $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) / 2 }
      #expect((0.7...1.1).contains(area.magnitude / (.pi * 2.6 * 2.6)), "\(marker): \(area)")
      let middle = corners.reduce(0) { $0 + $1.y } / Double(corners.count)
      #expect(middle.magnitude < 0.01, "\(marker)")
    }
  }

  @Test("The legend shows the shapes of the points")
  func legendShowsShapes() throws {
    let chart = ScatterChart(
      groups: (0..<13).map { ScatterGroup(name: "class \($0)", x: [Double($0)], y: [Double($0 % 3)]) })
    for theme in Theme.all {
      let canvas = RecordingCanvas(size: Size(504, 306))
      canvas.theme = theme
      try chart.draw(on: canvas, size: .automatic)
      func kinds(_ fills: some Sequence<(path: Path, color: Color)>) -> [Int] { fills.map(\.path.elements.count) }
      // The legend found no room inside, where it would stand on a ground of its own.
      #expect(canvas.fills.count == 26)
      let points = canvas.fills.prefix(13) + canvas.fills.suffix(13)
      #expect(kinds(points.prefix(13)) == kinds(points.suffix(13)))
      #expect(Set(kinds(points)).count == 4, "circles, 3, 4 and 12 corners")
    }
  }

  @Test("Pictures of all groups come to stand, not those of the first alone")
  func groupsOfPicturesTakeTurns() throws {
    let groups = (0..<3).map { group in
      let picture = Raster(width: 1, height: 1, pixels: [UInt8](repeating: UInt8(group), count: 3))
      let x = (0..<200).map { Double(($0 * 71 + group * 29) % 200) }
      let y = (0..<200).map { Double(($0 * 37 + group * 61) % 200) }
      return ScatterGroup(x: x, y: y, pictures: Array(repeating: picture, count: 200))
    }
    let canvas = RecordingCanvas(size: Size(504, 306))
    try ScatterChart(groups: groups).draw(on: canvas, size: .automatic)
    let counts = (0..<3).map { group in canvas.images.count { $0.image.pixels[0] == UInt8(group) } }
    #expect((counts.min() ?? 0) * 2 > (counts.max() ?? 0), "\(counts)")
  }

  @Test(arguments: Theme.all) func manyPointsStayASmallFile(theme: Theme) throws {
    var numbers = Numbers(state: 23)
    let places = (0..<400_000).map { _ in Double.random(in: -1...1, using: &numbers) }
    let half = places.count / 2
    let group = ScatterGroup(x: Array(places[..<half]), y: Array(places[half...]))
    let canvas = RecordingCanvas(size: Size(504, 306))
    canvas.theme = theme
    let chart = ScatterChart(groups: [group, group])
    try chart.draw(on: canvas, size: .automatic)
    var figure = Figure(chart)
    figure.theme = theme
    #expect(try figure.render(.svg).count < 3_000_000)
    // The points still reach to every side.
    let plot = try #require(canvas.clips.first)
    let shapes =
      canvas.strokes.filter { $0.path.elements.count > 5_000 }.map(\.path)
      + canvas.fills.filter { $0.path.elements.count > 5_000 }.map(\.path)
    #expect(shapes.count == 2)
    for shape in shapes {
      let points = shape.elements.compactMap { if case .move(let point) = $0 { point } else { nil } }
      #expect(points.count <= 30_000)
      let margin = 0.06
      #expect((points.map(\.x).min() ?? .infinity) < plot.left + margin * plot.width)
      #expect((points.map(\.x).max() ?? 0) > plot.right - margin * plot.width)
      #expect((points.map(\.y).min() ?? .infinity) < plot.top + margin * plot.height)
      #expect((points.map(\.y).max() ?? 0) > plot.bottom - margin * plot.height)
    }
  }

  @Test func everyFiniteNumberIsCountedOnce() throws {
    var numbers = Numbers(state: 9)
    for trial in 0..<1_000 {
      let histogram = Self.histogram(&numbers)
      let (edges, counts) = try histogram.counts()
      #expect(edges.count >= 2 && edges.count <= Histogram.mostBins + 1)
      for (series, counts) in zip(histogram.series, counts) {
        #expect(counts.count == edges.count - 1)
        #expect(counts.reduce(0, +) == series.values.count { $0.isFinite }, "trial \(trial)")
      }
      guard let canvas = try check(histogram, "trial \(trial)", &numbers) else { continue }
      let surroundings = histogram.surroundings(edges: edges, counts: counts)
      LayoutChecks.expectTicksInside(
        try PlotFrame(surroundings, legendHeight: 0, canvas: canvas), "trial \(trial)")
    }
  }

  @Test func binsAreAsWideAsTheRuleSays() throws {
    // The middle half of 0, 1 … 999 is 500 wide: bins of 2 · 500 / 10.
    let even = (0..<1_000).map(Double.init)
    #expect(try Histogram.bins(for: even, over: 0...999) == 10)
    #expect(try Histogram.bins(for: [1, 1, 1, 1, 1, 1, 1, 9], over: 1...9) == 4)
    #expect(try Histogram(series: [HistogramSeries(values: [0, 1, 2, 3])], bins: 2).counts().counts == [[2, 2]])
  }

  @Test("Numbers on the steps of a scale fall into bins of as many steps each")
  func stepsOfAScaleShareBins() throws {
    let pixels = (0...255).flatMap { byte in
      Array(repeating: Double((Float(byte) / 255 - 0.5) / 0.5), count: 40)
    }
    let (edges, counts) = try Histogram(series: [HistogramSeries(values: pixels)]).counts()
    #expect(counts[0].count > 20)
    #expect(Set(counts[0].dropLast()).count == 1, "\(counts[0])")
    #expect((edges[0] - (-1 - 1 / 255.0)).magnitude < 1e-6)
    let dice = (1...6).flatMap { Array(repeating: Double($0), count: $0 * 100) }
    let thrown = try Histogram(series: [HistogramSeries(values: dice)]).counts()
    #expect(thrown.edges == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5])
    #expect(thrown.counts == [[100, 200, 300, 400, 500, 600]])
    let huge = try Histogram(series: [HistogramSeries(values: [1.3e308, 1.5e308, 1.7e308, 1.7e308])]).counts()
    #expect(huge.edges.allSatisfy(\.isFinite) && huge.counts[0].reduce(0, +) == 4)
  }

  @Test("Few bars stay bars")
  func barsAreNoWalls() throws {
    let chart = BarChart(names: ["a", "b"], series: [BarSeries(values: [1, 2])])
    let canvas = RecordingCanvas(size: Size(504, 306))
    let frame = try PlotFrame(chart.surroundings, legendHeight: 0, canvas: canvas)
    #expect(chart.bars(in: frame).allSatisfy { $0.rectangle.width <= 72 })
  }

  @Test("Numbers stand at the bars where none is wider than its bar by more than a point")
  func numbersAtBars() throws {
    let values = (0..<12).map { 1.21 + Double($0) / 100 }
    let chart = BarChart(names: values.map { _ in "a" }, series: [BarSeries(values: values)])
    var (widest, narrowest) = (-Double.infinity, Double.infinity)
    for step in 0..<600 {
      let canvas = RecordingCanvas(size: Size(280 + Double(step) / 4, 250))
      try chart.draw(on: canvas, size: .automatic)
      let frame = try PlotFrame(chart.surroundings, legendHeight: 0, canvas: canvas)
      let wider = canvas.measure("1.21", font: Typography.noteFont).width - chart.bars(in: frame)[0].rectangle.width
      if canvas.texts.contains(where: { $0.string == "1.21" }) {
        widest = max(widest, wider)
      } else {
        narrowest = min(narrowest, wider)
      }
    }
    #expect(widest > 0.9 && widest <= 1 && narrowest > widest, "\(widest), \(narrowest)")
  }

  @Test("Rows and columns are numbered at their middles, and named rows have room for every name")
  func rowsAreNumberedAndNamed() throws {
    let small = HeatMap(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6], firstNumber: 1)
    let canvas = RecordingCanvas(size: Size(432, 342))
    let frame = try PlotFrame(small.surroundings(canvas: canvas), legendHeight: 0, canvas: canvas)
    #expect(frame.horizontalTicks.map(\.value) == [1, 2, 3])
    #expect(frame.verticalTicks.map(\.value) == [1, 2])
    let place = try #require(frame.horizontal.place(2))
    #expect((place - frame.plot.center.x).magnitude < 0.01)
    let names = (0..<40).map { "row \($0)" }
    let tall = HeatMap(rowNames: names, rows: 40, columns: 1, values: [Double](repeating: 0, count: 40))
    let page = tall.pageSize(for: .automatic, measuring: canvas)
    let drawn = RecordingCanvas(size: page)
    try tall.draw(on: drawn, size: .automatic)
    #expect(names.allSatisfy { name in drawn.texts.contains { $0.string == name } })
  }

  @Test("Few columns are numbered each, many at round numbers", arguments: [(1, 1), (24, 24), (25, nil)])
  func fewColumnsAreNumbered(columns: Int, marks: Int?) {
    let map = HeatMap(rows: 2, columns: columns, values: [Double](repeating: 0, count: 2 * columns), firstNumber: 1)
    let surroundings = map.surroundings(canvas: RecordingCanvas(size: Size(432, 342)))
    #expect(surroundings.horizontal.marks == marks.map { (1...$0).map(Double.init) })
  }

  @Test func mapsColorEveryCell() throws {
    var numbers = Numbers(state: 13)
    for trial in 0..<1_000 {
      let map = Self.heatMap(&numbers)
      guard let canvas = try check(map, "trial \(trial)", &numbers) else { continue }
      let frame = try PlotFrame(map.surroundings(canvas: canvas), legendHeight: 0, canvas: canvas)
      LayoutChecks.expectTicksInside(frame, "trial \(trial)")
      guard map.rows > 0, map.columns > 0 else { continue }
      let cells = try #require(canvas.images.first)
      #expect(cells.rectangle == frame.plot)
      let grey = canvas.theme.missing
      let missing = [grey.red, grey.green, grey.blue].map { UInt8(($0 * 255).rounded()) }
      let factor = cells.image.width / map.columns
      #expect(cells.image.height == map.rows * factor && (1...16).contains(factor))
      for (index, value) in map.values.enumerated() {
        let (row, column) = (index / map.columns * factor, index % map.columns * factor)
        let place = (row * cells.image.width + column) * 3
        let isGrey = Array(cells.image.pixels[place..<place + 3]) == missing
        // The greys of the theme for print are the map's too; there the hatching alone tells.
        #expect(isGrey == !value.isFinite || (canvas.theme == .print && isGrey), "trial \(trial)")
      }
    }
  }

  @Test func colorsGoFromDarkToBright() {
    let luminance = (0...100).map { step -> Double in
      let color = ColorMap.viridis.color(Double(step) / 100)
      return 0.2126 * color.red + 0.7152 * color.green + 0.0722 * color.blue
    }
    #expect(zip(luminance, luminance.dropFirst()).allSatisfy { $0 < $1 })
    #expect(
      ColorMap.viridis.color(.nan) == ColorMap.viridis.color(0)
        && ColorMap.viridis.color(7) == ColorMap.viridis.color(1))
  }

  @Test func numbersInTheCellsAreLeftOutWhereTheyDoNotFit() throws {
    func texts(_ side: Int) throws -> [String] {
      let canvas = RecordingCanvas(size: Size(432, 342))
      let values = (0..<side * side).map { Double($0 % 7) + 0.125 }
      try HeatMap(rows: side, columns: side, values: values).draw(on: canvas, size: .automatic)
      return canvas.texts.map(\.string)
    }
    #expect(try texts(5).count { $0 == "3.13" } == 4)
    #expect(try !texts(80).contains("3.13"))
  }
}
