import ArgumentParser
import Benchmarks

/// What `darkroom bench` is told.
struct BenchOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The parts to measure: \(Report.Part.allCases.map(\.rawValue).joined(separator: ", ")); all if not given.",
      valueName: "parts"), completion: .benchmark)
  var only: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The network: \(ArchitectureTable.names.joined(separator: ", ")); the article's if not given, but for step and "
        + "sharing, which measure all.", valueName: "name"), completion: .architecture)
  var network: String?

  @Option(name: .long, help: ArgumentHelp("Channels of the network's first layer.", valueName: "n"))
  var width: Int?

  @Option(name: .long, help: ArgumentHelp("Numbers of a code.", valueName: "n"))
  var latent: Int?

  @Option(name: .long, help: ArgumentHelp("Rows and columns of an image, a multiple of 4.", valueName: "n"))
  var side: Int?

  @Option(name: .long, help: ArgumentHelp("Channels of an image.", valueName: "n"))
  var channels: Int?

  @Option(name: .long, help: ArgumentHelp("Images in a batch.", valueName: "n"))
  var batch = 64

  @OptionGroup var computing: ComputingOptions

  @Flag(name: .long, help: "Use the direct algorithm alone for convolutions.")
  var exact = false

  @Option(name: .long, help: ArgumentHelp("The time for each thing that is measured.", valueName: "s"))
  var seconds = 1.0

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Make the batches of step, and the grid of figures, of the CIFAR-10 that lies there, not of noise.",
      valueName: "path"), completion: .file())
  var data: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Write the plots of growth to a folder, as growth-batch.svg and so on.", valueName: "dir"),
    completion: .directory)
  var plot: String?

  @Flag(name: .long, help: "Print the numbers as JSON.")
  var json = false

  /// The parts to measure, in order.
  var parts: [Report.Part] {
    guard let only else { return Report.Part.allCases }
    let names = only.split(separator: ",").map(String.init)
    return Report.Part.allCases.filter { names.contains($0.rawValue) }
  }

  /// The network of the layers and of growth.
  var architecture: Architecture { network.flatMap(ArchitectureTable.row) ?? ArchitectureTable.rows[0] }

  /// Its size.
  var size: ArchitectureSize { sized(architecture.standardSize) }

  /// A size with what was asked for.
  private func sized(_ standard: ArchitectureSize) -> ArchitectureSize {
    ArchitectureSize(
      width: width ?? standard.width, latent: latent ?? standard.latent, side: side ?? standard.side,
      channels: channels ?? standard.channels)
  }

  /// The networks whose steps are measured: the one that was asked for, or else every row in each of its widths.
  var steps: [(Architecture, ArchitectureSize)] {
    guard network == nil, width == nil else { return [(architecture, size)] }
    return ArchitectureTable.rows.flatMap { row in row.sizes.map { (row, sized($0)) } }
  }

  mutating func validate() throws {
    if let only {
      let known = Report.Part.allCases.map(\.rawValue)
      for name in only.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      where !known.contains(name) {
        throw ValidationError("--only has no part “\(name)”: \(Self.choice(of: name, among: known)).")
      }
    }
    if let network, ArchitectureTable.row(network) == nil {
      throw ValidationError(
        "--network has no “\(network)”: \(Self.choice(of: network, among: ArchitectureTable.names)).")
    }
    if let width { try Self.check("--width", width, 1...1024) }
    if let latent { try Self.check("--latent", latent, 1...65_536) }
    if let channels { try Self.check("--channels", channels, 1...64) }
    if let side {
      try Self.check("--side", side, 8...512)
      guard side % 4 == 0 else { throw ValidationError("--side expects a multiple of 4, and gets \(side).") }
    }
    try Self.check("--batch", batch, 1...65_536)
    guard seconds >= 0, seconds <= 3600 else {
      throw ValidationError("--seconds expects a number from 0 to 3600, and gets \(seconds).")
    }
    if plot != nil, !parts.contains(.growth) {
      throw ValidationError("--plot draws the growth, which --only leaves out.")
    }
  }

  private static func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws {
    guard range.contains(value) else {
      throw ValidationError(
        "\(name) expects a number from \(range.lowerBound) to \(range.upperBound), and gets \(value).")
    }
  }
}
