internal import KernelArguments

/// Group normalisation: in each sample, groups of neighbouring channels get mean 0 and variance 1 over their pixels.
///
/// Y. Wu and K. He, "Group normalization", ECCV 2018; as `torch.nn.GroupNorm`. A group a channel is instance
/// normalisation.
public struct GroupNormalization: Hashable, Sendable {
  /// The shape of a sample.
  public let shape: SampleShape
  /// Groups that the channels form, each of equally many.
  public let groups: Int
  /// What is added to a variance before its root.
  public let epsilon: Double

  /// Normalises samples of a shape in so many groups, which divide the channels.
  public init(_ shape: SampleShape, groups: Int, epsilon: Double = 1e-5) {
    precondition(shape.elementCount > 0 && epsilon >= 0, "A normalisation has numbers, and no negative epsilon.")
    precondition(groups > 0 && shape.channels % groups == 0, "\(shape.channels) channels are not \(groups) groups.")
    self.shape = shape
    self.groups = groups
    self.epsilon = epsilon
  }

  /// `output = activation((input − μ) / √(σ² + ε) · weight + bias)`, with a weight and a bias a channel.
  ///
  /// Padding of the output is zero.
  public func forward(
    _ input: Batch, weight: FloatSlice?, bias: FloatSlice?, activation: FusedActivation = .none, into output: Batch,
    statistics: NormalizationStatistics, compute: ComputeContext
  ) {
    NormalizationOperands.check(
      shape, parameters: shape.channels, input, weight: weight, bias: bias, output: output)
    let tasks = GroupTasks(shape, groups: groups, count: input.count)
    statistics.begin(.groups(groups), of: input, floats: floats(tasks), doubles: doubles(tasks))
    let kernels = compute.kernels
    compute.run(tasks.count, scratch: roomFloats(tasks)) { number, scratch in
      let task = tasks[number]
      kernels.groupMoments(
        MomentSums(
          pixels: tasks.pixels(task, of: input), room: asDoubles(scratch),
          moments: statistics.doubles + tasks.piece(task) * sumCount))
    }
    forEachGroup(tasks, compute) { block, group, sums in
      kernels.groupStatistics(
        GroupStatistics(
          sums: tasks.sums(statistics.doubles, at: sums, count: groupSize), epsilon: epsilon,
          samples: input.samples(inBlock: block),
          statistics: statistics.floats.pointer + (block * groups + group) * statisticCount))
    }
    compute.run(tasks.count, scratch: roomFloats(tasks)) { number, scratch in
      let task = tasks[number]
      kernels.groupScaleAndShift(
        GroupScaledStretch(
          pixels: tasks.pixels(task, of: input),
          statistics: statistics.floats.pointer + group(of: task, tasks) * statisticCount,
          weights: weight.map { UnsafePointer($0.pointer + task.firstChannel) },
          biases: bias.map { UnsafePointer($0.pointer + task.firstChannel) }, rectified: activation == .relu,
          room: scratch, result: output.block(task.block) + tasks.place(task)))
    }
  }

  /// The gradients with respect to the input, where asked for, and to weight and bias, summed over the batch.
  ///
  /// `statistics` are those of the forward pass over `input`. The input gradient is zero where `mask`, the layer's
  /// rectified input, is not positive; it may be the same batch as the output gradient.
  public func backward(
    _ outputGradient: Batch, input: Batch, weight: FloatSlice?, mask: Batch? = nil, into inputGradient: Batch?,
    weightGradient: FloatSlice?, biasGradient: FloatSlice?, statistics: NormalizationStatistics,
    compute: ComputeContext
  ) {
    NormalizationOperands.checkGradient(
      shape, parameters: shape.channels, outputGradient, input, mask: mask, inputGradient: inputGradient,
      weight: weight,
      weightGradient: weightGradient, biasGradient: biasGradient)
    statistics.check(.groups(groups), of: input)
    let tasks = GroupTasks(shape, groups: groups, count: input.count)
    let kernels = compute.kernels
    let channelSums = statistics.doubles + tasks.blocks * tasks.parts * tasks.pieces * sumCount
    compute.run(tasks.count, scratch: roomFloats(tasks)) { number, scratch in
      let task = tasks[number]
      kernels.groupGradientMoments(
        GroupGradientSums(
          pixels: tasks.pixels(task, of: input),
          gradient: outputGradient.block(task.block) + tasks.place(task),
          statistics: statistics.floats.pointer + group(of: task, tasks) * statisticCount,
          weights: weight.map { UnsafePointer($0.pointer + task.firstChannel) }, room: asDoubles(scratch),
          channelSums: channelSums
            + 2 * ((task.block * tasks.parts + task.part) * shape.channels + task.firstChannel),
          groupSums: statistics.doubles + tasks.piece(task) * sumCount))
    }
    addChannels(channelSums, tasks, weightGradient, biasGradient, compute)
    guard let inputGradient else { return }
    let terms = statistics.floats.pointer + tasks.blocks * groups * statisticCount
    forEachGroup(tasks, compute) { block, group, sums in
      kernels.groupGradientTerms(
        GroupGradientTerms(
          sums: tasks.sums(statistics.doubles, at: sums, count: groupSize),
          statistics: statistics.floats.pointer + (block * groups + group) * statisticCount,
          terms: terms + (block * groups + group) * sumCount))
    }
    compute.run(tasks.count, scratch: roomFloats(tasks)) { number, scratch in
      let task = tasks[number]
      let place = task.block * input.blockFloats + tasks.place(task)
      kernels.groupNormalizationGradient(
        GroupNormalizationGradient(
          pixels: tasks.pixels(task, of: input), gradient: outputGradient.storage.pointer + place,
          mask: mask.map { UnsafePointer($0.storage.pointer + place) },
          statistics: statistics.floats.pointer + group(of: task, tasks) * statisticCount,
          terms: terms + group(of: task, tasks) * sumCount,
          weights: weight.map { UnsafePointer($0.pointer + task.firstChannel) }, room: scratch,
          result: inputGradient.storage.pointer + place))
    }
  }

