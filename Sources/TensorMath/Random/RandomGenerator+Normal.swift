internal import KernelArguments

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension RandomGenerator {
  /// Fills memory with normal numbers, as `normal_` and `randn` of a contiguous tensor.
  ///
  /// Sixteen numbers and more take a word each, and sixteen words more where their count is no multiple of sixteen:
  /// PyTorch then draws the last sixteen numbers anew. Fewer are drawn in pairs of four words (``normal()``).
  public mutating func fillNormal(
    _ values: UnsafeMutableBufferPointer<Float>, mean: Double = 0, deviation: Double = 1
  ) {
    let block = 16
    guard let start = values.baseAddress else { return }
    guard values.count >= block else {
      for place in values.indices { values[place] = Float(normal() * deviation + mean) }
      return
    }
    fillUniform(values)
    Kernels.best.normalBlocks(
      NormalBlocks(values: start, blocks: values.count / block, mean: Float(mean), deviation: Float(deviation)))
    guard values.count % block > 0 else { return }
    let last = start + (values.count - block)
    fillUniform(UnsafeMutableBufferPointer(start: last, count: block))
    Kernels.best.normalBlocks(
      NormalBlocks(values: last, blocks: 1, mean: Float(mean), deviation: Float(deviation)))
  }

  /// Normal numbers, as `torch.randn(count)`; see ``fillNormal(_:mean:deviation:)``.
  public mutating func normals(_ count: Int) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { values, written in
      fillNormal(UnsafeMutableBufferPointer(rebasing: values[..<count]))
      written = count
    }
  }

  /// A normal number, as `randn` draws fewer than sixteen: four words for every other call.
  ///
  /// G. E. P. Box and M. E. Muller, "A note on the generation of random normal deviates" (1958); the second number of a
  /// pair is kept for the next call, whatever else is drawn between.
  public mutating func normal() -> Double {
    if let value = pending {
      pending = nil
      return value
    }
    let angle = 2 * Double.pi * double()
    let radius = (-2 * log1p(-double())).squareRoot()
    pending = radius * sin(angle)
    return radius * cos(angle)
  }
}
