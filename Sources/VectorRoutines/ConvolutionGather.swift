// A convolution's forward pass, and its input gradient, are the same sum seen from the receiving side: every output
// pixel gathers from the input pixels its kernel taps reach. Only the table of taps differs. A transposed
// convolution is that pair with the roles exchanged.

/// Everything about one row of output pixels that does not change from tile to tile.
private struct GatherRow {
  let output: Destination, outputStep: Int, outputChannels: Int
  let input: Source, inputStep: Int, inputWidth: Int, inputChannels: Int
  let taps: UnsafePointer<Int32>, tapCount: Int, kernelTaps: Int
  let weights: Source, bias: Source?, mask: Source?, rectified: Bool
  let zeros: Source

  /// Computes `rows` output channels of `columns` output pixels.
  @inline(__always)
  func tile<let rows: Int, let columns: Int>(_: Tile<rows, columns>.Type, pixel: Int, channel: Int, part: Int) {
    var tile = Tile<rows, columns>(rowStarts: bias.map { $0 + channel })
    let group = weights + channel &* kernelTaps &* inputChannels
    let pixelFloats = inputChannels &* entryWidth
    var tap = taps
    for _ in 0..<tapCount {
      let row = input + Int(tap[0]) &* inputWidth &* pixelFloats
      var column = Int(tap[1]) &+ pixel &* inputStep
      var number = group + Int(tap[2]) &* inputChannels &* rows
      tap += 3
      var sources = InlineArray<columns, Source>(repeating: zeros)
      for j in 0..<columns {
        sources[j] =
          (UInt(bitPattern: column) < UInt(bitPattern: inputWidth) ? row + column &* pixelFloats : zeros) + part
        column &+= inputStep
      }
      var offset = 0
      while offset < pixelFloats {
        tile.addProduct(numbers: number, rowStride: 1, lanes: InlineArray(sources, at: offset))
        number += rows
        offset &+= entryWidth
      }
    }
    for j in 0..<columns {
      let place = (pixel &+ j) &* outputStep &+ channel &* entryWidth &+ part
      for i in 0..<rows {
        var sum = tile.sums[i][j]
        if rectified { sum = sum.rectified }
        if let mask { sum.replace(with: 0, where: (mask + place + i &* entryWidth).lane .<= 0) }
        (output + place + i &* entryWidth).lane = sum
      }
    }
  }

  /// All pixels of the row, for `rows` channels at a time from `first` up to `last`, in tiles at most `wide` pixels.
  @inline(__always)
  func run<let rows: Int, let wide: Int>(_: Tile<rows, wide>.Type, from first: Int, to last: Int, pixels: Int) {
    var pixel = 0
    while pixel < pixels {
      let left = pixels &- pixel
      let columns = left >= wide && left != wide &+ 1 ? wide : left >= 2 ? 2 : 1
      var part = 0
      while part < entryWidth {
        var channel = first
        while channel < last {
          if columns == wide {
            tile(Tile<rows, wide>.self, pixel: pixel, channel: channel, part: part)
          } else if columns == 2 {
            tile(Tile<rows, 2>.self, pixel: pixel, channel: channel, part: part)
          } else {
            tile(Tile<rows, 1>.self, pixel: pixel, channel: channel, part: part)
          }
          channel &+= rows
        }
        part &+= laneWidth
      }
      pixel &+= columns
    }
  }
}

/// Computes one row of output pixels, `outputStep` floats apart, of every output channel, for one block of images.
///
/// - `taps` holds three numbers for each of `tapCount` kernel taps: the input row it reads, the input column it
///   reads for the first output pixel, and its place in the packed weights, which hold `kernelTaps` of them.
/// - The input column grows by `inputStep` from one output pixel to the next; columns outside the image are zeros.
/// - `mask`, where given, is laid out as the output: the output is zero where the mask is not positive.
public func gatherConvolutionRow(
  output: UnsafeMutablePointer<Float>, outputStep: Int, outputChannels: Int, pixels: Int,
  input: UnsafePointer<Float>, inputStep: Int, inputWidth: Int, inputChannels: Int,
  taps: UnsafePointer<Int32>, tapCount: Int, kernelTaps: Int,
  weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?, mask: UnsafePointer<Float>?, rectified: Bool,
  zeros: UnsafePointer<Float>
) {
  let row = GatherRow(
    output: output, outputStep: outputStep, outputChannels: outputChannels, input: input, inputStep: inputStep,
    inputWidth: inputWidth, inputChannels: inputChannels, taps: taps, tapCount: tapCount, kernelTaps: kernelTaps,
    weights: weights, bias: bias, mask: mask, rectified: rectified, zeros: zeros)
  // The input row that comes last is the one that the row before has not read.
  let inputRow = inputWidth &* inputChannels &* entryWidth
  if tapCount > 0 {
    let (first, last) = (Int(taps[0]), Int(taps[3 &* tapCount &- 3]))
    output[0] = touch(input + max(first, last) &* inputRow, floats: inputRow)
  }
  var channel = 0
  #if AVX512
    let eights = outputChannels & ~7
    row.run(Tile<8, 3>.self, from: 0, to: eights, pixels: pixels)
    let fours = outputChannels & ~3
    if fours > eights { row.run(Tile<4, 6>.self, from: eights, to: fours, pixels: pixels) }
    channel = fours
    switch outputChannels &- channel {
    case 3: row.run(Tile<3, 6>.self, from: channel, to: outputChannels, pixels: pixels)
    case 2: row.run(Tile<2, 6>.self, from: channel, to: outputChannels, pixels: pixels)
    case 1: row.run(Tile<1, 6>.self, from: channel, to: outputChannels, pixels: pixels)
    default: break
    }
  #else
    channel = outputChannels & ~3
    row.run(Tile<4, 3>.self, from: 0, to: channel, pixels: pixels)
    switch outputChannels &- channel {
    case 3: row.run(Tile<3, 3>.self, from: channel, to: outputChannels, pixels: pixels)
    case 2: row.run(Tile<2, 4>.self, from: channel, to: outputChannels, pixels: pixels)
    case 1: row.run(Tile<1, 4>.self, from: channel, to: outputChannels, pixels: pixels)
    default: break
    }
  #endif
}

/// The number of output channels in the group of packed weights that begins at `channel`.
@inline(__always) private func groupRows(at channel: Int, of channels: Int) -> Int {
  let left = channels &- channel
  #if AVX512
    if left >= 8 { return 8 }
  #endif
  return left >= 4 ? 4 : left
}

/// Packs weights for `gatherConvolutionRow`: groups of output channels, and in each [kernel tap][input channel][channel].
///
/// The weight of output channel `o`, input channel `c` and tap `t` is read at
/// `o * outputStride + c * inputStride + t`.
public func packConvolutionWeights(
  _ weights: UnsafePointer<Float>, outputChannels: Int, outputStride: Int, inputChannels: Int, inputStride: Int,
  kernelTaps: Int, into packed: UnsafeMutablePointer<Float>
) {
  var target = packed
  var channel = 0
  while channel < outputChannels {
    let rows = groupRows(at: channel, of: outputChannels)
    for tap in 0..<kernelTaps {
      for input in 0..<inputChannels {
        let source = weights + (channel &* outputStride &+ input &* inputStride &+ tap)
        for row in 0..<rows { target[row] = source[row &* outputStride] }
        target += rows
      }
    }
    channel &+= rows
  }
}
