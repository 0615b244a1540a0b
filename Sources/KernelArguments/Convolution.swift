// What the direct convolutions are told.

/// A kernel's weights: that of output channel `o`, input channel `c` and tap `t` is read at
/// `o * outputStride + c * inputStride + t`.
package struct ConvolutionWeights {
  package let values: UnsafePointer<Float>
  package let outputChannels: Int, outputStride: Int, inputChannels: Int, inputStride: Int
  package let taps: Int

  package init(
    values: UnsafePointer<Float>, outputChannels: Int, outputStride: Int, inputChannels: Int, inputStride: Int,
    taps: Int
  ) {
    self.values = values
    self.outputChannels = outputChannels
    self.outputStride = outputStride
    self.inputChannels = inputChannels
    self.inputStride = inputStride
    self.taps = taps
  }
}

/// One row of output pixels, of every output channel, for one block of images.
package struct GatherRow {
  package let output: UnsafeMutablePointer<Float>
  /// Floats from one output pixel to the next.
  package let outputStep: Int
  package let outputChannels: Int, pixels: Int
  package let input: UnsafePointer<Float>
  /// Columns from what one output pixel reads to what the next one does; those outside the image are zeros.
  package let inputStep: Int
  package let inputWidth: Int, inputChannels: Int
  /// Three numbers for each of `tapCount` kernel taps: the input row it reads, the input column it reads for the first
  /// output pixel, and its place in the packed weights, which hold `kernelTaps` of them.
  package let taps: UnsafePointer<Int32>
  package let tapCount: Int, kernelTaps: Int
  package let weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?
  /// Laid out as the output: the output is zero where the mask is not positive.
  package let mask: UnsafePointer<Float>?
  package let rectified: Bool
  /// An input pixel of zeros.
  package let zeros: UnsafePointer<Float>

  package init(
    output: UnsafeMutablePointer<Float>, outputStep: Int, outputChannels: Int, pixels: Int, input: UnsafePointer<Float>,
    inputStep: Int, inputWidth: Int, inputChannels: Int, taps: UnsafePointer<Int32>, tapCount: Int, kernelTaps: Int,
    weights: UnsafePointer<Float>, bias: UnsafePointer<Float>? = nil, mask: UnsafePointer<Float>? = nil,
    rectified: Bool, zeros: UnsafePointer<Float>
  ) {
    self.output = output
    self.outputStep = outputStep
    self.outputChannels = outputChannels
    self.pixels = pixels
    self.input = input
    self.inputStep = inputStep
    self.inputWidth = inputWidth
    self.inputChannels = inputChannels
    self.taps = taps
    self.tapCount = tapCount
    self.kernelTaps = kernelTaps
    self.weights = weights
    self.bias = bias
    self.mask = mask
    self.rectified = rectified
    self.zeros = zeros
  }
}

/// Rows `firstRow..<lastRow` of one block's output side against the input side, for a weight gradient.
package struct WeightProducts {
  /// The output side.
  package let rows: SourceBlock
  package let firstRow: Int, lastRow: Int
  /// The input side.
  package let columns: SourceBlock
  package let kernelHeight: Int, kernelWidth: Int, strideY: Int, strideX: Int, paddingY: Int, paddingX: Int
  /// Whether the channels that stand in lanes, sixteen from `laneChannel` on, are the output side's; the other side's are
  /// broadcast.
  package let lanesAreRows: Bool
  package let laneChannel: Int
  /// Running sums `[taps][channels that are broadcast][16]`.
  package let sums: UnsafeMutablePointer<Float>
  /// In units of 256 floats, one for padding, one for each output pixel of a row where `lanesAreRows`, and the pixels of
  /// `kernelHeight` rows of the input side as wide as a row of taps reaches: a unit each where the columns stand in
  /// lanes, else as they are.
  package let workspace: UnsafeMutablePointer<Float>

  package init(
    rows: SourceBlock, firstRow: Int, lastRow: Int, columns: SourceBlock, kernelHeight: Int, kernelWidth: Int,
    strideY: Int, strideX: Int, paddingY: Int, paddingX: Int, lanesAreRows: Bool, laneChannel: Int,
    sums: UnsafeMutablePointer<Float>, workspace: UnsafeMutablePointer<Float>
  ) {
    self.rows = rows
    self.firstRow = firstRow
    self.lastRow = lastRow
    self.columns = columns
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
    self.strideY = strideY
    self.strideX = strideX
    self.paddingY = paddingY
    self.paddingX = paddingX
    self.lanesAreRows = lanesAreRows
    self.laneChannel = laneChannel
    self.sums = sums
    self.workspace = workspace
  }
}

/// Running sums `[taps][channels][16]` in `parts` parts, and the weights that their totals become.
package struct WeightGradientSums {
  package let sums: UnsafePointer<Float>
  /// Parts, and floats from one to the next.
  package let parts: Int, partStride: Int
  package let taps: Int, channels: Int
  /// The channels that are added up, and how many of the sixteen lanes are there.
  package let firstChannel: Int, lastChannel: Int, lanes: Int
  package let gradient: UnsafeMutablePointer<Float>
  /// Weights from one channel to the next, and from one lane to the next; taps lie one apart.
  package let channelStride: Int, laneStride: Int

  package init(
    sums: UnsafePointer<Float>, parts: Int, partStride: Int, taps: Int, channels: Int, firstChannel: Int,
    lastChannel: Int, lanes: Int, gradient: UnsafeMutablePointer<Float>, channelStride: Int, laneStride: Int
  ) {
    self.sums = sums
    self.parts = parts
    self.partStride = partStride
    self.taps = taps
    self.channels = channels
    self.firstChannel = firstChannel
    self.lastChannel = lastChannel
    self.lanes = lanes
    self.gradient = gradient
    self.channelStride = channelStride
    self.laneStride = laneStride
  }
}
