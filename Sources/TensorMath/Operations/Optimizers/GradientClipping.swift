internal import KernelArguments

/// Gradients kept from being too large before a step.
public enum GradientClipping: Hashable, Sendable {
  /// All are scaled so that their norm is no more than so much, `torch.nn.utils.clip_grad_norm_`.
  case norm(Double)
  /// Each is brought between minus so much and so much, `torch.nn.utils.clip_grad_value_`.
  case value(Double)

  /// Clips the gradients, all of which lie in one slice.
  public func apply(to gradients: FloatSlice, compute: ComputeContext) {
    let kernels = compute.kernels
    switch self {
    case .norm(let greatest):
      let factor = Float(min(1, greatest / (gradients.norm(compute: compute) + 1e-6)))
      guard factor != 1 else { return }
      forEachStretch(gradients.count, compute) {
        kernels.scaleNumbers(ScaledNumbers(values: gradients.pointer + $0, factor: factor, count: $1))
      }
    case .value(let bound):
      forEachStretch(gradients.count, compute) {
        kernels.boundNumbers(BoundedNumbers(values: gradients.pointer + $0, bound: Float(bound), count: $1))
      }
    }
  }
}

extension FloatSlice {
  /// The root of the sum of squares, in double precision and in an order that does not depend on the threads.
  public func norm(compute: ComputeContext) -> Double {
    let stretch = 32768
    let kernels = compute.kernels
    return compute.sum((count + stretch - 1) / stretch) { task in
      kernels.sumOfSquares(pointer + task * stretch, min(stretch, count - task * stretch))
    }.squareRoot()
  }
}
