internal import KernelArguments

/// A linear layer: forward, and both gradients. Weights are `[outputs, inputs]`, as PyTorch's.
public struct Linear: AffineOperation {
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

  private var operands: AffineOperands {
    AffineOperands(
      input: .vector(inputs), output: .vector(outputs), weightCount: inputs * outputs, biasCount: outputs)
  }

  /// Features that a task of the input gradient makes.
  var inputGroup: Int { inputs > 1000 ? 96 : 48 }

  /// Input features that a task of the weight gradient works on.
  private static let gradientColumns = 512

  /// The floats of a whole batch, of its input and of the gradient of its output, where several processes get it instead of
  /// sums of the weight gradient; nil where those are less.
  ///
  /// From the whole batch each process makes the whole gradient, as one process by itself does. It computes more than its
  /// part, which takes less time than sums do that go through all processes and back. Source: P. Xie et al.,
  /// "Distributed machine learning via sufficient factor broadcasting" (arXiv:1511.08486, 2015).
  public func gatheredFloats(batch: Int) -> Int? {
    let (weights, areTooMany) = inputs.multipliedReportingOverflow(by: outputs)
    let (features, areTooLong) = inputs.addingReportingOverflow(outputs)
    let blocks = (batch - 1) / Batch.blockWidth + 1
    guard !areTooMany, !areTooLong, blocks <= weights / features / Batch.blockWidth else { return nil }
    return blocks * Batch.blockWidth * features
  }

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
    operands.checkForward(input, weights: weights, bias: bias, output: output)
    output.count = input.count
    let kernels = compute.kernels
    let group = outputs > 1000 ? 96 : 12
    compute.run((outputs + group - 1) / group) { task in
      let first = task * group
      kernels.linearProduct(
        LinearProduct(
          output: output.storage.pointer + first * Batch.blockWidth, outputBlock: output.blockFloats,
          rows: min(group, outputs - first), input: input.storage.pointer, inputBlock: input.blockFloats,
          terms: inputs, blocks: input.blocks, weights: weights.pointer + first * inputs, rowStride: inputs,
          termStride: 1, bias: bias.map { UnsafePointer($0.pointer + first) }, rectified: activation == .relu))
    }
  }

  /// The gradient with respect to the input; zero where `mask`, the layer's rectified input, is not positive.
  public func inputGradient(
    _ outputGradient: Batch, weights: FloatSlice, mask: Batch? = nil, into inputGradient: Batch, compute: ComputeContext
  ) {
    operands.checkInputGradient(outputGradient, weights: weights, mask: mask, inputGradient: inputGradient)
    inputGradient.count = outputGradient.count
    let kernels = compute.kernels
    let group = inputGroup
    compute.run((inputs + group - 1) / group, scratch: outputs * group) { task, packed in
      let first = task * group
      let width = min(group, inputs - first)
      kernels.packColumns(
        PackedColumns(
          matrix: weights.pointer, rows: outputs, rowStride: inputs, first: first, width: width, packed: packed,
          packedWidth: group))
      kernels.linearProduct(
        LinearProduct(
          output: inputGradient.storage.pointer + first * Batch.blockWidth, outputBlock: inputGradient.blockFloats,
          rows: width, input: outputGradient.storage.pointer, inputBlock: outputGradient.blockFloats, terms: outputs,
          blocks: outputGradient.blocks, weights: packed, rowStride: 1, termStride: group,
          mask: mask.map { UnsafePointer($0.storage.pointer + first * Batch.blockWidth) }, rectified: false))
    }
  }

  /// The gradients with respect to weights and bias, summed over the batch.
  public func parameterGradient(
    input: Batch, outputGradient: Batch, weights: FloatSlice, bias: FloatSlice?, compute: ComputeContext
  ) {
    operands.checkParameterGradient(input, outputGradient: outputGradient, weights: weights, bias: bias)
    if let share = compute.share {
      if gatheredFloats(batch: share.wholeCount) != nil {
        let whole = Factors(
          input: share.wholeBatch(input, room: 0), outputGradient: share.wholeBatch(outputGradient, room: 1),
          blocks: share.wholeBlocks)
        weightGradient(whole, 0..<rowGroups, into: weights, goesOn: false, compute)
        share.note(known: weights)
      } else {
        shareWeightGradient(share, Factors(input, outputGradient), into: weights, compute)
      }
    } else {
      weightGradient(Factors(input, outputGradient), 0..<rowGroups, into: weights, goesOn: false, compute)
    }
    if let bias { biasGradient(outputGradient, into: bias, compute: compute) }
  }

  /// Output features that a task of the weight gradient works on.
  private static let gradientRows = 96

  /// Groups of rows of the weight gradient, each a few tasks.
  private var rowGroups: Int { (outputs + Self.gradientRows - 1) / Self.gradientRows }

  /// What a weight gradient is the product of: activations and gradients of a batch.
  private struct Factors {
    let input, outputGradient: UnsafePointer<Float>
    let blocks: Int

    init(input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, blocks: Int) {
      (self.input, self.outputGradient, self.blocks) = (input, outputGradient, blocks)
    }

    init(_ input: Batch, _ outputGradient: Batch) {
      self.init(
        input: UnsafePointer(input.storage.pointer), outputGradient: UnsafePointer(outputGradient.storage.pointer),
        blocks: input.blocks)
    }
  }

  /// Groups of rows of the weight gradient.
  private func weightGradient(
    _ factors: Factors, _ groups: Range<Int>, into weights: FloatSlice, goesOn: Bool, _ compute: ComputeContext
  ) {
    let kernels = compute.kernels
    let (columns, rows) = (Self.gradientColumns, Self.gradientRows)
    let columnGroups = (inputs + columns - 1) / columns
    let turned = Batch.blockWidth * Batch.blockWidth
    let (inputBlock, outputBlock) = (inputs * Batch.blockWidth, outputs * Batch.blockWidth)
    compute.run(columnGroups * groups.count, scratch: turnedFloats(blocks: factors.blocks)) { task, scratch in
      let first = task / groups.count * columns
      let row = (groups.lowerBound + task % groups.count) * rows
      let width = min(columns, inputs - first)
      kernels.turnFeatures(
        TurnedFeatures(
          values: factors.input, blockFloats: inputBlock, blocks: factors.blocks, first: first, width: width,
          padded: scratch, turned: scratch + turned))
      kernels.linearWeightGradient(
        LinearWeightGradient(
          gradient: weights.pointer + row * inputs + first, gradientStride: inputs, rows: min(rows, outputs - row),
          width: width, outputGradient: factors.outputGradient + row * Batch.blockWidth, outputBlock: outputBlock,
          blocks: factors.blocks, turned: scratch + turned, goesOn: goesOn))
    }
  }

  /// The weight gradient by several processes, each of which goes on with the rows of the one before: so many at a time that
  /// some threads have work, as the shapes alone say, and that the next process soon has some.
  private func shareWeightGradient(
    _ share: BatchShare, _ factors: Factors, into weights: FloatSlice, _ compute: ComputeContext
  ) {
    guard !share.blocks.isEmpty else { return }
    let columnGroups = (inputs + Self.gradientColumns - 1) / Self.gradientColumns
    let together = max(1, 8 / columnGroups)
    for first in stride(from: 0, to: rowGroups, by: together) {
      let groups = first..<min(rowGroups, first + together)
      let (start, end) = (groups.lowerBound * Self.gradientRows, min(outputs, groups.upperBound * Self.gradientRows))
      let (rows, count) = (weights.pointer + start * inputs, (end - start) * inputs)
      if share.goesOn { share.takeUp(rows, count) }
      weightGradient(factors, groups, into: weights, goesOn: share.goesOn, compute)
      if share.isGoneOnWith { share.handOn(rows, count) }
    }
  }
}
