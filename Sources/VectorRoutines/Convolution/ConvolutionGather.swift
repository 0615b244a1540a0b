package import KernelArguments

// A convolution's forward pass, and its input gradient, are the same sum seen from the receiving side: every output
// pixel gathers from the input pixels its kernel taps reach. Only the table of taps differs. A transposed
// convolution is that pair with the roles exchanged.

extension GatherRow {
  /// Floats of an input pixel.
  @inline(__always) var inputPixel: Int { channels.count &* channels.inputs &* entryWidth }

  /// The row of one group of channels.
  @inline(__always) fileprivate func group(_ number: Int) -> GatherRow {
    var group = self
    let first = number &* channels.outputs
    group.input += number &* channels.inputs &* entryWidth
    group.output += first &* entryWidth
    group.weights += first &* channels.inputs &* kernelTaps
    group.bias = bias.map { $0 + first }
    group.mask = mask.map { $0 + first &* entryWidth }
    return group
  }

  /// Computes `rows` output channels of `columns` output pixels.
  @inline(__always)
  fileprivate func tile<let rows: Int, let columns: Int>(
    _: Tile<rows, columns>.Type, pixel: Int, channel: Int, part: Int
  ) {
    var tile = Tile<rows, columns>(rowStarts: bias.map { $0 + channel })
    let group = weights + channel &* kernelTaps &* channels.inputs
    let pixelFloats = inputPixel
    let end = channels.inputs &* entryWidth
    var tap = taps
    for _ in 0..<tapCount {
      let row = input + Int(tap[0]) &* inputWidth &* pixelFloats
      var column = Int(tap[1]) &+ pixel &* inputStep
      var number = group + Int(tap[2]) &* channels.inputs &* rows
      tap += 3
      var sources = InlineArray<columns, Source>(repeating: zeros)
      for j in 0..<columns {
        sources[j] =
          (UInt(bitPattern: column) < UInt(bitPattern: inputWidth) ? row + column &* pixelFloats : zeros) + part
        column &+= inputStep
      }
      var offset = 0
      while offset < end {
        tile.addProduct(numbers: number, rowStride: 1, lanes: InlineArray(sources, at: offset))
        number += rows
        offset &+= entryWidth
      }
    }
    put(tile, pixel: pixel, channel: channel, part: part)
  }

  /// Where the number of an output pixel's channel lies.
  @inline(__always) func place(pixel: Int, channel: Int, part: Int) -> Int {
    pixel &* outputStep &+ channel &* entryWidth &+ part
  }

  /// Writes sums, and the last ones rectified or masked.
  @inline(__always)
  func put<let rows: Int, let columns: Int>(
    _ tile: Tile<rows, columns>, pixel: Int, channel: Int, part: Int, isLast: Bool = true
  ) {
    for j in 0..<columns {
      let place = place(pixel: pixel &+ j, channel: channel, part: part)
      for i in 0..<rows {
        var sum = tile.sums[i][j]
        if isLast && rectified { sum = sum.rectified }
        if isLast, let mask { sum.replace(with: 0, where: (mask + place + i &* entryWidth).lane .<= 0) }
        (output + place + i &* entryWidth).lane = sum
      }
    }
  }

  /// All pixels of the row, for `rows` channels at a time from `first` up to `last`, in tiles at most `wide` pixels.
  @inline(__always)
  fileprivate func run<let rows: Int, let wide: Int>(
    _: Tile<rows, wide>.Type, from first: Int, to last: Int, pixels: Int
  ) {
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

  /// The row, if there are no other groups of channels.
  @inline(__always) fileprivate func gather() {
    var channel = 0
    #if AVX512
      let eights = channels.outputs & ~7
      run(Tile<8, 3>.self, from: 0, to: eights, pixels: pixels)
      let fours = channels.outputs & ~3
      if fours > eights { run(Tile<4, 6>.self, from: eights, to: fours, pixels: pixels) }
      channel = fours
      switch channels.outputs &- channel {
      case 3: run(Tile<3, 6>.self, from: channel, to: channels.outputs, pixels: pixels)
      case 2: run(Tile<2, 6>.self, from: channel, to: channels.outputs, pixels: pixels)
      case 1: run(Tile<1, 6>.self, from: channel, to: channels.outputs, pixels: pixels)
      default: break
      }
    #else
      channel = channels.outputs & ~3
      run(Tile<4, 3>.self, from: 0, to: channel, pixels: pixels)
      switch channels.outputs &- channel {
      case 3: run(Tile<3, 3>.self, from: channel, to: channels.outputs, pixels: pixels)
      case 2: run(Tile<2, 4>.self, from: channel, to: channels.outputs, pixels: pixels)
      case 1: run(Tile<1, 4>.self, from: channel, to: channels.outputs, pixels: pixels)
      default: break
      }
    #endif
  }
}

/// Computes one row of output pixels of every output channel.
package func gatherConvolutionRow(_ row: GatherRow) {
  if row.channels.count == 1 || row.channels.isThin, row.tapCount > 0 {
    // The input row that comes last is the one that the row before has not read.
    let inputRow = row.inputWidth &* row.inputPixel
    let (first, last) = (Int(row.taps[0]), Int(row.taps[3 &* row.tapCount &- 3]))
    row.output[0] = touch(row.input + max(first, last) &* inputRow, floats: inputRow)
  }
  if row.channels.isThin { return row.gatherThinly() }
  for number in 0..<row.channels.count { row.group(number).gather() }
}

/// The number of output channels that are packed together from `channel` on.
@inline(__always) private func packedRows(at channel: Int, of channels: Int) -> Int {
  let left = channels &- channel
  #if AVX512
    if left >= 8 { return 8 }
  #endif
  return left >= 4 ? 4 : left
}

/// Packs weights for `gatherConvolutionRow`: groups, then eight, four or fewer output channels of a group, one where it
/// is thin, and in each [kernel tap][input channel][output channel].
package func packConvolutionWeights(_ weights: ConvolutionWeights, into packed: UnsafeMutablePointer<Float>) {
  let channels = weights.channels
  var target = packed
  for group in 0..<channels.count {
    var channel = 0
    while channel < channels.outputs {
      let rows = channels.isThin ? 1 : packedRows(at: channel, of: channels.outputs)
      let first = weights.values + (group &* weights.groupStride &+ channel &* weights.outputStride)
      for tap in 0..<weights.taps {
        for input in 0..<channels.inputs {
          let source = first + (input &* weights.inputStride &+ tap)
          for row in 0..<rows { target[row] = source[row &* weights.outputStride] }
          target += rows
        }
      }
      channel &+= rows
    }
  }
}
