/// The operands that every normalisation takes, and what must hold of them.
enum NormalizationOperands {
  /// Stops unless the operands of a forward pass fit, and gives the output as many samples as the input has.
  static func check(
    _ shape: SampleShape, parameters: Int, _ input: Batch, weight: FloatSlice?, bias: FloatSlice?, output: Batch
  ) {
    input.check(shape)
    output.check(shape, holding: input.count)
    weight?.check(parameters)
    bias?.check(parameters)
    output.count = input.count
  }

  /// Stops unless the operands of a backward pass fit, and gives the input gradient as many samples as the input has.
  static func checkGradient(
    _ shape: SampleShape, parameters: Int, _ outputGradient: Batch, _ input: Batch, mask: Batch?,
    inputGradient: Batch?, weight: FloatSlice?, weightGradient: FloatSlice?, biasGradient: FloatSlice?
  ) {
    outputGradient.check(shape)
    input.check(shape)
    precondition(input.count == outputGradient.count, "The input and the output gradient differ in samples.")
    inputGradient?.check(shape, holding: input.count)
    mask?.check(shape, holding: input.count)
    weight?.check(parameters)
    weightGradient?.check(parameters)
    biasGradient?.check(parameters)
    inputGradient?.count = input.count
  }
}
