import TensorMath

/// Buffers, slices, batches and teams that cannot be, or are reached past their ends.
enum ShapeEdges {
  private static let image = SampleShape.image(channels: 2, height: 1, width: 3)

  static let calls: [String: @Sendable () -> Void] = [
    "a buffer of a negative count": { _ = FloatBuffer(count: -1) },
    "a float past a buffer's end": { _ = FloatBuffer(count: 4)[4] },
    "a float before a buffer": { FloatBuffer(count: 4)[-1] = 0 },
    "a slice past its buffer": { _ = FloatBuffer(count: 4).slice(2..<5) },
    "a slice before its buffer": { _ = FloatBuffer(count: 4).slice(-1..<2) },
    "a float past a slice, though within its buffer": { _ = FloatBuffer(count: 4).slice(1..<3)[2] },
    "a float before a slice, though within its buffer": { FloatBuffer(count: 4).slice(1..<3)[-1] = 0 },
    "a batch for no sample": { _ = Batch(capacity: 0, shape: image) },
    "a batch of vectors without numbers": { _ = Batch(capacity: 1, shape: .vector(0)) },
    "a batch of images with two negative sides": {
      _ = Batch(capacity: 1, shape: .image(channels: 4, height: -1, width: -1))
    },
    "a batch of images that cannot be counted": {
      _ = Batch(capacity: 1, shape: .image(channels: 1 << 40, height: 1 << 40, width: 1))
    },
    "a batch in too little memory": { _ = Batch(capacity: 17, shape: image, storage: FloatBuffer(count: 191)) },
    "more samples than a batch has room for": { Batch(capacity: 16, shape: image).count = 17 },
    "a negative count of samples": { Batch(capacity: 16, shape: image).count = -1 },
    "more numbers than the samples have": {
      Batch(capacity: 2, shape: image).load([Float](repeating: 0, count: 13), count: 2)
    },
    "fewer numbers than the samples have": {
      Batch(capacity: 2, shape: image).load([Float](repeating: 0, count: 11), count: 2)
    },
    "more samples than fit": { Batch(capacity: 2, shape: image).load([Float](repeating: 0, count: 18), count: 3) },
    "one sample that is shorter": {
      let values = FloatBuffer(count: 6)
      Batch(capacity: 2, shape: image).load(count: 2) {
        UnsafeBufferPointer(start: values.pointer, count: $0 == 0 ? 6 : 5)
      }
    },
    "an image past the bytes": { loadBytes([0, 2]) },
    "an image before the bytes": { loadBytes([0, -1]) },
    "an image past the bytes in a later block": { loadBytes([Int](repeating: 0, count: 19) + [2]) },
    "more images than fit": { loadBytes([Int](repeating: 0, count: 21)) },
    "a linear layer without inputs": { _ = Linear(inputs: 0, outputs: 3) },
    "a linear layer without outputs": { _ = Linear(inputs: 3, outputs: 0) },
    "a step before the first": {
      let nine = FloatBuffer(count: 9).all
      Adam().update(
        nine, gradients: nine, slots: [nine, nine], step: 0, rate: 1, compute: ComputeContext(threads: 1))
    },
    "a slot too few": {
      let nine = FloatBuffer(count: 9).all
      Adam().update(nine, gradients: nine, slots: [nine], step: 1, rate: 1, compute: ComputeContext(threads: 1))
    },
    "a rate of dropout above one": { _ = Dropout(rate: 1.5) },
    "a gradient by a mask of another batch": {
      let batch = Batch(capacity: 2, shape: image)
      batch.count = 2
      Dropout(rate: 0.5).backward(batch, mask: DropoutMask(), into: batch, compute: ComputeContext(threads: 1))
    },
    "images without a window": {
      let batch = Batch(capacity: 2, shape: image)
      batch.count = 2
      _ = StructuralSimilarity(range: 1).evaluate(batch, target: batch, compute: ComputeContext(threads: 1))
    },
    "a gradient added to those of fewer samples": {
      let batch = Batch(capacity: 2, shape: image)
      batch.count = 2
      _ = ElementwiseLoss.squaredError.evaluate(
        batch, target: batch, gradient: GradientPlace(Batch(capacity: 2, shape: image), isAdded: true),
        compute: ComputeContext(threads: 1))
    },
    "a whole number below zero": {
      var random = RandomGenerator(seed: 1)
      _ = random.integer(below: 0)
    },
    "a team without threads": { _ = ThreadTeam(threads: 0) },
  ]

  /// Two images of bytes, of which a batch with room for twenty takes some.
  private static func loadBytes(_ indices: [Int]) {
    let pixels = [UInt8](repeating: 1, count: 12)
    pixels.withUnsafeBufferPointer { Batch(capacity: 20, shape: image).loadBytes($0, indices: indices) }
  }
}
