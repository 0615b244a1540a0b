/// A loss: the mean over all numbers of all samples, and its gradient.
public enum Loss: String, Hashable, Sendable, CaseIterable {
  /// Mean squared error.
  case mse
  /// Mean absolute error.
  case l1
  /// Binary cross-entropy of predictions between 0 and 1.
  case bce

  /// The loss of `prediction` against `target`, and where a batch is given for it the gradient, in one pass.
  ///
  /// Terms are added in double precision, in an order that does not depend on the threads.
  public func evaluate(_ prediction: Batch, target: Batch, gradient: Batch? = nil, compute: ComputeContext) -> Double {
    target.check(prediction.shape)
    precondition(prediction.count == target.count, "The prediction and the target differ in samples.")
    gradient?.check(prediction.shape, holding: prediction.count)
    gradient?.count = prediction.count
    guard prediction.count > 0 else { return 0 }
    let kernels = compute.kernels
    let entries = prediction.shape.elementCount
    let elements = Double(prediction.count) * Double(entries)
    let scale = Float(1 / elements)
    let stretch = max(256, (entries + 63) / 64)
    let stretches = (entries + stretch - 1) / stretch
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: prediction.blocks * stretches) { terms in
      compute.run(prediction.blocks * stretches) { task in
        let block = task / stretches
        let first = task % stretches * stretch
        let place = block * prediction.blockFloats + first * Batch.blockWidth
        let p = UnsafePointer(prediction.storage.pointer + place)
        let t = UnsafePointer(target.storage.pointer + place)
        let g = gradient.map { $0.storage.pointer + place }
        let count = min(stretch, entries - first)
        let samples = prediction.samples(inBlock: block)
        terms[task] =
          switch self {
          case .mse: kernels.squaredErrorLoss(p, t, g, count, samples, scale)
          case .l1: kernels.absoluteErrorLoss(p, t, g, count, samples, scale)
          case .bce: kernels.crossEntropyLoss(p, t, g, count, samples, scale)
          }
      }
      return terms.reduce(0, +) / elements
    }
  }
}
