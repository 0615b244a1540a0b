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

  /// Features that a task of the input gradient makes.
  var inputGroup: Int { inputs > 1000 ? 96 : 48 }

  /// Input features that a task of the weight gradient works on.
  private static let gradientColumns = 512

  /// Floats of the input features of a task of the weight gradient, turned, and of room for padding.
  func turnedFloats(blocks: Int) -> Int {
    let turned = Batch.blockWidth * Batch.blockWidth
    return turned * (1 + (min(Self.gradientColumns, inputs) + 15) / 16 * blocks)
  }

  /// `output = activation(weights · input + bias)`.
  public func forward(
    _ input: Batch, weights: FloatSlice, bias: FloatSlice?, activation: FusedActivation = .none, into output: Batch,
    compute: ComputeContext
  ) {
    input.check(.vector(inputs))
    output.check(.vector(outputs), holding: input.count)
    weights.check(inputs * outputs)
    bias?.check(outputs)
    output.count = input.count
    let kernels = compute.kernels
    let group = outputs > 1000 ? 96 : 12
    compute.run((outputs + group - 1) / group) { task in
      let first = task * group
      kernels.linearProduct(
        output.storage.pointer + first * Batch.blockWidth, output.blockFloats, min(group, outputs - first),
        input.storage.pointer, input.blockFloats, inputs, input.blocks, weights.pointer + first * inputs, inputs, 1,
        bias.map { UnsafePointer($0.pointer + first) }, nil, activation == .relu)
    }
  }

  /// The gradient with respect to the input; zero where `mask`, the layer's rectified input, is not positive.
  public func inputGradient(
    _ outputGradient: Batch, weights: FloatSlice, mask: Batch? = nil, into inputGradient: Batch, compute: ComputeContext
  ) {
    outputGradient.check(.vector(outputs))
    inputGradient.check(.vector(inputs), holding: outputGradient.count)
    weights.check(inputs * outputs)
    mask?.check(.vector(inputs), holding: outputGradient.count)
    inputGradient.count = outputGradient.count
    let kernels = compute.kernels
    let group = inputGroup
    compute.run((inputs + group - 1) / group, scratch: outputs * group) { task, packed in
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
    input: Batch, outputGradient: Batch, weights: FloatSlice, bias: FloatSlice?, compute: ComputeContext
  ) {
    input.check(.vector(inputs), holding: outputGradient.count)
    outputGradient.check(.vector(outputs))
    precondition(input.count == outputGradient.count, "The input and the output gradient differ in samples.")
    weights.check(inputs * outputs)
    bias?.check(outputs)
    let kernels = compute.kernels
    let (columns, rows) = (Self.gradientColumns, 96)
    let columnGroups = (inputs + columns - 1) / columns
    let rowGroups = (outputs + rows - 1) / rows
    let turned = Batch.blockWidth * Batch.blockWidth
    compute.run(columnGroups * rowGroups, scratch: turnedFloats(blocks: input.blocks)) { task, scratch in
      let first = task / rowGroups * columns
      let row = task % rowGroups * rows
      let width = min(columns, inputs - first)
      kernels.turnFeatures(
        input.storage.pointer, input.blockFloats, input.blocks, first, width, scratch, scratch + turned)
      kernels.linearWeightGradient(
        weights.pointer + row * inputs + first, inputs, min(rows, outputs - row), width,
        outputGradient.storage.pointer + row * Batch.blockWidth, outputGradient.blockFloats, input.blocks,
        scratch + turned)
    }
    if let bias { biasGradient(outputGradient, into: bias, compute: compute) }
  }
}
