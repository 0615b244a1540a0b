import Benchmarks
import Figures
import Foundation
import TensorMath
import Testing

@Suite struct ReportTests {
  static let size = ArchitectureSize(width: 16)

  /// Passes of ten, eleven and thirty milliseconds.
  static func pass(_ seconds: Double = 0.01, operations: Int = 0) -> Pass {
    Pass(Samples([seconds, seconds * 1.1, seconds * 3]), operations: operations, peak: 100)
  }

  static func step(batch: Int, seconds: Double) -> StepTimes {
    StepTimes(
      network: "article", size: size, batch: batch, threads: 2, parameters: 1_786_795, operations: 127_500_000,
      training: pass(seconds, operations: 127_500_000 * batch),
      inference: pass(seconds / 4, operations: 42_800_000 * batch), loss: 0.25, peakMemory: 128_900_000)
  }

  static let layers = LayerReport(
    network: "article", size: size, batch: 64, threads: 2,
    layers: [
      LayerTimes(
        part: "encoder", layer: "conv2d 16 padding=1 stride=2", input: .image(channels: 3, height: 32, width: 32),
        output: .image(channels: 16, height: 16, width: 16), operations: 884_736,
        forward: pass(operations: 56_623_104), inputGradient: nil, weightGradient: pass(0.02, operations: 56_623_104)),
      LayerTimes(
        part: "encoder", layer: "flatten", input: .image(channels: 16, height: 16, width: 16), output: .vector(4096),
        operations: 0, forward: pass(0.00005), inputGradient: pass(0.0005), weightGradient: nil),
    ], peak: 100)

  @Test func aPassIsWhatItsTimesSay() {
    let pass = Self.pass(0.01, operations: 500_000_000)
    #expect(pass.bestSeconds == 0.01)
    #expect(pass.medianSeconds == 0.01 * 1.1)
    #expect(pass.repetitions == 3)
    #expect(pass.gigaflops == 50)
    #expect(pass.fractionOfPeak == 0.5)
    #expect(Self.pass().gigaflops == nil)
  }