  /// What it takes for batches of so many samples, its statistics included; nil when it cannot be counted.
  public func memory(batch: Int) -> OperationMemory? {
    guard batch >= 0, batch < 1 << 48, product(of: [batch + 16, shape.elementCount, 1024]) != nil else { return nil }
    let tasks = GroupTasks(shape, groups: groups, count: batch)
    return NormalizationStatistics.memory(
      floats: floats(tasks), doubles: doubles(tasks), scratch: roomFloats(tasks))
  }

  /// Numbers that are normalised together.
  private var groupSize: Int { shape.elementCount / groups }

  /// Each group's statistics, and the terms of its gradient.
  private func floats(_ tasks: GroupTasks) -> Int { tasks.blocks * groups * (statisticCount + sumCount) }

  /// Sums of each piece, and of each channel.
  private func doubles(_ tasks: GroupTasks) -> Int {
    tasks.blocks * tasks.parts * (tasks.pieces * sumCount + 2 * shape.channels)
  }

  /// Floats of a task's sums and centers, or tables.
  private func roomFloats(_ tasks: GroupTasks) -> Int { max(8, tasks.taskChannels) * 5 * Batch.blockWidth }

  /// The number of the first group of a task among those of the batch.
  private func group(of task: GroupTasks.Task, _ tasks: GroupTasks) -> Int {
    task.block * groups + task.firstPiece / tasks.piecesPerGroup
  }

  /// Runs `body` for every group, with the place of its sums.
  private func forEachGroup(
    _ tasks: GroupTasks, _ compute: ComputeContext, _ body: (_ block: Int, _ group: Int, _ sums: Int) -> Void
  ) {
    compute.run(tasks.blocks) { block in
      for group in 0..<groups {
        body(block, group, (block * tasks.parts * tasks.pieces + group * tasks.piecesPerGroup) * sumCount)
      }
    }
  }

  /// Adds up the channels' sums, bias first, over all blocks and stretches of pixels.
  private func addChannels(
    _ sums: MutableDoubles, _ tasks: GroupTasks, _ weightGradient: FloatSlice?, _ biasGradient: FloatSlice?,
    _ compute: ComputeContext
  ) {
    guard let share = compute.share else { return addChannels(sums, tasks, weightGradient, biasGradient, from: nil) }
    let count = 2 * shape.channels
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { running in
      guard let running = running.baseAddress else { return }
      share.continueSums(running, count, zero: 0) {
        addChannels(sums, tasks, weightGradient, biasGradient, from: running)
      }
    }
  }

  /// As the other, going on from sums that are kept, `[channels][2]`.
  private func addChannels(
    _ sums: MutableDoubles, _ tasks: GroupTasks, _ weightGradient: FloatSlice?, _ biasGradient: FloatSlice?,
    from running: MutableDoubles?
  ) {
    for channel in 0..<shape.channels {
      var (bias, weight) = running.map { ($0[2 * channel], $0[2 * channel + 1]) } ?? (0, 0)
      for part in 0..<tasks.blocks * tasks.parts {
        let place = sums + 2 * (part * shape.channels + channel)
        bias += place[0]
        weight += place[1]
      }
      if let running { (running[2 * channel], running[2 * channel + 1]) = (bias, weight) }
      weightGradient?[channel] = Float(weight)
      biasGradient?[channel] = Float(bias)
    }
  }
}

/// Numbers that a group's statistics are in a block: center, residual and inverse deviation of each sample.
let statisticCount = 3 * Batch.blockWidth

/// Sums of a group in a block, or terms of its gradient: two of each sample.
let sumCount = 2 * Batch.blockWidth
