internal import KernelArguments

/// Dropout: numbers or whole channels are set to zero at random, and the others are enlarged, as PyTorch does.
///
/// N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15 (2014).
public struct Dropout: Hashable, Sendable {
  /// What is kept or dropped as one.
  public enum Unit: Hashable, Sendable {
    /// Each number by itself, `torch.nn.Dropout`.
    case number
    /// A channel of an image, `torch.nn.Dropout2d`.
    case channel
  }

  /// The probability that a unit is dropped.
  public let rate: Double
  /// What is kept or dropped as one.
  public let unit: Unit

  /// Drops with a probability from 0 to 1.
  public init(rate: Double, of unit: Unit = .number) {
    precondition(rate >= 0 && rate <= 1, "A rate of dropout lies between 0 and 1.")
    self.rate = rate
    self.unit = unit
  }

  /// What the numbers that are kept are multiplied by.
  package var scale: Float { rate < 1 ? 1 / Float(1 - rate) : 0 }

  /// Draws a new mask, and sets to zero what it drops: `output = input · (mask / (1 − rate))`.
  ///
  /// Two words a number or a channel, in the order of images, channels, rows, columns; none where the rate is 0 or 1.
  /// The two batches may be the same.
  public func forward(
    _ input: Batch, into output: Batch, mask: DropoutMask, generator: inout RandomGenerator, compute: ComputeContext
  ) {
    output.check(input.shape, holding: input.count)
    output.count = input.count
    draw(mask, samples: input.count, of: input.shape, share: compute.share, from: &generator)
    apply(mask, to: input, into: output, compute)
  }

  /// Draws a new mask for so many samples, as a forward pass does.
  package func draw(
    _ mask: DropoutMask, samples: Int, of shape: SampleShape, share: BatchShare? = nil,
    from generator: inout RandomGenerator
  ) {
    mask.draw(samples, of: shape, self, share: share, from: &generator)
  }

  /// The gradient with respect to the input, by the mask of the forward pass. The two batches may be the same.
  public func backward(
    _ outputGradient: Batch, mask: DropoutMask, into inputGradient: Batch, compute: ComputeContext
  ) {
    mask.check(outputGradient, self)
    inputGradient.check(outputGradient.shape, holding: outputGradient.count)
    inputGradient.count = outputGradient.count
    apply(mask, to: outputGradient, into: inputGradient, compute)
  }

  private func apply(_ mask: DropoutMask, to input: Batch, into output: Batch, _ compute: ComputeContext) {
    let kernels = compute.kernels
    let shape = input.shape
    // A task's stretch: entries that have a word each, or pixels that share the channels' words.
    let (units, entries) = unit == .number ? (shape.elementCount, 1) : (shape.pixels, shape.channels)
    let stretch = max(1, 1024 / entries)
    let stretches = (units + stretch - 1) / stretch
    compute.run(input.blocks * stretches) { task in
      let (block, first) = (task / stretches, task % stretches * stretch)
      let place = block * input.blockFloats + first * entries * Batch.blockWidth
      let count = min(stretch, units - first)
      let words = mask.words + block * mask.wordsPerBlock + (unit == .number ? first : 0)
      kernels.maskEntries(
        MaskedEntries(
          values: input.storage.pointer + place, mask: words, scale: scale, entries: unit == .number ? count : entries,
          times: unit == .number ? 1 : count, result: output.storage.pointer + place))
    }
  }
}

/// Which numbers or channels of a batch dropout keeps, a bit for each: a thirty-second of the numbers' memory.
///
/// Its memory grows to the largest batch that comes by.
public final class DropoutMask {
  /// A word for each entry or channel of each block, a bit for each image.
  private(set) var words: UnsafeMutablePointer<UInt16>
  private(set) var wordsPerBlock = 0
  private var capacity = 0
  private var count = 0

  /// A mask of nothing yet.
  public init() { words = .allocate(capacity: 0) }

  deinit { words.deallocate() }

  /// The bytes that the mask of so many samples takes; nil when they cannot be counted.
  public static func bytes(capacity: Int, shape: SampleShape, unit: Dropout.Unit) -> Int? {
    product(of: [(capacity + 15) / 16, units(shape, unit), MemoryLayout<UInt16>.size])
  }

  fileprivate func check(_ batch: Batch, _ dropout: Dropout) {
    precondition(
      batch.count == count && wordsPerBlock == Self.units(batch.shape, dropout.unit), "The mask is of another batch.")
  }

  private var wordCount: Int { (count + Batch.blockWidth - 1) / Batch.blockWidth * wordsPerBlock }

  /// The words of the last mask, block by block.
  package var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(UnsafeBufferPointer(start: words, count: wordCount))
  }

  private static func units(_ shape: SampleShape, _ unit: Dropout.Unit) -> Int {
    unit == .number ? shape.elementCount : shape.channels
  }

  /// Draws a mask for so many samples, images first, then channels, then pixels; for the images of other processes words are drawn
  /// too.
  fileprivate func draw(
    _ samples: Int, of shape: SampleShape, _ dropout: Dropout, share: BatchShare?,
    from generator: inout RandomGenerator
  ) {
    count = samples
    wordsPerBlock = Self.units(shape, dropout.unit)
    reserve(wordCount)
    guard dropout.rate > 0 && dropout.rate < 1 else {
      return words.update(repeating: dropout.rate == 0 ? .max : 0, count: wordCount)
    }
    words.update(repeating: 0, count: wordCount)
    let channels = shape.channels
    let pixels = wordsPerBlock / channels
    // A double of 53 bits is below the probability of being kept where its bits, as a whole number, are below this.
    let bound = UInt64(((1 - dropout.rate) * 0x1p53).rounded(.up))
    let others = share.map { ($0.samples.lowerBound, $0.wholeCount - $0.samples.upperBound) } ?? (0, 0)
    generator.twister.words(others.0 * wordsPerBlock * 2) { _, _ in }
    defer { generator.twister.words(others.1 * wordsPerBlock * 2) { _, _ in } }
    for sample in 0..<count {
      let image = words + sample / Batch.blockWidth * wordsPerBlock
      let lane = UInt16(sample % Batch.blockWidth)
      for channel in 0..<channels {
        let first = image + channel
        generator.twister.pairs(pixels) { pixel, high, low in
          let bits = (UInt64(high) << 32 | UInt64(low)) & RandomGenerator.doubleBits
          first[pixel &* channels] |= (bits < bound ? 1 : 0) &<< lane
        }
      }
    }
  }

  private func reserve(_ count: Int) {
    guard count > capacity else { return }
    words.deallocate()
    words = .allocate(capacity: count)
    capacity = count
  }
}
