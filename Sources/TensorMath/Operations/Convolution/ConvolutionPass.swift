/// A convolution's forward pass, or its input gradient: by a minimal filter where that is faster, else tap by tap.
struct ConvolutionPass {
  private let direct: GatherPlan
  private let fast: WinogradPlan?

  /// The forward pass.
  init(forward geometry: ConvolutionGeometry) {
    direct = GatherPlan(forward: geometry)
    fast = WinogradPlan(forward: geometry)
  }

  /// The input gradient.
  init(inputGradient geometry: ConvolutionGeometry) {
    direct = GatherPlan(inputGradient: geometry)
    fast = WinogradPlan(inputGradient: geometry)
  }

  /// Goes through the batch; the two batches hold equally many samples afterwards.
  func run(
    _ source: Batch, weights: FloatSlice, bias: FloatSlice? = nil, into target: Batch, rectified: Bool = false,
    mask: Batch? = nil, compute: ComputeContext
  ) {
    target.count = source.count
    if let fast, !compute.exact {
      fast.run(
        source, weights: weights, bias: bias, into: target, rectified: rectified, mask: mask, compute: compute)
    } else {
      direct.run(
        source, weights: weights, bias: bias, into: target, rectified: rectified, mask: mask, compute: compute)
    }
  }
}
