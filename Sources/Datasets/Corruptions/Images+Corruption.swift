public import Basics
public import TensorMath

extension Images {
  /// The images corrupted, a few at a time; what is random is drawn for one after the other. Throws `Interrupted` where it
  /// is stopped.
  /// - Parameter progress: Told how many images are done.
  public func corrupted(
    by corruption: any Corruption, random: RandomStream, compute: ComputeContext, unless stop: StopFlag = StopFlag(),
    progress: (_ done: Int) -> Void = { _ in }
  ) throws(Interrupted) -> Images {
    guard count > 0 else { return self }
    let corruption = corruption.prepared(for: sampleShape)
    let size = min(count, 64)
    let (clean, result) = (Batch(capacity: size, shape: sampleShape), Batch(capacity: size, shape: sampleShape))
    var corrupted: [Float] = []
    corrupted.reserveCapacity(values.count)
    for first in stride(from: 0, to: count, by: size) {
      try stop.check()
      fill(clean, count: min(size, count - first), compute: compute) { first + $0 }
      corruption.corrupt(clean, into: result, random: random, compute: compute)
      corrupted += result.rowMajor()
      progress(min(count, first + size))
    }
    return Images(shape: shape, values: corrupted, labels: labels, classNames: classNames)
  }
}
