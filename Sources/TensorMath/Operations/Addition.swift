internal import KernelArguments

/// Sums of two batches, number by number: what a layer adds to its input, and the gradients of both ways.
public enum Addition {
  /// `sum = first + second`, zero where that is negative if `rectified`, and zero where a mask is not positive; the sum may
  /// be one of the two.
  public static func add(
    _ first: Batch, _ second: Batch, rectified: Bool = false, mask: Batch? = nil, into sum: Batch,
    compute: ComputeContext
  ) {
    second.check(first.shape, holding: first.count)
    sum.check(first.shape, holding: first.count)
    mask?.check(first.shape, holding: first.count)
    sum.count = first.count
    let kernels = compute.kernels
    forEachStretch(first, compute) { place, count in
      kernels.addNumbers(
        AddedNumbers(
          first: first.storage.pointer + place, second: second.storage.pointer + place,
          mask: mask.map { UnsafePointer($0.storage.pointer + place) }, rectified: rectified, count: count,
          sum: sum.storage.pointer + place))
    }
  }

  /// `copy = batch`.
  public static func copy(_ batch: Batch, into copy: Batch, compute: ComputeContext) {
    copy.check(batch.shape, holding: batch.count)
    copy.count = batch.count
    forEachStretch(batch, compute) { place, count in
      (copy.storage.pointer + place).update(from: batch.storage.pointer + place, count: count)
    }
  }
}

/// Runs `body` for stretches of a batch's numbers, padding included.
func forEachStretch(_ batch: Batch, _ compute: ComputeContext, _ body: (_ place: Int, _ count: Int) -> Void) {
  let total = batch.blocks * batch.blockFloats
  let stretch = 16384
  compute.run((total + stretch - 1) / stretch) { task in body(task * stretch, min(stretch, total - task * stretch)) }
}
