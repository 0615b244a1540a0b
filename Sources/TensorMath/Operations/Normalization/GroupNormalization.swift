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
    input.check(shape)
    output.check(shape, holding: input.count)
    weight?.check(shape.channels)
    bias?.check(shape.channels)
    output.count = input.count
    let tasks = GroupTasks(shape, groups: groups, count: input.count)
    statistics.begin(.groups(groups), of: input, floats: floats(tasks), doubles: doubles(tasks))
    let kernels = compute.kernels
    compute.run(tasks.count, scratch: roomFloats(tasks)) { number, scratch in
      let task = tasks[number]
      kernels.groupMoments(
        input.block(task.block) + tasks.place(task), tasks.pixelFloats, task.pixels, task.channels, task.pieces,
        asDoubles(scratch), statistics.doubles + tasks.piece(task) * sumCount)
    }
    forEachGroup(tasks, compute) { block, group, sums in
      kernels.groupStatistics(
        statistics.doubles + sums, tasks.pieces * sumCount, tasks.parts, tasks.piecesPerGroup, groupSize, epsilon,
        input.samples(inBlock: block), statistics.floats.pointer + (block * groups + group) * statisticCount)
    }
    compute.run(tasks.count, scratch: roomFloats(tasks)) { number, scratch in
      let task = tasks[number]
      kernels.groupScaleAndShift(
        input.block(task.block) + tasks.place(task), output.block(task.block) + tasks.place(task), tasks.pixelFloats,
        task.pixels, task.channels, task.pieces, input.samples(inBlock: task.block),
        statistics.floats.pointer + group(of: task, tasks) * statisticCount,
        weight.map { UnsafePointer($0.pointer + task.firstChannel) },
        bias.map { UnsafePointer($0.pointer + task.firstChannel) }, activation == .relu, scratch)
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
    outputGradient.check(shape)
    input.check(shape)
    precondition(input.count == outputGradient.count, "The input and the output gradient differ in samples.")
    inputGradient?.check(shape, holding: input.count)
    mask?.check(shape, holding: input.count)
    weight?.check(shape.channels)
    weightGradient?.check(shape.channels)
    biasGradient?.check(shape.channels)
    statistics.check(.groups(groups), of: input)
    inputGradient?.count = input.count
    let tasks = GroupTasks(shape, groups: groups, count: input.count)
    let kernels = compute.kernels
    let channelSums = statistics.doubles + tasks.blocks * tasks.parts * tasks.pieces * sumCount
    compute.run(tasks.count, scratch: roomFloats(tasks)) { number, scratch in
      let task = tasks[number]
      kernels.groupGradientMoments(
        input.block(task.block) + tasks.place(task), outputGradient.block(task.block) + tasks.place(task),
        tasks.pixelFloats, task.pixels, task.channels, task.pieces, input.samples(inBlock: task.block),
        statistics.floats.pointer + group(of: task, tasks) * statisticCount,
        weight.map { UnsafePointer($0.pointer + task.firstChannel) }, asDoubles(scratch),
        channelSums + 2 * ((task.block * tasks.parts + task.part) * shape.channels + task.firstChannel),
        statistics.doubles + tasks.piece(task) * sumCount)
    }
    addChannels(channelSums, tasks, weightGradient, biasGradient)
    guard let inputGradient else { return }
    let terms = statistics.floats.pointer + tasks.blocks * groups * statisticCount
    forEachGroup(tasks, compute) { block, group, sums in
      kernels.groupGradientTerms(
        statistics.doubles + sums, tasks.pieces * sumCount, tasks.parts, tasks.piecesPerGroup, groupSize,
        statistics.floats.pointer + (block * groups + group) * statisticCount,
        terms + (block * groups + group) * sumCount)
    }
    compute.run(tasks.count, scratch: roomFloats(tasks)) { number, scratch in
      let task = tasks[number]
      let place = task.block * input.blockFloats + tasks.place(task)
      kernels.groupNormalizationGradient(
        input.storage.pointer + place, outputGradient.storage.pointer + place,
        mask.map { UnsafePointer($0.storage.pointer + place) }, inputGradient.storage.pointer + place,
        tasks.pixelFloats, task.pixels, task.channels, task.pieces, input.samples(inBlock: task.block),
        statistics.floats.pointer + group(of: task, tasks) * statisticCount,
        terms + group(of: task, tasks) * sumCount, weight.map { UnsafePointer($0.pointer + task.firstChannel) },
        scratch)
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
    _ sums: MutableDoubles, _ tasks: GroupTasks, _ weightGradient: FloatSlice?, _ biasGradient: FloatSlice?
  ) {
    for channel in 0..<shape.channels {
      var (bias, weight) = (0.0, 0.0)
      for part in 0..<tasks.blocks * tasks.parts {
        let place = sums + 2 * (part * shape.channels + channel)
        bias += place[0]
        weight += place[1]
      }
      weightGradient?[channel] = Float(weight)
      biasGradient?[channel] = Float(bias)
    }
  }
}

/// Numbers that a group's statistics are in a block: center, residual and inverse deviation of each sample.
let statisticCount = 3 * Batch.blockWidth

/// Sums of a group in a block, or terms of its gradient: two of each sample.
let sumCount = 2 * Batch.blockWidth
