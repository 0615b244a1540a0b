internal import NeuralNetworks
internal import TensorMath

/// How evenly threads would share a network's work, by the times of its tasks on one thread.
public struct SharingTimes: Codable, Hashable, Sendable {
  /// The network.
  public var network: String
  /// Its size.
  public var size: ArchitectureSize
  /// Images in a batch.
  public var batch: Int
  /// The seconds of a training step on one thread.
  public var seconds: Double
  /// The part of a step that one thread does while the others wait: outside of tasks, and in runs of one task.
  public var alone: Double
  /// The step by more threads.
  public var shares: [Share]
  /// The layers' passes, first to last.
  public var layers: [LayerTasks]

  /// What so many threads would come to, were memory and waking each other free.
  public struct Share: Codable, Hashable, Sendable {
    /// The threads.
    public var threads: Int
    /// How much faster than one thread they are.
    public var speedup: Double

    /// A share as it was reckoned.
    package init(threads: Int, speedup: Double) { (self.threads, self.speedup) = (threads, speedup) }
  }

  /// The tasks of one layer's passes; nil for a pass that it does not make.
  public struct LayerTasks: Codable, Hashable, Sendable {
    /// `encoder` or `decoder`.
    public var part: String
    /// The layer as a script writes it.
    public var layer: String
    /// Output from input.
    public var forward: PassTasks?
    /// The input's gradient.
    public var inputGradient: PassTasks?
    /// The weights' gradient.
    public var weightGradient: PassTasks?

    /// The tasks of a layer.
    package init(
      part: String, layer: String, forward: PassTasks?, inputGradient: PassTasks?, weightGradient: PassTasks?
    ) {
      self.part = part
      self.layer = layer
      self.forward = forward
      self.inputGradient = inputGradient
      self.weightGradient = weightGradient
    }

    private enum CodingKeys: String, CodingKey {
      case part, layer, forward
      case inputGradient = "input_gradient"
      case weightGradient = "weight_gradient"
    }
  }

  /// The tasks of a pass.
  public struct PassTasks: Codable, Hashable, Sendable {
    /// Tasks of the run that takes longest.
    public var tasks: Int
    /// The part of the time for which so many threads have tasks, as ``SharingTimes/threadCounts`` lists them.
    public var busy: [Double]

    /// The tasks of a pass.
    package init(tasks: Int, busy: [Double]) { (self.tasks, self.busy) = (tasks, busy) }
  }

  /// The threads that the work is dealt to.
  public static let threadCounts = [2, 4, 8, 16]

  /// What was reckoned.
  package init(
    network: String, size: ArchitectureSize, batch: Int, seconds: Double, alone: Double, shares: [Share],
    layers: [LayerTasks]
  ) {
    self.network = network
    self.size = size
    self.batch = batch
    self.seconds = seconds
    self.alone = alone
    self.shares = shares
    self.layers = layers
  }
}

extension Bench {
  /// Times every task of a training step and of each layer's passes on one thread, and deals them to more.
  ///
  /// Throws where the network does not fit into the memory that it may take.
  public func measureSharing(
    of architecture: Architecture, size: ArchitectureSize, batch batchSize: Int
  ) throws -> SharingTimes {
    let model = try architecture.model(size, batch: batchSize, memory: memoryLimit)
    let watch = sampling.makeWatch()
    let compute = ComputeContext(team: ThreadTeam(watchedBy: watch), exact: exact, instructions: instructions)
    let images = SampleImages.noise(side: size.side, channels: size.channels, count: batchSize)
    let batch = Batch(capacity: batchSize, shape: size.image)
    let random = RandomStream(RandomGenerator(seed: 0))
    let (seconds, step) = quickest(watch) {
      images.pixels.withUnsafeBufferPointer { batch.loadBytes($0, indices: 0..<batchSize, compute: compute) }
      _ = model.step(batch, pass: .training(compute, random: random))
    }
    let shared = TaskSchedule(runs: step.runs.filter { $0.count > 1 })
    let alone = max(0, seconds - shared.seconds)
    return try SharingTimes(
      network: architecture.name, size: size, batch: batchSize, seconds: seconds,
      alone: seconds > 0 ? alone / seconds : 0,
      shares: SharingTimes.threadCounts.map { threads in
        let taken = alone + shared.seconds(threads: threads)
        return SharingTimes.Share(threads: threads, speedup: taken > 0 ? seconds / taken : 1)
      },
      layers: BenchedLayer.layers(of: architecture.description(size), batch: batchSize).map { layer in
        SharingTimes.LayerTasks(
          part: layer.part, layer: layer.kind.script,
          forward: tasks(watch) { layer.forward(compute, random: random) },
          inputGradient: layer.inputPass(compute).flatMap { tasks(watch, $0) },
          weightGradient: layer.weightPass(compute).flatMap { tasks(watch, $0) })
      })
  }

  /// The tasks of a pass; nil where it has none.
  private func tasks(_ watch: TaskWatch, _ pass: () -> Void) -> SharingTimes.PassTasks? {
    let schedule = quickest(watch, pass).schedule
    guard let longest = schedule.runs.max(by: { $0.reduce(0, +) < $1.reduce(0, +) }) else { return nil }
    return SharingTimes.PassTasks(
      tasks: longest.count, busy: SharingTimes.threadCounts.map { schedule.busy(threads: $0) })
  }

  /// The quickest of some repetitions, after one that does not count.
  private func quickest(_ watch: TaskWatch, _ body: () -> Void) -> (seconds: Double, schedule: TaskSchedule) {
    body()
    var best = (seconds: Double.infinity, schedule: TaskSchedule(runs: []))
    for _ in 0..<max(5, sampling.fewest) {
      watch.clear()
      let seconds = sampling.time(body)
      if seconds < best.seconds { best = (seconds, TaskSchedule(runs: watch.runs)) }
    }
    return best
  }
}