  @Test func thePeakIsATable() {
    #expect(
      Peak(instructions: "avx2", threads: 2, oneThread: 90.04, allThreads: 1799.96).text == """
        FMA peak, avx2  GFLOP/s
        1 thread           90.0
        2 threads       1,800.0
        """)
    #expect(
      Peak(instructions: "avx512", threads: 1, oneThread: 90, allThreads: 90).text == """
        FMA peak, avx512  GFLOP/s
        1 thread             90.0
        """)
  }

  @Test func layersAreATable() {
    #expect(
      Self.layers.text == """
        Layers of article, width 16, latent 200, 32x32, batch 64, 2 threads: the best of 3 repetitions by turns
                                                                      forward ───────────────  input gradient ───────  weight gradient ─────
        layer                        in        out       MFLOP/image      ms  GFLOP/s  % peak     ms  GFLOP/s  % peak    ms  GFLOP/s  % peak
        encoder conv2d 3x3 stride=2  3x32x32   16x16x16         0.88    10.0        6       6      –        –       –  20.0        3       3
        encoder flatten              16x16x16  4096                –  0.0500        –       –  0.500        –       –     –        –       –
        convolutions and linear layers, all passes: 30.0 ms, 4 GFLOP/s, 4 % of the peak; the other layers: 0.550 ms
        """)
  }

  @Test("A report on layers tells the fewest repetitions, which some of the passes alone had")
  func fewestRepetitions() {
    var layers = Self.layers.layers
    layers[0].weightGradient = Pass(Samples([0.02, 0.03]), operations: 56_623_104, peak: 100)
    let report = LayerReport(network: "article", size: Self.size, batch: 64, threads: 2, layers: layers, peak: 100)
    #expect(report.weighted.repetitions == 2)
    let none = LayerReport(network: "article", size: Self.size, batch: 64, threads: 2, layers: [], peak: 100)
    #expect(none.weighted.repetitions == 0)
  }

  @Test func stepsAreATable() {
    #expect(
      StepTimes.text(of: [Self.step(batch: 64, seconds: 0.05), Self.step(batch: 1024, seconds: 2)]) == """
                                                                               training step ──────────────────────  inference ──────────────────────────
        network  width  image  latent  batch  threads    weights  MFLOP/image  images/s  median ms  best ms  % peak  images/s  median ms  best ms  % peak  peak MB
        article     16  32x32     200     64        2  1,786,795        127.5     1,164       55.0     50.0     163     4,655       13.8     12.5     219      129
        article     16  32x32     200  1,024        2  1,786,795        127.5       465      2,200    2,000      65     1,862        550      500      88      129
        """)
  }

  @Test func seriesAreTables() {
    let growth = Growth(
      axis: .batch, steps: [Self.step(batch: 1, seconds: 0.01), Self.step(batch: 1024, seconds: 2)], leftOut: [2048])
    #expect(
      growth.text == """
        Growth with images in a batch: article, width 16, 32x32, 2 threads
                           training step ──────────────────────  inference ──────────────────────────
        images in a batch  images/s  median ms  best ms  % peak  images/s  median ms  best ms  % peak
                        1      90.9       11.0     10.0      13       364       2.75     2.50      17
                    1,024       465      2,200    2,000      65     1,862        550      500      88
        left out, since they do not fit into memory: 2,048
        """)
    #expect(
      Growth(axis: .size, steps: [], leftOut: [128]).text
        == "Growth with image side in pixels: nothing fits into memory")
  }

  @Test func figuresAreMeasuredInEveryFormat() throws {
    var seconds = 0.0
    let sampling = Sampling(seconds: 0, fewest: 1) {
      seconds += 1
      return seconds
    }
    let times = try FigureTimes.measure(sampling, images: nil, points: 1_000, columns: 3)
    #expect(times.map(\.format) == ["png", "svg", "pdf", "png", "svg", "pdf"])
    #expect(Set(times.map(\.figure)) == ["loss curve of 1,000 points", "grid of 9 images"])
    #expect(times.allSatisfy { $0.bytes > 1_000 && $0.pass.bestSeconds == 1 })
  }

  @Test("The loss curve that is drawn falls through noise, over ten epochs")
  func longRun() throws {
    let run = FigureTimes.longRun(1_000)
    try #require(run.batches.count == 1_000)
    for (step, loss) in run.batches.enumerated() {
      let middle = 0.02 + 0.28 / (1 + Double(step) / 12_000)
      #expect((0.85...1.15).contains(loss / middle), "step \(step)")
    }
    #expect(run.epochEnds == [100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000])
    #expect(run.validation.count == 10)
    #expect(run.validation.first == 0.05 && abs((run.validation.last ?? 0) - 0.023) < 1e-9)
  }

  @Test func figuresAreATable() {
    let times = [
      FigureTimes(figure: "loss curve", format: "svg", pass: Self.pass(), bytes: 107_926),
      FigureTimes(figure: "grid of images", format: "png", pass: Self.pass(0.3), bytes: 22_400_499),
    ]
    #expect(
      FigureTimes.text(of: times) == """
        figure          format  best ms  median ms  repetitions      kB
        loss curve      svg        10.0       11.0            3     108
        grid of images  png         300        330            3  22,400
        """)
  }

  @Test func startsAreATable() {
    #expect(
      StartTimes(prompt: Samples([0.0123, 0.02]), figure: Samples([0.2, 0.1])).text == """
        start                best ms  median ms  repetitions
        to the first prompt     12.3       16.2            2
        to the first figure      100        150            2
        """)
  }

  @Test func theJSONHasKeysThatStay() throws {
    var report = Report(program: "Darkroom 1", processor: "one", threads: 2, exact: false)
    #expect(
      try report.json() == """
        {
          "exact" : false,
          "processor" : "one",
          "program" : "Darkroom 1",
          "threads" : 2
        }

        """)
    report.peak = Peak(instructions: "avx2", threads: 2, oneThread: 90, allThreads: 180)
    report.layers = Self.layers
    report.steps = [Self.step(batch: 64, seconds: 0.05)]
    report.growth = [Growth(axis: .width, steps: [Self.step(batch: 64, seconds: 0.05)])]
    report.figures = [FigureTimes(figure: "grid", format: "png", pass: Self.pass(), bytes: 7)]
    report.start = StartTimes(prompt: Samples([0.01]), figure: Samples([0.1]))
    let text = try report.json()
    let found = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let steps = [
      "batch", "inference.best_seconds", "inference.fraction_of_peak", "inference.gigaflops",
      "inference.median_seconds", "inference.repetitions", "inference_images_per_second", "loss", "network",
      "operations_per_image", "parameters", "peak_memory_bytes", "size.channels", "size.latent", "size.side",
      "size.width", "threads",
      "training.best_seconds", "training.fraction_of_peak", "training.gigaflops", "training.median_seconds",
      "training.repetitions", "training_images_per_second",
    ]
    let others = [
      "exact", "figures.bytes", "figures.figure", "figures.format", "figures.time.best_seconds",
      "figures.time.median_seconds", "figures.time.repetitions", "growth.axis", "growth.left_out", "layers.batch",
      "layers.layers.forward.best_seconds",
      "layers.layers.forward.fraction_of_peak", "layers.layers.forward.gigaflops",
      "layers.layers.forward.median_seconds", "layers.layers.forward.repetitions", "layers.layers.input",
      "layers.layers.layer", "layers.layers.operations_per_image", "layers.layers.output", "layers.layers.part",
      "layers.layers.weight_gradient.best_seconds", "layers.layers.weight_gradient.fraction_of_peak",
      "layers.layers.weight_gradient.gigaflops", "layers.layers.weight_gradient.median_seconds",
      "layers.layers.weight_gradient.repetitions", "layers.network", "layers.other_seconds", "layers.size.channels",
      "layers.size.latent",
      "layers.size.side", "layers.size.width", "layers.threads", "layers.weighted.best_seconds",
      "layers.weighted.fraction_of_peak", "layers.weighted.gigaflops", "layers.weighted.median_seconds",
      "layers.weighted.repetitions", "peak.all_threads_gigaflops", "peak.instructions", "peak.one_thread_gigaflops",
      "peak.threads", "processor", "program", "start.figure.best_seconds", "start.figure.median_seconds",
      "start.figure.repetitions", "start.prompt.best_seconds", "start.prompt.median_seconds",
      "start.prompt.repetitions", "threads",
    ]
    #expect(
      Set(Self.keys(found)) == Set(others + steps.map { "steps." + $0 } + steps.map { "growth.steps." + $0 }))
    #expect(try JSONDecoder().decode(Report.self, from: Data(text.utf8)) == report)
  }

  /// The paths of all keys, of lists those of their first element.
  private static func keys(_ value: Any, under path: String = "") -> [String] {
    if let list = value as? [Any] { return list.first.map { keys($0, under: path) } ?? [path] }
    guard let object = value as? [String: Any] else { return [path] }
    return object.flatMap { keys($1, under: path.isEmpty ? $0 : path + "." + $0) }
  }

  @Test("A chart of growth shows both times and what the operations make expect, at the measured places")
  func growthIsAChart() throws {
    let growth = Growth(
      axis: .batch,
      steps: [
        Self.step(batch: 1, seconds: 0.01), Self.step(batch: 32, seconds: 0.1), Self.step(batch: 1024, seconds: 3),
      ])
    let chart = growth.chart()
    #expect(chart.horizontal.scale == .logarithmic && chart.vertical.scale == .logarithmic)
    #expect(chart.title == "Time of a step by batch size")
    #expect(chart.horizontal.marks == [1, 32, 1024])
    #expect(chart.lines.map(\.name) == ["in proportion to the operations", nil, "training step", "inference"])
    let training = try #require(chart.lines.first { $0.name == "training step" })
    #expect(training.x == [1, 32, 1024])
    #expect(chart.lines.map(\.marker) == [.none, .none, .circle, .circle])
    #expect(chart.lines.map(\.stroke) == [.dashed, .dashed, .solid, .solid])
    #expect(zip(training.y, [11, 110, 3300]).allSatisfy { abs($0 - $1) < 1e-9 })
    let proportional = chart.lines[0]
    #expect(zip(proportional.y, [3300.0 / 1024, 3300.0 / 32, 3300]).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(try !Figure(chart).render(.svg).isEmpty)
  }
}
