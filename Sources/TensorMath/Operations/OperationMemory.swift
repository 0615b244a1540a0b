/// The bytes that an operation takes beside its operands, known before anything is allocated.
public struct OperationMemory: Hashable, Sendable {
  /// Tables and copies of weights, which the operation keeps.
  public let tables: Int
  /// What each thread of a team needs meanwhile; the team keeps the largest that any operation asked for.
  public let scratch: Int

  /// So many bytes.
  public init(tables: Int, scratch: Int) {
    self.tables = tables
    self.scratch = scratch
  }
}

extension ConvolutionGeometry {
  /// What the convolution takes, forward and backward, and so the transposed one, for any batch; nil when it cannot be
  /// counted.
  ///
  /// This follows what `GatherPlan` and `convolutionWeightGradient` allocate.
  public var memory: OperationMemory? {
    // Three numbers a tap; of a kernel's rows, one in a stride is read backwards.
    guard let forward = product(of: [outputHeight, kernelTaps, 12]), forward < 1 << 60,
      let backward = product(of: [inputHeight, (kernelHeight + strideY - 1) / strideY, kernelWidth, 12]),
      backward < 1 << 60
    else { return nil }
    let rows = outputHeight + inputHeight * min(strideX, inputWidth)
    let packed = 2 * weightCount + (inputChannels + outputChannels) * Batch.blockWidth
    let height = Kernels.current.instructionSet == .avx512 ? 4 : 6
    let stretch = max(1, 64 / outputWidth)
    let reached = min(inputHeight, stretch * strideY + kernelHeight)
    let sums = height * inputChannels * kernelTaps
    let tile = reached * inputWidth * 6 + stretch * outputWidth * 4
    return OperationMemory(
      tables: forward + backward + rows * MemoryLayout<GatherPlan.Row>.stride + packed * 4,
      scratch: (sums + tile) * Batch.blockWidth * 4)
  }
}

extension Linear {
  /// What the layer takes for batches of so many samples; nil when it cannot be counted.
  public func memory(batch: Int) -> OperationMemory? {
    guard let packed = product(of: [outputs, inputs > 1000 ? 96 : 48, 4]), let rows = product(of: [batch, 64, 4])
    else { return nil }
    return OperationMemory(tables: 0, scratch: max(packed, rows))
  }
}
