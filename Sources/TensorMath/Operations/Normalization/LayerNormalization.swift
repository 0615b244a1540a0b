internal import KernelArguments

/// Layer normalisation: all numbers of a sample get mean 0 and variance 1, and each has a weight and a bias.
///
/// J. L. Ba, J. R. Kiros and G. E. Hinton, "Layer normalization", arXiv:1607.06450; as `torch.nn.LayerNorm` over all sides
/// but the batch's.
public struct LayerNormalization: Hashable, Sendable {
  /// The shape of a sample, of its weights and of its biases, which lie in PyTorch's order, `[channels, height, width]`.
  public let shape: SampleShape
  /// What is added to a variance before its root.
  public let epsilon: Double

  /// Normalises samples of a shape.
  public init(_ shape: SampleShape, epsilon: Double = 1e-5) {
    precondition(shape.elementCount > 0 && epsilon >= 0, "A normalisation has numbers, and no negative epsilon.")
    self.shape = shape
    self.epsilon = epsilon
  }

  /// `output = activation((input − μ) / √(σ² + ε) · weight + bias)`.
  ///
  /// Padding of the output is zero.
  public func forward(
    _ input: Batch, weight: FloatSlice?, bias: FloatSlice?, activation: FusedActivation = .none, into output: Batch,
    statistics: NormalizationStatistics, compute: ComputeContext
  ) {
    NormalizationOperands.check(
      shape, parameters: size, input, weight: weight, bias: bias, output: output)
    let blocks = input.blocks
    statistics.begin(.sample, of: input, floats: floats(blocks), doubles: doubles(blocks))
    let kernels = compute.kernels
    let parts = stretches(Self.stretch)
    compute.run(blocks * parts, scratch: Self.roomFloats) { task, scratch in
      let stretch = stretch(task % parts, Self.stretch)
      let entries = PixelStretch(
        floats: input.block(task / parts) + stretch.lowerBound * Batch.blockWidth, stride: 0, pixels: 1,
        channels: stretch.count, samples: input.samples(inBlock: task / parts))
      kernels.groupMoments(
        MomentSums(pixels: entries, room: asDoubles(scratch), moments: statistics.doubles + task * sumCount))
    }
    compute.run(blocks) { block in
      let sums = PartialSums(
        sums: statistics.doubles + block * parts * sumCount, stride: sumCount, parts: parts, pieces: 1, count: size)
      kernels.groupStatistics(
        GroupStatistics(
          sums: sums, epsilon: epsilon, samples: input.samples(inBlock: block),
          statistics: statistics.floats.pointer + block * statisticCount))
    }
    let weights = weight.map { entryOrder($0, into: parameters(0, blocks, statistics), compute) }
    let biases = bias.map { entryOrder($0, into: parameters(1, blocks, statistics), compute) }
    compute.run(blocks * parts) { task in
      let (block, stretch) = (task / parts, stretch(task % parts, Self.stretch))
      let place = stretch.lowerBound * Batch.blockWidth
      kernels.normalizeEntries(
        NormalizedEntries(
          values: input.block(block) + place, entries: stretch.count, samples: input.samples(inBlock: block),
          statistics: statistics.floats.pointer + block * statisticCount,
          weights: weights.map { $0 + stretch.lowerBound },
          biases: biases.map { $0 + stretch.lowerBound }, rectified: activation == .relu,
          result: output.block(block) + place))
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
      shape, parameters: size, outputGradient, input, mask: mask, inputGradient: inputGradient, weight: weight,
      weightGradient: weightGradient, biasGradient: biasGradient)
    statistics.check(.sample, of: input)
    let blocks = input.blocks
    let kernels = compute.kernels
    let weights = weight.map { entryOrder($0, into: parameters(0, blocks, statistics), compute) }
    let weightSums = weightGradient.map { hasEntryOrder ? $0.pointer : parameters(1, blocks, statistics) }
    let biasSums = biasGradient.map { hasEntryOrder ? $0.pointer : parameters(2, blocks, statistics) }
    let columns = stretches(Self.column)
    func sumColumns(from running: MutableFloats?) {
      compute.run(columns, scratch: Self.roomFloats) { task, scratch in
        let column = stretch(task, Self.column)
        let place = column.lowerBound * Batch.blockWidth
        kernels.entryGradientMoments(
          EntryGradientSums(
            values: input.storage.pointer + place, gradient: outputGradient.storage.pointer + place,
            stride: input.blockFloats, blocks: blocks, entries: column.count,
            samples: input.samples(inBlock: blocks - 1), statistics: statistics.floats.pointer,
            weights: weights.map { $0 + column.lowerBound }, room: scratch,
            weightGradient: weightSums.map { $0 + column.lowerBound },
            biasGradient: biasSums.map { $0 + column.lowerBound }, running: running.map { $0 + 2 * place },
            sums: statistics.doubles + task * blocks * sumCount))
      }
    }
    if let share = compute.share, weightSums != nil || biasSums != nil {
      let count = 2 * size * Batch.blockWidth
      compute.withWorkspace(count) { running in
        share.continueSums(running, count, zero: 0) { sumColumns(from: running) }
      }
    } else {
      sumColumns(from: nil)
    }
    parameterOrder(weightSums, into: weightGradient, compute)
    parameterOrder(biasSums, into: biasGradient, compute)
    guard let inputGradient else { return }
    let terms = statistics.floats.pointer + blocks * statisticCount
    let parts = stretches(Self.stretch)
    compute.run(blocks) { block in
      let sums = PartialSums(
        sums: statistics.doubles + block * sumCount, stride: blocks * sumCount, parts: columns, pieces: 1, count: size)
      kernels.groupGradientTerms(
        GroupGradientTerms(
          sums: sums, statistics: statistics.floats.pointer + block * statisticCount, terms: terms + block * sumCount))
    }
    compute.run(blocks * parts) { task in
      let (block, stretch) = (task / parts, stretch(task % parts, Self.stretch))
      let place = block * input.blockFloats + stretch.lowerBound * Batch.blockWidth
      kernels.entryGradient(
        EntryGradient(
          values: input.storage.pointer + place, gradient: outputGradient.storage.pointer + place,
          mask: mask.map { UnsafePointer($0.storage.pointer + place) }, entries: stretch.count,
          samples: input.samples(inBlock: block), statistics: statistics.floats.pointer + block * statisticCount,
          terms: terms + block * sumCount, weights: weights.map { $0 + stretch.lowerBound },
          result: inputGradient.storage.pointer + place))
    }
  }

