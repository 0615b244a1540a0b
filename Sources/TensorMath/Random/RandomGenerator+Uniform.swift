internal import KernelArguments

extension RandomGenerator {
  /// Fills memory with numbers from 0 up to 1, as `torch.rand`: one word each.
  public mutating func fillUniform(_ values: UnsafeMutableBufferPointer<Float>) {
    twister.words(values.count) { first, words in
      for (place, word) in words.enumerated() { values[first + place] = MersenneTwister.unitFloat(word) }
    }
  }

  /// Fills memory with numbers from `low` up to `high`, as `uniform_`: one word each.
  public mutating func fillUniform(_ values: UnsafeMutableBufferPointer<Float>, from low: Float, to high: Float) {
    fillUniform(values)
    guard let start = values.baseAddress else { return }
    Kernels.best.spreadUniform(UniformSpan(values: start, low: low, span: high - low, count: values.count))
  }
}
