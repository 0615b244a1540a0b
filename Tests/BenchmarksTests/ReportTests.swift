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
                                                                          forward ──────────────  input gradient ───────  weight gradient ──────
        layer                        in        out       MFLOP/image      ms  GFLOP/s  % of peak     ms  GFLOP/s  % of peak    ms  GFLOP/s  % of peak
        """)
  }

  @Test func stepsAreATable() {
    #expect(StepTimes.text(of: [Self.step(batch: 64, seconds: 0.05), Self.step(batch: 1024, seconds: 2)]) == "")
  }

  @Test func seriesAreTables() {
    let growth = Growth(
      axis: .batch, steps: [Self.step(batch: 1, seconds: 0.01), Self.step(batch: 1024, seconds: 2)], leftOut: [2048])
    #expect(growth.text == "")
    #expect(
      Growth(axis: .size, steps: [], leftOut: [128]).text
        == "Growth with image side in pixels: nothing fits into memory")
  }

  @Test func startsAreATable() {
    #expect(StartTimes(prompt: Samples([0.0123, 0.02]), figure: Samples([0.2, 0.1])).text == "")
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
    report.start = StartTimes(prompt: Samples([0.01]), figure: Samples([0.1]))
    let text = try report.json()
    let found = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(
      Self.keys(found).sorted() == [
        "exact", "growth.axis", "growth.left_out",
      ])
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
    #expect(chart.horizontal.marks == [1, 32, 1024])
    #expect(chart.lines.compactMap(\.name) == ["in proportion to the operations", "training step", "inference"])
    let training = try #require(chart.lines.first { $0.name == "training step" })
    #expect(training.x == [1, 32, 1024])
    #expect(zip(training.y, [11, 110, 3300]).allSatisfy { abs($0 - $1) < 1e-9 })
    let proportional = chart.lines[0]
    #expect(zip(proportional.y, [110.0 / 32, 110, 110 * 32]).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(try !Figure(chart).render(.svg).isEmpty)
  }
}
