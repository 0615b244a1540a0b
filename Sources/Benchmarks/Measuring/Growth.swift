internal import NeuralNetworks

/// What grows from one measurement of a series to the next.
public enum GrowthAxis: String, Codable, CaseIterable, Hashable, Sendable {
  case threads, batch, width, size

  /// What a figure's title calls it.
  var name: String {
    switch self {
    case .threads: "threads"
    case .batch: "batch size"
    case .width: "width"
    case .size: "image size"
    }
  }

  /// What an axis and a table call it.
  public var title: String {
    switch self {
    case .threads: "threads"
    case .batch: "images in a batch"
    case .width: "channels of the first layer"
    case .size: "image side in pixels"
    }
  }
}

/// A series of steps, each with more of one thing than the last.
public struct Growth: Codable, Hashable, Sendable {
  /// What grows.
  public var axis: GrowthAxis
  /// The steps that were measured.
  public var steps: [StepTimes]
  /// What was not measured, since it does not fit into memory.
  public var leftOut: [Int]

  /// A series of steps.
  public init(axis: GrowthAxis, steps: [StepTimes], leftOut: [Int] = []) {
    self.axis = axis
    self.steps = steps
    self.leftOut = leftOut
  }

  /// How much of it a step has.
  public func value(of step: StepTimes) -> Int {
    switch axis {
    case .threads: step.threads
    case .batch: step.batch
    case .width: step.size.width
    case .size: step.size.side
    }
  }

  private enum CodingKeys: String, CodingKey {
    case axis, steps
    case leftOut = "left_out"
  }
}

extension Bench {
  /// The values that a series goes through.
  func values(of axis: GrowthAxis) -> [Int] {
    switch axis {
    case .threads: Array(1...threads)
    case .batch: (0...10).map { 1 << $0 }
    case .width: [8, 16, 24, 32, 48, 64]
    case .size: [32, 48, 64, 96, 128]
    }
  }

  /// Times the steps of a network for more and more of one thing, all else as it is given.
  public func measureGrowth(
    over axis: GrowthAxis, of architecture: Architecture, size: ArchitectureSize, batch: Int, peak: Peak?
  ) throws -> Growth {
    var growth = Growth(axis: axis, steps: [])
    for value in values(of: axis) {
      var size = size
      if axis == .width { size.width = value }
      if axis == .size { size.side = value }
      do {
        growth.steps.append(
          try measureStep(
            of: architecture, size: size, batch: axis == .batch ? value : batch,
            threads: axis == .threads ? value : nil, peak: peak))
      } catch AutoencoderError.doesNotFit {
        growth.leftOut.append(value)
      }
    }
    return growth
  }
}
