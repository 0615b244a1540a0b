/// A linear layer: forward, and both gradients. Weights are `[outputs, inputs]`, as PyTorch's.
public struct Linear: Sendable {
  /// Features in.
  public let inputs: Int
  /// Features out.
  public let outputs: Int

  /// A layer between vectors of these sizes.
  public init(inputs: Int, outputs: Int) {
    precondition(inputs > 0 && outputs > 0, "A linear layer has features on both sides.")
    self.inputs = inputs
    self.outputs = outputs
  }

  /// `output = activation(weights · input + bias)`.
  public func forward(
    _ input: Batch, weights: FloatSlice, bias: FloatSlice?, activation: FusedActivation = .none, into output: Batch,
    team: ThreadTeam
  ) {
    input.check(.vector(inputs))
    output.check(.vector(outputs), holding: input.count)
    weights.check(inputs * outputs)
    bias?.check(outputs)
    output.count = input.count
    let kernels = Kernels.current
    let group = outputs > 1000 ? 96 : 12
    team.run((outputs + group - 1) / group) { task in
      let first = task * group
      kernels.linearProduct(
        output.storage.pointer + first * Batch.blockWidth, output.blockFloats, min(group, outputs - first),
        input.storage.pointer, input.blockFloats, inputs, input.blocks, weights.pointer + first * inputs, inputs, 1,
        bias.map { UnsafePointer($0.pointer + first) }, nil, activation == .relu)
    }
  }

  /// The gradient with respect to the input; zero where `mask`, the layer's rectified input, is not positive.
  public func inputGradient(
    _ outputGradient: Batch, weights: FloatSlice, mask: Batch? = nil, into inputGradient: Batch, team: ThreadTeam
  ) {
    outputGradient.check(.vector(outputs))
    inputGradient.check(.vector(inputs), holding: outputGradient.count)
    weights.check(inputs * outputs)
    mask?.check(.vector(inputs), holding: outputGradient.count)
    inputGradient.count = outputGradient.count
    let kernels = Kernels.current
    let group = inputs > 1000 ? 96 : 48
    team.run((inputs + group - 1) / group, scratch: outputs * group) { task, packed in
      let first = task * group
      let width = min(group, inputs - first)
      kernels.packColumns(weights.pointer, outputs, inputs, first, width, packed, group)
      kernels.linearProduct(
        inputGradient.storage.pointer + first * Batch.blockWidth, inputGradient.blockFloats, width,
        outputGradient.storage.pointer, outputGradient.blockFloats, outputs, outputGradient.blocks, packed, 1, group,
        nil, mask.map { UnsafePointer($0.storage.pointer + first * Batch.blockWidth) }, false)
    }
  }

  /// The gradients with respect to weights and bias, summed over the batch.
  public func parameterGradient(
    input: Batch, outputGradient: Batch, weights: FloatSlice, bias: FloatSlice?, team: ThreadTeam
  ) {
    input.check(.vector(inputs), holding: outputGradient.count)
    outputGradient.check(.vector(outputs))
    precondition(input.count == outputGradient.count, "The input and the output gradient differ in samples.")
    weights.check(inputs * outputs)
    bias?.check(outputs)
    let kernels = Kernels.current
    let group = 64
    let images = input.count
    team.run((inputs + group - 1) / group, scratch: max(images, 1) * group) { task, rows in
      let first = task * group
      let width = min(group, inputs - first)
      let packedWidth = (width + 15) / 16 * 16
      kernels.unpackImages(input.storage.pointer, input.blockFloats, images, first, width, rows, packedWidth)
      kernels.linearWeightGradient(
        weights.pointer + first, inputs, outputs, width, outputGradient.storage.pointer, outputGradient.blockFloats,
        rows, packedWidth, images)
    }
    if let bias { biasGradient(outputGradient, into: bias, team: team) }
  }
}
