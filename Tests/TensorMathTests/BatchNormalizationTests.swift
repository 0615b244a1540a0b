import TensorMath
import TestSupport
import Testing

/// Running moments, evaluation, and what batch normalisation refuses.
@Suite(.serialized) struct BatchNormalizationTests {
  private static let shape = SampleShape.image(channels: 5, height: 3, width: 4)

  private func running(_ channels: Int) -> RunningMoments {
    RunningMoments(
      mean: FloatBuffer(count: channels).all, variance: FloatSlice([Float](repeating: 1, count: channels)),
      batches: FloatBuffer(count: 1).all)
  }

  private func batch(_ count: Int, seed: UInt64) -> Batch {
    var random = MersenneTwister(seed: seed)
    return Batch(
      random.numbers(count * Self.shape.elementCount).map { $0 * 2 + Float(seed) }, count: count, shape: Self.shape)
  }

  @Test(arguments: [0.1, 0.7, nil] as [Double?]) func runningMomentsFollowTheBatches(_ momentum: Double?) {
    let normalization = BatchNormalization(Self.shape, momentum: momentum)
    let (running, statistics, compute) = (running(5), NormalizationStatistics(), ComputeContext(threads: 2))
    let output = Batch(capacity: 37, shape: Self.shape)
    var means = [Double](repeating: 0, count: 5)
    var variances = [Double](repeating: 1, count: 5)
    for (number, count) in [37, 16, 3].enumerated() {
      let input = batch(count, seed: UInt64(number + 1))
      normalization.forward(
        input, weight: nil, bias: nil, running: running, into: output, statistics: statistics, compute: compute)
      let size = Double(count * Self.shape.pixels)
      let share = momentum ?? 1 / Double(number + 1)
      let reference = ReferenceNormalization.batch(n: count, channels: 5, pixels: Self.shape.pixels)
      for (channel, moments) in reference.moments(input.rowMajor().map(Double.init)).enumerated() {
        means[channel] += share * (moments.mean - means[channel])
        variances[channel] += share * (moments.variance * size / (size - 1) - variances[channel])
      }
    }
    #expect(relativeError(running.mean.values, means) < 1e-6)
    #expect(relativeError(running.variance.values, variances) < 1e-6)
    #expect(running.batches.values == [3])
  }

  @Test func evaluationTakesTheRunningMomentsAndLeavesThem() {
    let normalization = BatchNormalization(Self.shape, epsilon: 1e-3)
    var random = MersenneTwister(seed: 4)
    let (mean, variance) = (random.numbers(5), random.numbers(5).map { $0 + 1.5 })
    let (weight, bias) = (random.numbers(5), random.numbers(5))
    let running = RunningMoments(mean: FloatSlice(mean), variance: FloatSlice(variance), batches: FloatSlice([7]))
    let (statistics, compute) = (NormalizationStatistics(), ComputeContext(threads: 2))
    // One sample will do.
    for count in [21, 1] {
      let (input, gradient) = (batch(count, seed: 2), batch(count, seed: 3))
      let output = Batch(capacity: count, shape: Self.shape)
      normalization.evaluate(
        input, weight: FloatSlice(weight), bias: FloatSlice(bias), running: running, into: output,
        statistics: statistics, compute: compute)
      let reference = ReferenceNormalization.batch(
        n: count, channels: 5, pixels: Self.shape.pixels, epsilon: 1e-3)
      let expected = reference.forward(
        input.rowMajor().map(Double.init), weight.map(Double.init), bias.map(Double.init),
        moments: zip(mean, variance).map { (Double($0), Double($1)) })
      #expect(relativeError(output.rowMajor(), expected) < 2e-7)
      let (weightGradient, biasGradient) = (FloatBuffer(count: 5).all, FloatBuffer(count: 5).all)
      let (x, dy) = (input.rowMajor(), gradient.rowMajor())
      normalization.backward(
        gradient, input: input, weight: FloatSlice(weight), into: gradient, weightGradient: weightGradient,
        biasGradient: biasGradient, statistics: statistics, compute: compute)
      var (dx, dw, db) = (dy.map(Double.init), [Double](repeating: 0, count: 5), [Double](repeating: 0, count: 5))
      for place in dy.indices {
        let channel = place / Self.shape.pixels % 5
        let inverse = 1 / (Double(variance[channel]) + 1e-3).squareRoot()
        dx[place] = Double(dy[place]) * Double(weight[channel]) * inverse
        dw[channel] += Double(dy[place]) * (Double(x[place]) - Double(mean[channel])) * inverse
        db[channel] += Double(dy[place])
      }
      #expect(relativeError(gradient.rowMajor(), dx) < 2e-7)
      #expect(relativeError(weightGradient.values, dw) < 2e-6)
      #expect(relativeError(biasGradient.values, db) < 2e-6)
    }
    #expect(running.mean.values == mean && running.variance.values == variance && running.batches.values == [7])
  }

  @Test func oneValueAChannelHasNoVariance() {
    #expect(!BatchNormalization(.vector(4)).hasVariance(samples: 1))
    #expect(!BatchNormalization(.image(channels: 4, height: 1, width: 1)).hasVariance(samples: 1))
    #expect(!BatchNormalization(Self.shape).hasVariance(samples: 0))
    #expect(BatchNormalization(.vector(4)).hasVariance(samples: 2))
    #expect(BatchNormalization(Self.shape).hasVariance(samples: 1))
  }

  @Test("Memory is foreseen to the byte", arguments: [(40, 2, 40), (80, 3, 64)])
  func memory(channels: Int, stretches: Int, taskChannels: Int) {
    // 33 samples of 12 pixels are 36 of 16 lanes, in stretches of 48 pixels of 40 channels, or 32 of 64 channels, and one
    // stretch more. Tables are four floats a lane, two doubles a channel and two a stretch; a task sums in two a lane.
    let normalization = BatchNormalization(.image(channels: channels, height: 3, width: 4))
    #expect(
      normalization.memory(batch: 33)
        == OperationMemory(
          tables: channels * 4 * 16 * 4 + (stretches + 1) * channels * 2 * 8, scratch: taskChannels * 2 * 16 * 8))
    #expect(normalization.memory(batch: -1) == nil && normalization.memory(batch: 1 << 48) == nil)
  }

  @Test func whatIsNoNumberStaysInItsChannel() {
    let input = batch(3, seed: 1)
    input.storage.pointer[16] = .nan
    let output = Batch(capacity: 3, shape: Self.shape)
    BatchNormalization(Self.shape).forward(
      input, weight: nil, bias: nil, running: nil, into: output, statistics: NormalizationStatistics(),
      compute: ComputeContext(threads: 1))
    for (place, value) in output.rowMajor().enumerated() {
      #expect(value.isNaN == (place / Self.shape.pixels % 5 == 1))
    }
  }
}
