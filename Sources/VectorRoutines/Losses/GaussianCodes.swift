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

/// `z = μ + ε · σ`; `count` is a multiple of 16.
public func sampleGaussian(
  _ means: UnsafePointer<Float>, _ logVariances: UnsafePointer<Float>, noise: UnsafePointer<Float>,
  into sample: UnsafeMutablePointer<Float>, count: Int
) {
  forEachLane(count) { i in
    let deviation = exponential((logVariances + i).lane * 0.5)
    (sample + i).lane = (means + i).lane + (noise + i).lane * deviation
  }
}

/// The gradient of `z = μ + ε · σ` with respect to `ln σ²`: `dz · ε · σ / 2`; with respect to μ it is dz itself.
public func sampleGaussianBackward(
  _ sampleGradient: UnsafePointer<Float>, _ logVariances: UnsafePointer<Float>, noise: UnsafePointer<Float>,
  into logVarianceGradient: UnsafeMutablePointer<Float>, count: Int
) {
  forEachLane(count) { i in
    let deviation = exponential((logVariances + i).lane * 0.5)
    (logVarianceGradient + i).lane = (sampleGradient + i).lane * ((noise + i).lane * deviation * 0.5)
  }
}
