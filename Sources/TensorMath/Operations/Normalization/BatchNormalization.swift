internal import KernelArguments

/// Batch normalisation: each channel of an image, or feature of a vector, gets mean 0 and variance 1 over a batch.
///
/// S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate
/// shift", ICML 2015; as `torch.nn.BatchNorm1d` and `BatchNorm2d`.
public struct BatchNormalization: Hashable, Sendable {
  /// The shape of a sample.
  public let shape: SampleShape
  /// What is added to a variance before its root.
  public let epsilon: Double
  /// The share of a new batch in the running moments; nil for the plain mean over all batches.
  public let momentum: Double?

  /// Normalises samples of a shape.
  public init(_ shape: SampleShape, epsilon: Double = 1e-5, momentum: Double? = 0.1) {
    precondition(shape.elementCount > 0 && epsilon >= 0, "A normalisation has numbers, and no negative epsilon.")
    self.shape = shape
    self.epsilon = epsilon
    self.momentum = momentum
  }

  /// Whether so many samples can be trained with: they have more than one value a channel. PyTorch raises otherwise.
  public func hasVariance(samples: Int) -> Bool { samples > 0 && (samples > 1 || shape.pixels > 1) }

  /// `output = activation((input − μ) / √(σ² + ε) · weight + bias)`, with the batch's own mean and biased variance, which
  /// the running moments take in, the variance unbiased.
  ///
  /// The batch has more than one value a channel, see `hasVariance`. Padding of the output is zero.
  public func forward(
    _ input: Batch, weight: FloatSlice?, bias: FloatSlice?, running: RunningMoments?,
    activation: FusedActivation = .none, into output: Batch, statistics: NormalizationStatistics,
    compute: ComputeContext
  ) {
    NormalizationOperands.check(
      shape, parameters: shape.channels, input, weight: weight, bias: bias, output: output)
    running?.check(shape.channels)
    let samples = compute.wholeCount(of: input)
    precondition(hasVariance(samples: samples), "A channel of one value has no variance.")
    let tasks = begin(.batch(trained: true), input, samples, statistics)
    let sums = statistics.doubles + 2 * shape.channels
    let kernels = compute.kernels
    sumStretches(tasks, of: input, into: sums, compute) { pixels, _, _, room, moments in
      kernels.channelMoments(MomentSums(pixels: pixels, room: room, moments: moments))
    }
    let share = running?.countBatch(momentum: momentum) ?? 0
    let count = Double(samples * shape.pixels)
    compute.run(tasks.columns) { column in
      for channel in tasks.channels(column) {
        let (sum, square) = total(sums, tasks.parts, channel)
        let mean = sum / count
        // Rounding may leave a little less than nothing; what is no number stays none.
        let variance = square / count - mean * mean < 0 ? 0 : square / count - mean * mean
        running?.update(channel, mean: mean, variance: variance * count / (count - 1), share: share)
        prepare(channel, mean: mean, variance: variance, weight, bias, statistics)
      }
    }
    apply(input, activation, output, statistics, compute)
  }

  /// `output = activation((input − μ) / √(σ² + ε) · weight + bias)`, with the running mean and variance.
  ///
  /// The two batches may be the same where no gradient is asked for.
  public func evaluate(
    _ input: Batch, weight: FloatSlice?, bias: FloatSlice?, running: RunningMoments,
    activation: FusedActivation = .none, into output: Batch, statistics: NormalizationStatistics,
    compute: ComputeContext
  ) {
    NormalizationOperands.check(
      shape, parameters: shape.channels, input, weight: weight, bias: bias, output: output)
    running.check(shape.channels)
    _ = begin(.batch(trained: false), input, input.count, statistics)
    for channel in 0..<shape.channels {
      let (mean, variance) = (Double(running.mean[channel]), Double(running.variance[channel]))
      prepare(channel, mean: mean, variance: variance, weight, bias, statistics)
    }
    apply(input, activation, output, statistics, compute)
  }

