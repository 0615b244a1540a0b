import Figures

extension SampleFigures {
  /// The ways in which a figure can look: names at the ends, bands, themes, a caption.
  static func looks() throws -> [(name: String, figure: Figure)] {
    let small = FigureSize(resolution: 96)
    let runs = [0.04, 0.02, 0.013].map { run("bottleneck \(Int(8 / $0))", floor: $0) }
    var ends = LineChart.losses(runs, title: "Three bottlenecks", lossLabel: "mean squared error")
    ends.names = .ends
    let seeds = (0..<5).map { seed -> LossRun in
      var run = run(floor: 0.02)
      for index in run.batches.indices {
        let shift = (seed * 7 + index / 100 * 3) % 5 - 2
        run.batches[index] *= 1 + Double(shift) * 0.08
      }
      let factor = 1 + Double(seed - 2) * 0.05
      run.validation = run.validation.map { $0 * factor }
      return run
    }
    let bands = LineChart.losses(seeds, spread: .range, title: "Five seeds", lossLabel: "mean squared error")
    var captioned = Figure(ends, size: FigureSize(width: 5, height: 3.5, resolution: 96))
    captioned.caption =
      "Figure 1: training and validation loss of three bottlenecks, each batch faded under the mean of its neighbours; "
      + "the epochs are marked above."
    captioned.theme = .print
    var dark = Figure(bands, size: small)
    dark.theme = .dark
    return [
      ("line-ends", Figure(ends, size: small)), ("bands", Figure(bands, size: small)), ("dark", dark),
      ("print-caption", captioned),
    ]
  }

  /// Every sample there is.
  static func every() throws -> [(name: String, figure: Figure)] { try all() + charts() + looks() }
}
