internal import KernelArguments

/// The bytes that an operation takes beside its operands, known before anything is allocated.
public struct OperationMemory: Hashable, Sendable {
  /// Tables, which the operation keeps.
  public let tables: Int
  /// What the threads of a team share meanwhile; the team keeps the largest that any operation asked for.
  public let workspace: Int
  /// What each thread of a team needs meanwhile; the team keeps the largest that any operation asked for.
  public let scratch: Int

  /// So many bytes.
  public init(tables: Int = 0, workspace: Int = 0, scratch: Int = 0) {
    self.tables = tables
    self.workspace = workspace
    self.scratch = scratch
  }
}

extension ConvolutionGeometry {
  /// What the convolution takes, forward and backward, and so the transposed one, for any batch; nil when it cannot be
  /// counted.
  public var memory: OperationMemory? {
    // Three numbers a tap; of a kernel's rows, one in so many meets a row of the input.
    let period = strideY / greatestCommonDivisor(dilationY, strideY)
    guard let forward = product(of: [outputHeight, kernelTaps, 12]), forward < 1 << 60,
      let backward = product(of: [inputHeight, (kernelHeight + period - 1) / period, kernelWidth, 12]),
      backward < 1 << 60
    else { return nil }
    let rows = outputHeight + inputHeight * min(strideX, inputWidth)
    let gradient = WeightGradientPlan(self)
    guard let gradientScratch = gradient.scratchFloats else { return nil }
    let fast = [WinogradPlan(forward: self), WinogradPlan(inputGradient: self)].compactMap(\.self)
    let sides = [(groupOutputs, groupInputs), (groupInputs, groupOutputs)]
    let zeros = sides.map { ChannelGroups(self, outputs: $0, inputs: $1).zeroPixel }.max() ?? 0
    let packed = weightCount + zeros
    let workspace = max(fast.map(\.workspaceFloats).max() ?? 0, packed, gradient.workspaceFloats)
    let scratch = max(fast.map(\.scratchFloats).max() ?? 0, gradientScratch)
    return OperationMemory(
      tables: forward + backward + rows * MemoryLayout<GatherPlan.Row>.stride, workspace: workspace * 4,
      scratch: scratch * 4)
  }
}

extension Linear {
  /// What the layer takes for batches of so many samples; nil when it cannot be counted.
  public func memory(batch: Int) -> OperationMemory? {
    guard batch >= 0, batch < 1 << 48, let packed = product(of: [outputs, inputGroup, 4]),
      let turned = product(of: [turnedFloats(blocks: (batch + 15) / 16), 4])
    else { return nil }
    return OperationMemory(scratch: max(packed, turned))
  }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }
