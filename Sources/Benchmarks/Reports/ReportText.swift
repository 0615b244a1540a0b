import Basics

// Each part of a report as a table for people: units in the heads, the better of two numbers never alone.

extension Peak {
  /// The part as text.
  public var text: String {
    var table = TextTable(heads: ["FMA peak, \(instructions)", "GFLOP/s"])
    table.rows = [[countText(1, "thread"), decimal(oneThread, 1)]]
    if threads > 1 { table.rows.append([countText(threads, "thread"), decimal(allThreads, 1)]) }
    return table.text
  }
}

extension LayerReport {
  /// The part as text.
  public var text: String {
    let heads = ["ms", "GFLOP/s", "% peak"]
    var table = TextTable(
      heads: ["layer", "in", "out", "MFLOP/image"] + heads + heads + heads,
      groups: [(4, 3, "forward"), (7, 3, "input gradient"), (10, 3, "weight gradient")], leftColumns: 3)
    table.rows = layers.map { layer in
      [
        layer.part + " " + layer.label, "\(layer.input)", "\(layer.output)",
        layer.operations > 0 ? decimal(Double(layer.operations) / 1e6, 2) : "–",
      ] + [layer.forward, layer.inputGradient, layer.weightGradient].flatMap(cells)
    }
    let caption =
      "Layers of \(network), \(size.text), batch \(batch), \(countText(threads, "thread")): the best of "
      + "\(weighted.repetitions) repetitions by turns"
    let total =
      "convolutions and linear layers, all passes: \(milliseconds(weighted.bestSeconds)) ms, "
      + "\(weighted.gigaflops.map { decimal($0, 0) } ?? "–") GFLOP/s, \(percent(weighted.fractionOfPeak)) % of the peak; "
      + "the other layers: \(milliseconds(otherSeconds)) ms"
    return [caption, table.text, total].joined(separator: "\n")
  }

  private func cells(_ pass: Pass?) -> [String] {
    guard let pass else { return ["–", "–", "–"] }
    return [
      milliseconds(pass.bestSeconds), pass.gigaflops.map { decimal($0, 0) } ?? "–", percent(pass.fractionOfPeak),
    ]
  }
}

extension LayerTimes {
  /// The layer in brief: `conv2d 3x3 stride=2`.
  var label: String {
    let words = layer.split(separator: " ").map(String.init)
    guard let name = words.first else { return layer }
    guard name.hasPrefix("conv") else { return name }
    let kernel = words.first { $0.hasPrefix("kernel=") }.map { String($0.dropFirst(7)) } ?? "3"
    let stride = words.first { $0.hasPrefix("stride=") }.map { " " + $0 } ?? ""
    return "\(name) \(kernel.contains("x") ? kernel : "\(kernel)x\(kernel)")\(stride)"
  }
}

extension StepTimes {
  /// Several steps as a table.
  public static func text(of steps: [StepTimes]) -> String {
    var table = TextTable(
      heads: [
        "network", "width", "image", "latent", "batch", "threads", "weights", "MFLOP/image", "images/s", "median ms",
        "best ms", "% peak", "images/s", "median ms", "best ms", "% peak", "peak MB",
      ], groups: [(8, 4, "training step"), (12, 4, "inference")])
    table.rows = steps.map { step in
      [
        step.network, "\(step.size.width)", step.size.imageText, "\(step.size.latent)",
        countText(step.batch), "\(step.threads)", countText(step.parameters),
        decimal(Double(step.operations) / 1e6, 1),
      ] + cells(step.training, speed: step.trainingSpeed) + cells(step.inference, speed: step.inferenceSpeed) + [
        step.peakMemory.map { decimal(Double($0) / 1e6, 0) } ?? "–"
      ]
    }
    return table.text
  }

  fileprivate static func cells(_ pass: Pass, speed: Double) -> [String] {
    [
      decimal(speed, speed < 100 ? 1 : 0), milliseconds(pass.medianSeconds), milliseconds(pass.bestSeconds),
      percent(pass.fractionOfPeak),
    ]
  }
}

