// What the direct convolutions are told.

/// Groups of channels, none of which meets another group's.
package struct ChannelGroups {
  package let count: Int
  /// Channels of a group that come out, and that go in.
  package let outputs: Int, inputs: Int
  /// Whether a group has so few channels that they are taken one by one.
  package let isThin: Bool

  package init(
    count: Int, outputs: Int, inputs: Int, isThin: Bool
  ) {
    self.count = count
    self.outputs = outputs
    self.inputs = inputs
    self.isThin = isThin
  }
}

/// A kernel's weights: that of output channel `o` of a group, input channel `c` and tap `t` is read at
/// `group * groupStride + o * outputStride + c * inputStride + t`.
package struct ConvolutionWeights {
  package let values: UnsafePointer<Float>
  package let channels: ChannelGroups
  package let groupStride: Int, outputStride: Int, inputStride: Int
  package let taps: Int

  package init(
    values: UnsafePointer<Float>, channels: ChannelGroups, groupStride: Int, outputStride: Int, inputStride: Int,
    taps: Int
  ) {
    self.values = values
    self.channels = channels
    self.groupStride = groupStride
    self.outputStride = outputStride
    self.inputStride = inputStride
    self.taps = taps
  }
}

/// One row of output pixels, of every output channel, for one block of images.
package struct GatherRow {
  package let channels: ChannelGroups
  package var output: UnsafeMutablePointer<Float>
  /// Floats from one output pixel to the next.
  package let outputStep: Int
  package let pixels: Int
  package var input: UnsafePointer<Float>
  /// Columns from what one output pixel reads to what the next one does; those outside the image are zeros.
  package let inputStep: Int
  package let inputWidth: Int
  /// Three numbers for each of `tapCount` kernel taps: the input row it reads, the input column it reads for the first
  /// output pixel, and its place in the packed weights, which hold `kernelTaps` of them.
  package let taps: UnsafePointer<Int32>
  package let tapCount: Int, kernelTaps: Int
  package var weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?
  /// Laid out as the output: the output is zero where the mask is not positive.
  package var mask: UnsafePointer<Float>?
  package let rectified: Bool
  /// An input pixel of zeros, of a group or, where groups are thin, of all.
  package let zeros: UnsafePointer<Float>

  package init(
    channels: ChannelGroups, output: UnsafeMutablePointer<Float>, outputStep: Int, pixels: Int,
    input: UnsafePointer<Float>, inputStep: Int, inputWidth: Int, taps: UnsafePointer<Int32>, tapCount: Int,
    kernelTaps: Int, weights: UnsafePointer<Float>, bias: UnsafePointer<Float>? = nil,
    mask: UnsafePointer<Float>? = nil, rectified: Bool, zeros: UnsafePointer<Float>
  ) {
    self.channels = channels
    self.output = output
    self.outputStep = outputStep
    self.pixels = pixels
    self.input = input
    self.inputStep = inputStep
    self.inputWidth = inputWidth
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

/// Input pixels that a kernel reaches: those of output row `y` and kernel row `k` lie in row
/// `y * strideY + k * dilationY - paddingY`, and columns likewise.
package struct KernelReach {
  package let height: Int, width: Int, strideY: Int, strideX: Int, dilationY: Int, dilationX: Int, paddingY: Int,
    paddingX: Int

  package init(
    height: Int, width: Int, strideY: Int, strideX: Int, dilationY: Int, dilationX: Int, paddingY: Int, paddingX: Int
  ) {
    self.height = height
    self.width = width
    self.strideY = strideY
    self.strideX = strideX
    self.dilationY = dilationY
    self.dilationX = dilationX
    self.paddingY = paddingY
    self.paddingX = paddingX
  }
}

/// Rows `firstRow..<lastRow` of one block's output side against the input side, for a weight gradient.
package struct WeightProducts {
  /// The output side, from the first channel of a group on.
  package let rows: SourceBlock
  package let firstRow: Int, lastRow: Int
  /// The input side, from the first channel of a group on.
  package let columns: SourceBlock
  /// What meets of either side.
  package let channels: ChannelGroups
  package let kernel: KernelReach
  /// Whether the channels that stand in lanes, sixteen from `laneChannel` on, are the output side's; the other side's are
  /// broadcast.
  package let lanesAreRows: Bool
  package let laneChannel: Int
  /// Running sums `[taps][channels that are broadcast][16]`.
  package let sums: UnsafeMutablePointer<Float>
  /// In units of 256 floats, one for padding, one for each output pixel of a row where `lanesAreRows`, and the pixels of
  /// as many rows of the input side as a column of taps reaches, as wide as a row of taps reaches: a unit each where the
  /// columns stand in lanes, else as they are.
  package let workspace: UnsafeMutablePointer<Float>

  package init(
    rows: SourceBlock, firstRow: Int, lastRow: Int, columns: SourceBlock, channels: ChannelGroups, kernel: KernelReach,
    lanesAreRows: Bool, laneChannel: Int, sums: UnsafeMutablePointer<Float>, workspace: UnsafeMutablePointer<Float>
  ) {
    self.rows = rows
    self.firstRow = firstRow
    self.lastRow = lastRow
    self.columns = columns
    self.channels = channels
    self.kernel = kernel
    self.lanesAreRows = lanesAreRows
    self.laneChannel = laneChannel
    self.sums = sums
    self.workspace = workspace
  }
}

/// Rows `firstRow..<lastRow` of one block's output side against the input side, for the weight gradient of thin groups.
package struct ThinWeightProducts {
  package let rows: SourceBlock
  package let firstRow: Int, lastRow: Int
  package let columns: SourceBlock
  package let channels: ChannelGroups
  package let kernel: KernelReach
  /// Running sums of images `[output channels][input channels of the group][taps][16]`.
  package let sums: UnsafeMutablePointer<Float>

  package init(
    rows: SourceBlock, firstRow: Int, lastRow: Int, columns: SourceBlock, channels: ChannelGroups, kernel: KernelReach,
    sums: UnsafeMutablePointer<Float>
  ) {
    self.rows = rows
    self.firstRow = firstRow
    self.lastRow = lastRow
    self.columns = columns
    self.channels = channels
    self.kernel = kernel
    self.sums = sums
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

/// Sums of sixteen images in `parts` parts, `partStride` floats apart, and the totals of the entries `first..<last`.
package struct EntrySums {
  package let sums: UnsafePointer<Float>
  package let parts: Int, partStride: Int
  package let first: Int, last: Int
  package let totals: UnsafeMutablePointer<Float>

  package init(
    sums: UnsafePointer<Float>, parts: Int, partStride: Int, first: Int, last: Int, totals: UnsafeMutablePointer<Float>
  ) {
    self.sums = sums
    self.parts = parts
    self.partStride = partStride
    self.first = first
    self.last = last
    self.totals = totals
  }
}
