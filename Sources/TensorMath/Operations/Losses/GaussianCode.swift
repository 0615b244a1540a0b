internal import KernelArguments

/// The code of a variational autoencoder: a normal distribution for each number, given by its mean and the logarithm of
/// its variance.
///
/// D. P. Kingma and M. Welling, "Auto-encoding variational Bayes" (2013).
public struct GaussianCode {
  /// The means μ.
  public let means: Batch
  /// The logarithms of the variances, ln σ².
  public let logVariances: Batch

  /// Two batches of the same shape.
  public init(means: Batch, logVariances: Batch) {
    logVariances.check(means.shape)
    self.means = means
    self.logVariances = logVariances
  }

  /// Room for the gradients with respect to both, which have a code's form.
  public typealias Gradient = GaussianCode

  /// The Kullback–Leibler divergence from the standard normal distribution, `−½ Σ (1 + ln σ² − μ² − σ²)` over the code,
  /// as a mean over the samples, and where room is given for it its gradient.
  ///
  /// The gradient is multiplied by `weight`, and with `adding` added to what is there.
  public func divergence(
    gradient: Gradient? = nil, weight: Double = 1, adding: Bool = false, compute: ComputeContext
  ) -> Double {
    checkPair(means, logVariances)
    if let gradient {
      GradientPlace(gradient.means, isAdded: adding).check(means.shape, holding: means.count)
      GradientPlace(gradient.logVariances, isAdded: adding).check(means.shape, holding: means.count)
    }
    guard means.count > 0 else { return 0 }
    let kernels = compute.kernels
    let count = Double(compute.wholeCount(of: means))
    let scale = Float(weight / count)
    let stretches = BatchStretches(means)
    let sum = compute.sum(stretches.count) { task in
      let (place, entries, samples) = stretches.stretch(task)
      return kernels.gaussianDivergence(
        CodeStretch(
          means: means.storage.pointer + place, logVariances: logVariances.storage.pointer + place,
          meanGradient: gradient.map { $0.means.storage.pointer + place },
          logVarianceGradient: gradient.map { $0.logVariances.storage.pointer + place }, adding: adding,
          entries: entries,
          images: samples, scale: scale))
    }
    return sum / count
  }

  /// Draws a sample `μ + ε · σ`, with normal numbers ε as `torch.randn_like` of the code would draw them.
  ///
  /// `noise` remembers ε for the gradient.
  public func sample(
    into sample: Batch, noise: Batch, generator: inout RandomGenerator, compute: ComputeContext
  ) {
    checkPair(means, logVariances)
    sample.check(means.shape, holding: means.count)
    noise.check(means.shape, holding: means.count)
    (sample.count, noise.count) = (means.count, means.count)
    noise.fillNormal(from: &generator, compute: compute)
    let kernels = compute.kernels
    compute.run(means.blocks) { block in
      kernels.sampleGaussian(
        CodeSamples(
          means: means.block(block), logVariances: logVariances.block(block), noise: noise.block(block),
          count: means.blockFloats, samples: sample.block(block)))
    }
  }

  /// The gradient of a sample with respect to means and logarithms of variances, from that with respect to the sample.
  public func sampleGradient(
    _ sampleGradient: Batch, noise: Batch, into gradient: Gradient, compute: ComputeContext
  ) {
    checkPair(sampleGradient, noise)
    checkPair(sampleGradient, logVariances)
    gradient.means.check(means.shape, holding: means.count)
    gradient.logVariances.check(means.shape, holding: means.count)
    (gradient.means.count, gradient.logVariances.count) = (means.count, means.count)
    let kernels = compute.kernels
    compute.run(means.blocks) { block in
      kernels.sampleGaussianBackward(
        CodeSampleGradients(
          sampleGradient: sampleGradient.block(block), logVariances: logVariances.block(block),
          noise: noise.block(block), count: means.blockFloats, logVarianceGradient: gradient.logVariances.block(block)))
      if gradient.means !== sampleGradient {
        gradient.means.block(block).update(from: sampleGradient.block(block), count: means.blockFloats)
      }
    }
  }
}

extension Batch {
  /// Fills the samples with normal numbers in PyTorch's order, `[count, channels, height, width]`, as `torch.randn`.
  ///
  /// Of a batch that is shared all are drawn, and this process's are taken.
  public func fillNormal(from generator: inout RandomGenerator, compute: ComputeContext) {
    let (channels, height, width) = shape.extents
    let numbers = compute.wholeCount(of: self) * shape.elementCount
    let first = (compute.share?.samples.lowerBound ?? 0) * shape.elementCount
    compute.withWorkspace(numbers) { all in
      generator.fillNormal(UnsafeMutableBufferPointer(start: all, count: numbers))
      let rowMajor = all + first
      let kernels = compute.kernels
      compute.run(blocks) { block in
        kernels.blockImages(
          BlockedImages(
            rowMajor: rowMajor + block * blockFloats, images: samples(inBlock: block), channels: channels,
            pixels: height * width, block: self.block(block)))
      }
    }
  }
}
