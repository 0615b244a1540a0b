package import KernelArguments

// Codes of a variational autoencoder: means μ and logarithms of variances ln σ², entry by entry.

/// The divergence `½ (μ² + σ² − ln σ² − 1)` of normal distributions from the standard one, summed over the entries of
/// one block, of which the first `images` images are real.
///
/// The gradients are `scale · μ` and `scale · ½ (σ² − 1)`, zero in the padding.
package func gaussianDivergence(_ codes: CodeStretch) -> Double {
  total(codes.entries, images: codes.images) { place, real in
    let mean = (codes.means + place).lane
    let logVariance = (codes.logVariances + place).lane
    let excess = exponential(logVariance) - 1
    if let meanGradient = codes.meanGradient, let logVarianceGradient = codes.logVarianceGradient {
      leave(mean * (real * codes.scale), at: meanGradient + place, adding: codes.adding)
      leave(excess * (real * (0.5 * codes.scale)), at: logVarianceGradient + place, adding: codes.adding)
    }
    return fused(excess - logVariance, mean, mean) * (real * 0.5)
  }
}

/// `z = μ + ε · σ`.
package func sampleGaussian(_ all: CodeSamples) {
  forEachLane(all.count) { i in
    let deviation = exponential((all.logVariances + i).lane * 0.5)
    (all.samples + i).lane = (all.means + i).lane + (all.noise + i).lane * deviation
  }
}

/// The gradient of `z = μ + ε · σ` with respect to `ln σ²`: `dz · ε · σ / 2`; with respect to μ it is dz itself.
package func sampleGaussianBackward(_ all: CodeSampleGradients) {
  forEachLane(all.count) { i in
    let deviation = exponential((all.logVariances + i).lane * 0.5)
    (all.logVarianceGradient + i).lane = (all.sampleGradient + i).lane * ((all.noise + i).lane * deviation * 0.5)
  }
}
