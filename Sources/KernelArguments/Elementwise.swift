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
