// What is told of numbers that are worked on one by one.

/// Two arrays that are added number by number; `count` is a multiple of 16.
package struct AddedNumbers {
  package let first: UnsafePointer<Float>, second: UnsafePointer<Float>
  /// The sum is zero where the mask is not positive.
  package let mask: UnsafePointer<Float>?
  /// Whether what is negative becomes zero.
  package let rectified: Bool
  package let count: Int
  package let sum: UnsafeMutablePointer<Float>

  package init(
    first: UnsafePointer<Float>, second: UnsafePointer<Float>, mask: UnsafePointer<Float>? = nil, rectified: Bool,
    count: Int, sum: UnsafeMutablePointer<Float>
  ) {
    self.first = first
    self.second = second
    self.mask = mask
    self.rectified = rectified
    self.count = count
    self.sum = sum
  }
}

/// Entries that are kept, scaled, where the bit of their image is set in a word for each entry.
package struct MaskedEntries {
  package let values: UnsafePointer<Float>
  package let mask: UnsafePointer<UInt16>
  package let scale: Float
  /// So many, and so again with the same words, `times` times.
  package let entries: Int, times: Int
  package let result: UnsafeMutablePointer<Float>

  package init(
    values: UnsafePointer<Float>, mask: UnsafePointer<UInt16>, scale: Float, entries: Int, times: Int,
    result: UnsafeMutablePointer<Float>
  ) {
    self.values = values
    self.mask = mask
    self.scale = scale
    self.entries = entries
    self.times = times
    self.result = result
  }
}

/// A softplus, `ln(1 + e^(βx)) / β`, which is x where `βx` is above the threshold.
package struct SoftplusCurve {
  package let beta: Float, threshold: Float

  package init(
    beta: Float, threshold: Float
  ) {
    self.beta = beta
    self.threshold = threshold
  }
}

/// Numbers of which each becomes another; `count` is a multiple of 16.
package struct MappedNumbers {
  package let values: UnsafePointer<Float>
  package let count: Int
  package let result: UnsafeMutablePointer<Float>

  package init(
    values: UnsafePointer<Float>, count: Int, result: UnsafeMutablePointer<Float>
  ) {
    self.values = values
    self.count = count
    self.result = result
  }
}

/// Gradients by a function's result that become those by its argument; `count` is a multiple of 16.
package struct MappedGradients {
  /// The function's arguments or, where its slope follows from them, its results.
  package let remembered: UnsafePointer<Float>
  package let gradient: UnsafePointer<Float>
  package let count: Int
  package let result: UnsafeMutablePointer<Float>

  package init(
    remembered: UnsafePointer<Float>, gradient: UnsafePointer<Float>, count: Int, result: UnsafeMutablePointer<Float>
  ) {
    self.remembered = remembered
    self.gradient = gradient
    self.count = count
    self.result = result
  }
}

/// Pixels whose channels become shares of one; values and result may be the same.
package struct SoftmaxPixels {
  package let values: UnsafePointer<Float>
  package let pixels: Int, channels: Int
  package let result: UnsafeMutablePointer<Float>

  package init(
    values: UnsafePointer<Float>, pixels: Int, channels: Int, result: UnsafeMutablePointer<Float>
  ) {
    self.values = values
    self.pixels = pixels
    self.channels = channels
    self.result = result
  }
}

/// Gradients by shares of one that become those by the values; gradient and result may be the same.
package struct SoftmaxGradients {
  package let shares: UnsafePointer<Float>
  package let gradient: UnsafePointer<Float>
  package let pixels: Int, channels: Int
  package let result: UnsafeMutablePointer<Float>

  package init(
    shares: UnsafePointer<Float>, gradient: UnsafePointer<Float>, pixels: Int, channels: Int,
    result: UnsafeMutablePointer<Float>
  ) {
    self.shares = shares
    self.gradient = gradient
    self.pixels = pixels
    self.channels = channels
    self.result = result
  }
}

/// A weight for each channel of so many pixels, or one for all where `stride` is zero and not one.
package struct ChannelWeights {
  package let weights: UnsafePointer<Float>
  package let stride: Int
  package let pixels: Int, channels: Int

  package init(
    weights: UnsafePointer<Float>, stride: Int, pixels: Int, channels: Int
  ) {
    self.weights = weights
    self.stride = stride
    self.pixels = pixels
    self.channels = channels
  }
}

/// Pixels whose channels have a weight each.
package struct WeightedPixels {
  package let values: UnsafePointer<Float>
  package let weights: ChannelWeights
  package let result: UnsafeMutablePointer<Float>

  package init(
    values: UnsafePointer<Float>, weights: ChannelWeights, result: UnsafeMutablePointer<Float>
  ) {
    self.values = values
    self.weights = weights
    self.result = result
  }
}

/// Gradients of pixels whose channels have a weight each.
package struct WeightedGradients {
  package let values: UnsafePointer<Float>
  package let weights: ChannelWeights
  package let gradient: UnsafePointer<Float>
  package let result: UnsafeMutablePointer<Float>

  package init(
    values: UnsafePointer<Float>, weights: ChannelWeights, gradient: UnsafePointer<Float>,
    result: UnsafeMutablePointer<Float>
  ) {
    self.values = values
    self.weights = weights
    self.gradient = gradient
    self.result = result
  }
}

/// `count` numbers that are multiplied by one, in place.
package struct ScaledNumbers {
  package let values: UnsafeMutablePointer<Float>
  package let factor: Float
  package let count: Int

  package init(
    values: UnsafeMutablePointer<Float>, factor: Float, count: Int
  ) {
    self.values = values
    self.factor = factor
    self.count = count
  }
}

/// `count` numbers that are brought between −`bound` and `bound`, in place.
package struct BoundedNumbers {
  package let values: UnsafeMutablePointer<Float>
  package let bound: Float
  package let count: Int

  package init(
    values: UnsafeMutablePointer<Float>, bound: Float, count: Int
  ) {
    self.values = values
    self.bound = bound
    self.count = count
  }
}

/// Rounds of multiply-adds, `x = x · factor + term`.
package struct MultiplyAddRounds {
  package let rounds: Int
  package let factor: Float, term: Float

  package init(
    rounds: Int, factor: Float, term: Float
  ) {
    self.rounds = rounds
    self.factor = factor
    self.term = term
  }
}
