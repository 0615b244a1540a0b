// What is told of random numbers that become others, in place.

/// `count` numbers from 0 up to 1 that become numbers from `low` up to `low + span`.
package struct UniformSpan {
  package let values: UnsafeMutablePointer<Float>
  package let low: Float, span: Float
  package let count: Int

  package init(
    values: UnsafeMutablePointer<Float>, low: Float, span: Float, count: Int
  ) {
    self.values = values
    self.low = low
    self.span = span
    self.count = count
  }
}

/// Blocks of sixteen numbers from 0 up to 1 that become normal ones.
package struct NormalBlocks {
  package let values: UnsafeMutablePointer<Float>
  package let blocks: Int
  package let mean: Float, deviation: Float

  package init(
    values: UnsafeMutablePointer<Float>, blocks: Int, mean: Float, deviation: Float
  ) {
    self.values = values
    self.blocks = blocks
    self.mean = mean
    self.deviation = deviation
  }
}