  /// What ``evaluate(_:weight:bias:running:activation:into:statistics:compute:)`` multiplies each channel by, and what it
  /// adds then.
  public func scalesAndShifts(
    weight: FloatSlice, bias: FloatSlice, running: RunningMoments, scales: FloatSlice, shifts: FloatSlice
  ) {
    running.check(shape.channels)
    for slice in [weight, bias, scales, shifts] { slice.check(shape.channels) }
    for channel in 0..<shape.channels {
      let scale = Double(weight.pointer[channel]) / (Double(running.variance[channel]) + epsilon).squareRoot()
      scales.pointer[channel] = Float(scale)
      shifts.pointer[channel] = Float(Double(bias.pointer[channel]) - Double(running.mean[channel]) * scale)
    }
  }

  /// What it takes for batches of so many samples, its statistics included; nil when it cannot be counted.
  public func memory(batch: Int) -> OperationMemory? {
    guard batch >= 0, batch < 1 << 48, product(of: [batch + 16, shape.elementCount, 64]) != nil else { return nil }
    let tasks = ChannelTasks(shape, count: batch)
    return NormalizationStatistics.memory(
      floats: shape.channels * 4 * Batch.blockWidth, doubles: doubles(tasks), scratch: roomFloats)
  }

  /// Two numbers of each channel, and two sums of each stretch.
  private func doubles(_ tasks: ChannelTasks) -> Int { (tasks.largestParts + 1) * shape.channels * 2 }

  /// Floats of a task's sums: two doubles for every lane of a column.
  var roomFloats: Int { min(shape.channels, ChannelTasks.columnChannels) * 4 * Batch.blockWidth }

  /// The totals of a channel's two sums over all stretches of pixels.
  func total(_ sums: MutableDoubles, _ parts: Int, _ channel: Int) -> (Double, Double) {
    var total = (0.0, 0.0)
    for part in 0..<parts {
      let place = sums + 2 * (part * shape.channels + channel)
      total.0 += place[0]
      total.1 += place[1]
    }
    return total
  }

  private func begin(
    _ source: NormalizationStatistics.Source, _ input: Batch, _ samples: Int, _ statistics: NormalizationStatistics
  ) -> ChannelTasks {
    let tasks = ChannelTasks(shape, count: samples)
    statistics.begin(
      source, of: input, floats: shape.channels * 4 * Batch.blockWidth, doubles: doubles(tasks))
    return tasks
  }

  /// Remembers a channel's mean and inverse deviation, and fills its tables: the mean as a float, the factor, and what is
  /// added, which makes up for what that float lacks.
  private func prepare(
    _ channel: Int, mean: Double, variance: Double, _ weight: FloatSlice?, _ bias: FloatSlice?,
    _ statistics: NormalizationStatistics
  ) {
    let inverse = 1 / (variance + epsilon).squareRoot()
    statistics.doubles[2 * channel] = mean
    statistics.doubles[2 * channel + 1] = inverse
    let scale = inverse * Double(weight?.pointer[channel] ?? 1)
    let center = Float(mean)
    let shift = Double(bias?.pointer[channel] ?? 0) - (mean - Double(center)) * scale
    fill(0, channel, center, statistics)
    fill(1, channel, Float(scale), statistics)
    fill(2, channel, Float(shift), statistics)
  }

  /// Sets a channel's number in a table, once for every lane.
  func fill(_ table: Int, _ channel: Int, _ value: Float, _ statistics: NormalizationStatistics) {
    let place = (table * shape.channels + channel) * Batch.blockWidth
    (statistics.floats.pointer + place).update(repeating: value, count: Batch.blockWidth)
  }

  private func apply(
    _ input: Batch, _ activation: FusedActivation, _ output: Batch, _ statistics: NormalizationStatistics,
    _ compute: ComputeContext
  ) {
    let tasks = ChannelTasks(shape, count: input.count)
    let kernels = compute.kernels
    compute.run(tasks.count) { number in
      let task = tasks[number]
      kernels.scaleAndShift(
        ScaledStretch(
          pixels: tasks.pixels(task, of: input),
          tables: statistics.floats.pointer + task.channels.lowerBound * Batch.blockWidth,
          tableStride: tasks.pixelFloats, rectified: activation == .relu,
          result: output.storage.pointer + tasks.place(task)))
    }
  }
}