extension Growth {
  /// The part as text.
  public var text: String {
    let heads = ["images/s", "median ms", "best ms", "% peak"]
    var table = TextTable(
      heads: [axis.title] + heads + heads, groups: [(1, 4, "training step"), (5, 4, "inference")], leftColumns: 0)
    table.rows = steps.map { step in
      [countText(value(of: step))] + StepTimes.cells(step.training, speed: step.trainingSpeed)
        + StepTimes.cells(step.inference, speed: step.inferenceSpeed)
    }
    guard let first = steps.first else { return "Growth with \(axis.title): nothing fits into memory" }
    var fixed: [String] = []
    if axis != .width { fixed.append("width \(first.size.width)") }
    if axis != .size { fixed.append(first.size.imageText) }
    if axis != .batch { fixed.append("batch \(first.batch)") }
    if axis != .threads { fixed.append(countText(first.threads, "thread")) }
    var lines = ["Growth with \(axis.title): \(first.network), " + fixed.joined(separator: ", "), table.text]
    if !leftOut.isEmpty {
      lines.append(
        "left out, since they do not fit into memory: " + leftOut.map { countText($0) }.joined(separator: ", "))
    }
    return lines.joined(separator: "\n")
  }
}

extension SharingTimes {
  /// The steps of several networks as a table, and the layers of the first.
  public static func text(of all: [SharingTimes]) -> String {
    var table = TextTable(
      heads: ["network", "width", "image", "latent", "batch", "ms", "alone %"] + threadCounts.map { "\($0)" },
      groups: [(5, 2, "one thread"), (7, threadCounts.count, "times as fast by threads")])
    table.rows = all.map { each in
      [
        each.network, "\(each.size.width)", each.size.imageText, "\(each.size.latent)", countText(each.batch),
        milliseconds(each.seconds), decimal(100 * each.alone, 1),
      ] + each.shares.map { decimal($0.speedup, 2) }
    }
    let caption = "A training step's tasks, timed on one thread and dealt to more, were memory and waking them free"
    return ([caption, table.text] + (all.first.map { [$0.layerText] } ?? [])).joined(separator: "\n")
  }

  private var layerText: String {
    let heads = ["tasks"] + Self.threadCounts.map { "\($0)" }
    var table = TextTable(
      heads: ["layer"] + heads + heads + heads,
      groups: [
        (1, heads.count, "forward"), (1 + heads.count, heads.count, "input gradient"),
        (1 + 2 * heads.count, heads.count, "weight gradient"),
      ])
    table.rows = layers.map { layer in
      ["\(layer.part) \(layer.layer)"]
        + [layer.forward, layer.inputGradient, layer.weightGradient].flatMap { pass in
          pass.map { [countText($0.tasks)] + $0.busy.map { percent($0) } }
            ?? [String](repeating: "–", count: heads.count)
        }
    }
    return "\nTasks of \(network), and for how many % of the time so many threads have one\n" + table.text
  }
}

extension StartTimes {
  /// The part as text.
  public var text: String {
    var table = TextTable(heads: ["start", "best ms", "median ms", "repetitions"])
    for (name, pass) in [("to the first prompt", prompt), ("to the first figure", figure)] {
      table.rows.append([
        name, milliseconds(pass.bestSeconds), milliseconds(pass.medianSeconds), "\(pass.repetitions)",
      ])
    }
    return table.text
  }
}

extension FigureTimes {
  /// The part as text.
  public static func text(of times: [FigureTimes]) -> String {
    var table = TextTable(heads: ["figure", "format", "best ms", "median ms", "repetitions", "kB"], leftColumns: 2)
    for each in times {
      table.rows.append([
        each.figure, each.format, milliseconds(each.pass.bestSeconds), milliseconds(each.pass.medianSeconds),
        "\(each.pass.repetitions)", countText((each.bytes + 500) / 1000),
      ])
    }
    return table.text
  }
}

extension ArchitectureSize {
  /// Rows and columns of an image, and its channels where they are not those of colours.
  fileprivate var imageText: String { channels == 3 ? "\(side)x\(side)" : image.description }
  fileprivate var text: String { "width \(width), latent \(latent), \(imageText)" }
}
