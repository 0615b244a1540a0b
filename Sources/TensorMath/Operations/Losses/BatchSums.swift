extension ComputeContext {
  /// Adds up `term` over so many tasks, in their order, whatever threads run them.
  ///
  /// Where batches are shared, the tasks are this process's, and the sum is that of the whole batch at the last process.
  func sum(_ tasks: Int, _ term: (_ task: Int) -> Double) -> Double {
    var sum = 0.0
    withDoubles(tasks) { terms in
      run(tasks) { terms[$0] = term($0) }
      continueSum(&sum) { sum in
        for task in 0..<tasks { sum += terms[task] }
      }
    }
    return sum
  }

  /// Goes on with a sum over a batch, which begins at nothing, as `sum` does.
  func continueSum(_ sum: inout Double, _ add: (inout Double) -> Void) {
    guard let share else { return add(&sum) }
    withUnsafeMutablePointer(to: &sum) { sum in
      share.continueSums(sum, 1, zero: 0.0) { add(&sum.pointee) }
    }
  }

  /// Runs `body` with so many doubles that all threads share, of any content.
  func withDoubles(_ count: Int, _ body: (UnsafeMutablePointer<Double>) -> Void) {
    withWorkspace(2 * count) { $0.withMemoryRebound(to: Double.self, capacity: count, body) }
  }
}

/// The entries of a batch in stretches, each of one block: the tasks of sums over all numbers.
struct BatchStretches {
  private let batch: Batch
  private let length, perBlock: Int

  init(_ batch: Batch) {
    self.batch = batch
    let entries = batch.shape.elementCount
    length = max(256, (entries + 63) / 64)
    perBlock = (entries + length - 1) / length
  }

  /// The stretches of each block.
  var countPerBlock: Int { perBlock }
  /// All stretches, block by block.
  var count: Int { batch.blocks * perBlock }

  /// The first float of a stretch, its entries, and the real samples among its block's.
  func stretch(_ task: Int) -> (place: Int, entries: Int, samples: Int) {
    let (block, first) = (task / perBlock, task % perBlock * length)
    return (
      block * batch.blockFloats + first * Batch.blockWidth, min(length, batch.shape.elementCount - first),
      batch.samples(inBlock: block)
    )
  }
}