  /// What it takes for batches of so many samples, its statistics included; nil when it cannot be counted.
  public func memory(batch: Int) -> OperationMemory? {
    guard batch >= 0, batch < 1 << 48, product(of: [batch + 16, size, 1024]) != nil else { return nil }
    let blocks = (batch + Batch.blockWidth - 1) / Batch.blockWidth
    return NormalizationStatistics.memory(
      floats: floats(blocks), doubles: doubles(blocks), scratch: Self.roomFloats)
  }

  /// Entries of a task on one block.
  private static let stretch = 2048

  /// Entries of a task on all blocks.
  private static let column = 256

  /// Floats of a task's sums: two doubles for every lane of eight entries, or two floats of sixteen.
  private static let roomFloats = 32 * Batch.blockWidth

  private var size: Int { shape.elementCount }

  private func stretches(_ length: Int) -> Int { (size + length - 1) / length }

  private func stretch(_ number: Int, _ length: Int) -> Range<Int> {
    number * length..<min(size, (number + 1) * length)
  }

  /// Each block's statistics and the terms of its gradient, then three arrays of a number for each entry.
  private func floats(_ blocks: Int) -> Int { blocks * (statisticCount + sumCount) + (hasEntryOrder ? 0 : 3 * size) }

  private func doubles(_ blocks: Int) -> Int { blocks * stretches(Self.column) * sumCount }

  /// Whether PyTorch's order is that of a block's entries.
  private var hasEntryOrder: Bool { shape.pixels == 1 || shape.channels == 1 }

  private func parameters(_ number: Int, _ blocks: Int, _ statistics: NormalizationStatistics) -> MutableFloats {
    statistics.floats.pointer + blocks * (statisticCount + sumCount) + number * size
  }

  /// A number for each entry in the order of a block, `[pixels][channels]`.
  private func entryOrder(_ slice: FloatSlice, into room: MutableFloats, _ compute: ComputeContext) -> Floats {
    if hasEntryOrder { return Floats(slice.pointer) }
    exchange(Floats(slice.pointer), rows: shape.channels, columns: shape.pixels, into: room, compute)
    return Floats(room)
  }

  /// The way back.
  private func parameterOrder(_ entries: MutableFloats?, into slice: FloatSlice?, _ compute: ComputeContext) {
    guard !hasEntryOrder, let entries, let slice else { return }
    exchange(entries, rows: shape.pixels, columns: shape.channels, into: slice.pointer, compute)
  }

  /// Turns a matrix.
  private func exchange(
    _ matrix: Floats, rows: Int, columns: Int, into turned: MutableFloats, _ compute: ComputeContext
  ) {
    let width = 64
    compute.run((columns + width - 1) / width) { task in
      for column in task * width..<min(columns, (task + 1) * width) {
        for row in 0..<rows { turned[column * rows + row] = matrix[row * columns + column] }
      }
    }
  }
}
