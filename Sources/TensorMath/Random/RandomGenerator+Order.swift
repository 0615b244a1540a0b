extension RandomGenerator {
  /// The numbers from 0 up to `count` in random order, as `torch.randperm`: `count` − 1 words.
  ///
  /// From 214,748,364 numbers on PyTorch takes another way, of two words a number.
  public mutating func permutation(_ count: Int) -> [Int] {
    precondition(count >= 0, "There is no order of \(count) numbers.")
    if count >= Int(UInt32.max) / 20 { return longPermutation(count) }
    var order = Array(0..<count)
    guard count > 1 else { return order }
    order.withUnsafeMutableBufferPointer { order in
      twister.words(count - 1) { first, words in
        for (place, word) in words.enumerated() {
          let index = first + place
          order.swapAt(index, index + Int(word % UInt32(truncatingIfNeeded: count - index)))
        }
      }
    }
    return order
  }

  /// The way from 214,748,364 numbers on: the order grows from its front, and each new number changes places.
  package mutating func longPermutation(_ count: Int) -> [Int] {
    [Int](unsafeUninitializedCapacity: count) { order, written in
      for index in 0..<count {
        let bits: UInt64 = twister.next()
        let other = Int(bits % UInt64(index + 1))
        order[index] = index
        order[index] = order[other]
        order[other] = index
      }
      written = count
    }
  }

  /// The order of `count` samples in one pass of `torch.utils.data.DataLoader` over them.
  ///
  /// Making the loader's iterator takes two words in any case. With `shuffled`, two more seed a generator of the
  /// sampler's own, whose permutation is the order.
  public mutating func loaderOrder(_ count: Int, shuffled: Bool) -> [Int] {
    skipLoaderSeed()
    guard shuffled else { return Array(0..<count) }
    var sampler = RandomGenerator(seed: seed64())
    return sampler.permutation(count)
  }

  /// Draws what a pass of a `DataLoader` that does not shuffle draws: two words, for the seed of its workers.
  public mutating func skipLoaderSeed() { _ = seed64() }

  /// Numbers from 0 up in random order, dealt into parts of these lengths, as `torch.utils.data.random_split`.
  public mutating func split(_ lengths: [Int]) -> [[Int]] {
    let order = permutation(lengths.reduce(0, +))
    var first = 0
    return lengths.map { length in
      defer { first += length }
      return Array(order[first..<(first + length)])
    }
  }
}
