internal import KernelArguments

/// The rows of one gathering pass and the taps each of them reads, worked out once.
///
/// Both directions of a convolution gather: the forward pass steps through its input by the stride; the input
/// gradient splits its output pixels into classes by their remainder, and each class reads its own taps in unit steps.
struct GatherPlan {
  /// Output pixels of one row that read the same taps.
  struct Row {
    let output: Int
    let pixels: Int
    let firstTap: Int
    let taps: Int
  }

  private let channels: ChannelGroups
  private let inputWidth, outputHeight: Int
  /// Where the weights of a group, an output channel and an input channel lie, and how many taps there are.
  private let groupStride, outputStride, inputStride, kernelTaps: Int
  private let outputStep, columnStep: Int
  /// `classes` rows for each row of output pixels.
  private let rows: [Row]
  private let classes: Int
  /// Input row, first input column and place in the packed weights of each tap.
  private let taps: [Int32]

  init(forward g: ConvolutionGeometry) {
    channels = ChannelGroups(g, outputs: g.groupOutputs, inputs: g.groupInputs)
    (inputWidth, outputHeight, kernelTaps) = (g.inputWidth, g.outputHeight, g.kernelTaps)
    (groupStride, outputStride, inputStride) = (g.weightCount / g.groups, g.groupInputs * kernelTaps, kernelTaps)
    (outputStep, columnStep, classes) = (1, g.strideX, 1)
    var rows: [Row] = []
    var taps: [Int32] = []
    for y in 0..<g.outputHeight {
      let first = taps.count
      for ky in 0..<g.kernelHeight {
        let row = y * g.strideY + ky * g.dilationY - g.paddingY
        guard row >= 0, row < g.inputHeight else { continue }
        for kx in 0..<g.kernelWidth {
          taps += [Int32(row), Int32(kx * g.dilationX - g.paddingX), Int32(ky * g.kernelWidth + kx)]
        }
      }
      rows.append(
        Row(output: y * g.outputWidth, pixels: g.outputWidth, firstTap: first, taps: (taps.count - first) / 3))
    }
    (self.rows, self.taps) = (rows, taps)
  }

  init(inputGradient g: ConvolutionGeometry) {
    channels = ChannelGroups(g, outputs: g.groupInputs, inputs: g.groupOutputs)
    (inputWidth, outputHeight, kernelTaps) = (g.outputWidth, g.inputHeight, g.kernelTaps)
    (groupStride, outputStride, inputStride) = (g.weightCount / g.groups, kernelTaps, g.groupInputs * kernelTaps)
    (outputStep, columnStep, classes) = (g.strideX, 1, min(g.strideX, g.inputWidth))
    var rows: [Row] = []
    var taps: [Int32] = []
    for y in 0..<g.inputHeight {
      for x in 0..<classes {
        let first = taps.count
        for ky in 0..<g.kernelHeight {
          let reach = y + g.paddingY - ky * g.dilationY
          guard reach >= 0, reach % g.strideY == 0, reach / g.strideY < g.outputHeight else { continue }
          for kx in 0..<g.kernelWidth {
            let across = x + g.paddingX - kx * g.dilationX
            guard across % g.strideX == 0 else { continue }
            taps += [Int32(reach / g.strideY), Int32(across / g.strideX), Int32(ky * g.kernelWidth + kx)]
          }
        }
        rows.append(
          Row(
            output: y * g.inputWidth + x, pixels: (g.inputWidth - x + g.strideX - 1) / g.strideX, firstTap: first,
            taps: (taps.count - first) / 3))
      }
    }
    (self.rows, self.taps) = (rows, taps)
  }

  /// Packs the weights, and gathers.
  func run(
    _ input: Batch, weights: FloatSlice, bias: FloatSlice?, into output: Batch, rectified: Bool, mask: Batch?,
    compute: ComputeContext
  ) {
    let kernels = compute.kernels
    let bias = bias.map { UnsafePointer($0.pointer) }
    let zeroCount = channels.zeroPixel
    let outputPixel = output.shape.channels * Batch.blockWidth
    compute.withWorkspace(zeroCount + weights.count) { workspace in
      let (zeros, packed) = (workspace, workspace + zeroCount)
      zeros.update(repeating: 0, count: zeroCount)
      kernels.packConvolutionWeights(
        ConvolutionWeights(
          values: weights.pointer, channels: channels, groupStride: groupStride, outputStride: outputStride,
          inputStride: inputStride, taps: kernelTaps), packed)
      taps.withUnsafeBufferPointer { taps in
        rows.withUnsafeBufferPointer { rows in
          guard let taps = taps.baseAddress else { return }
          compute.run(input.blocks * outputHeight) { task in
            let block = task / outputHeight
            let y = task % outputHeight
            for row in rows[(y * classes)..<((y + 1) * classes)] {
              let place = row.output * outputPixel
              kernels.gatherConvolutionRow(
                GatherRow(
                  channels: channels, output: output.block(block) + place, outputStep: outputStep * outputPixel,
                  pixels: row.pixels, input: input.block(block), inputStep: columnStep, inputWidth: inputWidth,
                  taps: taps + row.firstTap, tapCount: row.taps, kernelTaps: kernelTaps, weights: packed, bias: bias,
                  mask: mask.map { UnsafePointer($0.block(block) + place) }, rectified: rectified, zeros: zeros))
            }
          }
        }
      }
    }
  }
}

extension ChannelGroups {
  /// Floats of the zeros that stand for an input pixel outside the image.
  var zeroPixel: Int { (isThin ? count : 1) * inputs * Batch.blockWidth }

  /// A geometry's groups, seen from one of its sides.
  ///
  /// Where few channels of a group meet, as when each channel is by itself, lanes and registers would be filled with the
  /// channels of one group only in part.
  init(_ g: ConvolutionGeometry, outputs: Int, inputs: Int) {
    self.init(count: g.groups, outputs: outputs, inputs: inputs, isThin: g.groups > 1 && outputs * inputs < 64)
  }
}
