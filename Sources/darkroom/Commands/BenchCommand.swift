import ArgumentParser
import Basics
import Benchmarks
import Datasets
import Figures
import FoundationEssentials
import ScriptLanguage

/// `darkroom bench`: measures the processor, the layers, whole steps and the program itself.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure the speed of this machine, of layers, of training and of inference.",
    discussion: """
      GFLOP/s are counted in the operations of the direct algorithm, whatever algorithm runs, so that a layer can reach \
      more than the peak. What belongs together is measured by turns.
      """)

  @OptionGroup var options: BenchOptions

  mutating func run() throws {
    do {
      try measure()
    } catch let code as ExitCode {
      throw code
    } catch {
      throw Complaint.leaving("\(error)", .failed)
    }
  }

  private func measure() throws {
    let values = Terminal(descriptor: 1, allowsColor: false)
    let clock = ContinuousClock()
    let start = clock.now
    let surroundings = Surroundings()
    let threads = options.computing.threads ?? surroundings.processors
    let bench = Bench(
      threads: threads, exact: options.exact, instructions: options.computing.instructions,
      sampling: Sampling(seconds: options.seconds) { (clock.now - start) / .seconds(1) },
      memoryLimit: MemoryLimit().bytes, memory: PeakMemory.gauge)
    let images = try options.data.map(Self.images)
    var report = Report(
      program: Version.short, processor: Processor.name, threads: threads, exact: options.exact)
    let tell = { (text: String) in if !options.json { values.write(text + "\n\n") } }
    tell(
      "\(report.program) on \(report.processor), \(countText(threads, "thread"))"
        + (options.exact ? ", exact sums" : ""))
    // The layers and the steps are measured by the peak, whether or not it is shown.
    let peak = options.parts.contains { [.peak, .layers, .step, .growth].contains($0) } ? bench.measurePeak() : nil
    for part in options.parts {
      switch part {
      case .peak:
        report.peak = peak
        if let peak { tell(peak.text) }
      case .layers:
        let layers = try bench.measureLayers(
          of: options.architecture, size: options.size, batch: options.batch, peak: peak)
        report.layers = layers
        tell(layers.text)
      case .step:
        let steps = try options.steps.map { architecture, size in
          try bench.measureStep(of: architecture, size: size, batch: options.batch, images: images, peak: peak)
        }
        report.steps = steps
        tell(StepTimes.text(of: steps))
      case .growth:
        let growth = try GrowthAxis.allCases.map { axis in
          try bench.measureGrowth(
            over: axis, of: options.architecture, size: options.size, batch: options.batch, peak: peak)
        }
        report.growth = growth
        for series in growth { tell(series.text) }
        if let folder = options.plot { try Self.plot(growth, into: folder) }
      case .sharing:
        let sharing = try options.steps.map { architecture, size in
          try bench.measureSharing(of: architecture, size: size, batch: options.batch)
        }
        report.sharing = sharing
        tell(SharingTimes.text(of: sharing))
      case .figures:
        let figures = try FigureTimes.measure(bench.sampling, images: images)
        report.figures = figures
        tell(FigureTimes.text(of: figures))
      case .start:
        let start = try StartMeasurement.measure(bench.sampling)
        report.start = start
        tell(start.text)
      }
    }
    if options.json { values.write(try report.json()) }
  }

  /// CIFAR-10's training images.
  private static func images(at path: String) throws -> SampleImages {
    let set = try CIFAR10.load(.training, at: path, limit: 10_000)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(set.count * set.shape.elementCount)
    for index in 0..<set.count { set.withPixels(at: index) { pixels.append(contentsOf: $0) } }
    return SampleImages(side: set.shape.height, pixels: pixels)
  }

  /// Writes `growth-batch.svg`, `growth-width.svg` and `growth-size.svg`.
  private static func plot(_ growth: [Growth], into folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for series in growth where series.axis != .threads {
      try Figure(series.chart()).write(to: folder.appendingPath("growth-\(series.axis.rawValue).svg"))
    }
  }
}

extension BenchOptions {
  /// What could have been meant by a name, for people.
  static func choice(of name: String, among names: [String]) -> String {
    let misses = NearMisses.of(name, among: names)
    return misses.isEmpty
      ? "expected \(names.joined(separator: ", "))" : "did you mean \(misses.joined(separator: ", "))?"
  }
}
