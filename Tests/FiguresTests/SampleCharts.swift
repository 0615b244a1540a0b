import Figures

extension SampleFigures {
  /// Charts of every kind, as they would stand in a paper.
  static func charts() -> [(name: String, figure: Figure)] {
    let small = FigureSize(resolution: 96)
    var state = LineChartLayoutTests.Numbers(state: 21)
    /// About normal: the sum of twelve even numbers.
    func normal(_ mean: Double, _ deviation: Double) -> Double {
      mean + deviation * ((0..<12).map { _ in Double.random(in: 0..<1, using: &state) }.reduce(0, +) - 6)
    }
    let bars = BarChart(
      title: "Reconstruction error by class", nameLabel: "class", valueLabel: "change of the error in %",
      names: classNames,
      series: [
        BarSeries(
          name: "bottleneck 200", values: [4, 12, 7.5, -3, 2, 6, -8, 3, 9, 10],
          errors: [1, 2, 1, 1, 0.5, 1, 2, 1, 1.5, 1]),
        BarSeries(
          name: "bottleneck 1000", values: [-6, 2, -3.5, -11, -9, -4, -15, -7, 1, 2],
          errors: [1, 1, 1, 2, 1, 1, 1.5, 1, 1, 1]),
      ])
    let thumbnails = (0..<3).map { index in
      Raster(
        width: 8, height: 8,
        pixels: (0..<64).flatMap { pixel -> [UInt8] in
          [UInt8(pixel % 8 * 30), UInt8(pixel / 8 * 30), UInt8(index * 100)]
        })
    }
    func cloud(_ name: String, _ x: Double, _ y: Double, _ picture: Raster? = nil) -> ScatterGroup {
      let points = (0..<60).map { _ in (normal(x, 1), normal(y, 0.7)) }
      return ScatterGroup(
        name: name, x: points.map(\.0), y: points.map(\.1),
        pictures: picture.map { Array(repeating: $0, count: 60) } ?? [])
    }
    let axes = (Axis(label: "first component"), Axis(label: "second component"))
    let scatter = ScatterChart(
      title: "Bottleneck of the test images", horizontal: axes.0, vertical: axes.1,
      groups: [cloud("ship", -2, 1), cloud("frog", 1, -1), cloud("horse", 3, 2)])
    let pictures = ScatterChart(
      title: "Bottleneck of the test images", horizontal: axes.0, vertical: axes.1,
      groups: [
        cloud("ship", -3, 1, thumbnails[0]), cloud("frog", 1, -1, thumbnails[1]), cloud("horse", 4, 2, thumbnails[2]),
      ])
    let histogram = Histogram(
      title: "Error of each test image", label: "mean squared error",
      series: [
        HistogramSeries(name: "bottleneck 200", values: (0..<2_000).map { _ in normal(0.026, 0.004) }),
        HistogramSeries(name: "bottleneck 1000", values: (0..<2_000).map { _ in normal(0.016, 0.003) }),
      ])
    let confusion = (0..<100).map { index -> Double in
      if index == 37 { return .nan }
      return index / 10 == index % 10 ? Double(70 + index % 7 * 4) : Double(index * 7 % 11)
    }
    let map = HeatMap(
      title: "Classes taken for one another", rowLabel: "class", columnLabel: "taken for", rowNames: classNames,
      columnNames: classNames, rows: 10, columns: 10, values: confusion)
    return [
      ("bars", Figure(bars, size: small)), ("scatter", Figure(scatter, size: small)),
      ("scatter-pictures", Figure(pictures, size: small)), ("histogram", Figure(histogram, size: small)),
      ("heat-map", Figure(map, size: small)),
    ]
  }
}
