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

  let inputChannels, inputHeight, inputWidth: Int
  let outputChannels, outputHeight, outputWidth: Int
  let kernelTaps: Int
  let outputStep, inputStep: Int
  /// `classes` rows for each row of output pixels.
  let rows: [Row]
  let classes: Int
  /// Input row, first input column and place in the packed weights of each tap.
  let taps: [Int32]

  init(forward g: ConvolutionGeometry) {
    (inputChannels, inputHeight, inputWidth) = (g.inputChannels, g.inputHeight, g.inputWidth)
    (outputChannels, outputHeight, outputWidth) = (g.outputChannels, g.outputHeight, g.outputWidth)
    kernelTaps = g.kernelTaps
    (outputStep, inputStep, classes) = (1, g.strideX, 1)
    var rows: [Row] = []
    var taps: [Int32] = []
    for y in 0..<g.outputHeight {
      let first = taps.count
      for ky in 0..<g.kernelHeight {
        let row = y * g.strideY + ky - g.paddingY
        guard row >= 0, row < g.inputHeight else { continue }
        for kx in 0..<g.kernelWidth {
          taps += [Int32(row), Int32(kx - g.paddingX), Int32(ky * g.kernelWidth + kx)]
        }
      }
      rows.append(
        Row(output: y * g.outputWidth, pixels: g.outputWidth, firstTap: first, taps: (taps.count - first) / 3))
    }
    (self.rows, self.taps) = (rows, taps)
  }

  init(inputGradient g: ConvolutionGeometry) {
    (inputChannels, inputHeight, inputWidth) = (g.outputChannels, g.outputHeight, g.outputWidth)
    (outputChannels, outputHeight, outputWidth) = (g.inputChannels, g.inputHeight, g.inputWidth)
    kernelTaps = g.kernelTaps
    (outputStep, inputStep, classes) = (g.strideX, 1, min(g.strideX, g.inputWidth))
    var rows: [Row] = []
    var taps: [Int32] = []
    for y in 0..<g.inputHeight {
      for x in 0..<classes {
        let first = taps.count
        for ky in 0..<g.kernelHeight {
          let reach = y + g.paddingY - ky
          guard reach >= 0, reach % g.strideY == 0, reach / g.strideY < g.outputHeight else { continue }
          for kx in 0..<g.kernelWidth {
            let across = x + g.paddingX - kx
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

  /// Packs the weights, whose output and input channels lie `outputStride` and `inputStride` apart, and gathers.
  func run(
    _ input: Batch, weights: FloatSlice, outputStride: Int, inputStride: Int, bias: FloatSlice?, into output: Batch,
    rectified: Bool, mask: Batch?, compute: ComputeContext
  ) {
    let kernels = compute.kernels
    let bias = bias.map { UnsafePointer($0.pointer) }
    let zeroCount = inputChannels * Batch.blockWidth
    compute.withWorkspace(zeroCount + inputChannels * outputChannels * kernelTaps) { workspace in
      let (zeros, packed) = (workspace, workspace + zeroCount)
      zeros.update(repeating: 0, count: zeroCount)
      kernels.packConvolutionWeights(
        ConvolutionWeights(
          values: weights.pointer, outputChannels: outputChannels, outputStride: outputStride,
          inputChannels: inputChannels, inputStride: inputStride, taps: kernelTaps), packed)
      taps.withUnsafeBufferPointer { taps in
        rows.withUnsafeBufferPointer { rows in
          guard let taps = taps.baseAddress else { return }
          compute.run(input.blocks * outputHeight) { task in
            let block = task / outputHeight
            let y = task % outputHeight
            let source = UnsafePointer(input.block(block))
            for row in rows[(y * classes)..<((y + 1) * classes)] {
              let place = row.output * outputChannels * Batch.blockWidth
              kernels.gatherConvolutionRow(
                GatherRow(
                  output: output.block(block) + place, outputStep: outputStep * outputChannels * Batch.blockWidth,
                  outputChannels: outputChannels, pixels: row.pixels, input: source, inputStep: inputStep,
                  inputWidth: inputWidth, inputChannels: inputChannels, taps: taps + row.firstTap, tapCount: row.taps,
                  kernelTaps: kernelTaps, weights: packed, bias: bias,
                  mask: mask.map { UnsafePointer($0.block(block) + place) }, rectified: rectified, zeros: zeros))
            }
          }
        }
      }
    }
  }
}
