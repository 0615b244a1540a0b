public import Basics
public import TensorMath

/// The best that a linear map can do against noise: each principal component is scaled by the part of its variance that is
/// the image's own.
///
/// A row y = x + noise of variance σ² in each number becomes m + Σ vᵢ λᵢ/(λᵢ + σ²) ⟨vᵢ, y − m⟩, with mean m, directions vᵢ and
/// variances λᵢ of clean rows. Source: N. Wiener, Extrapolation, Interpolation, and Smoothing of Stationary Time Series, 1949;
/// in the basis of components as in M. Petrou and C. Petrou, Image Processing, 2nd edition, section 4.3.
public struct WienerFilter: Sendable {
  private let components: PrincipalComponents
  private let gains: [Float]

  /// A filter for noise of a variance, in the basis of clean rows' components.
  public init(_ components: PrincipalComponents, noiseVariance: Double) {
    precondition(noiseVariance >= 0, "A variance is no less than 0.")
    self.components = components
    gains = components.variances.map { variance in
      let sum = variance + noiseVariance
      return sum > 0 ? Float(variance / sum) : 0
    }
  }

  /// The rows with as little noise as the filter leaves, `[n, width]`, row-major.
  public func apply(
    to rows: [Float], compute: ComputeContext, unless stop: StopFlag
  ) throws(Interrupted) -> [Float] {
    var codes = try components.encode(rows, compute: compute, unless: stop)
    for place in codes.indices { codes[place] *= gains[place % gains.count] }
    return try components.decode(codes, compute: compute, unless: stop)
  }
}
