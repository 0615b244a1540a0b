package import KernelArguments

// A convolution's forward pass, and its input gradient, are the same sum seen from the receiving side: every output
// pixel gathers from the input pixels its kernel taps reach. Only the table of taps differs. A transposed
// convolution is that pair with the roles exchanged.

extension GatherRow {
  /// Computes `rows` output channels of `columns` output pixels.
  @inline(__always)
  fileprivate func tile<let rows: Int, let columns: Int>(
    _: Tile<rows, columns>.Type, pixel: Int, channel: Int, part: Int
  ) {
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
}

/// Computes one row of output pixels of every output channel.
package func gatherConvolutionRow(_ row: GatherRow) {
  // The input row that comes last is the one that the row before has not read.
  let inputRow = row.inputWidth &* row.inputChannels &* entryWidth
  if row.tapCount > 0 {
    let (first, last) = (Int(row.taps[0]), Int(row.taps[3 &* row.tapCount &- 3]))
    row.output[0] = touch(row.input + max(first, last) &* inputRow, floats: inputRow)
  }
  var channel = 0
  #if AVX512
    let eights = row.outputChannels & ~7
    row.run(Tile<8, 3>.self, from: 0, to: eights, pixels: row.pixels)
    let fours = row.outputChannels & ~3
    if fours > eights { row.run(Tile<4, 6>.self, from: eights, to: fours, pixels: row.pixels) }
    channel = fours
    switch row.outputChannels &- channel {
    case 3: row.run(Tile<3, 6>.self, from: channel, to: row.outputChannels, pixels: row.pixels)
    case 2: row.run(Tile<2, 6>.self, from: channel, to: row.outputChannels, pixels: row.pixels)
    case 1: row.run(Tile<1, 6>.self, from: channel, to: row.outputChannels, pixels: row.pixels)
    default: break
    }
  #else
    channel = row.outputChannels & ~3
    row.run(Tile<4, 3>.self, from: 0, to: channel, pixels: row.pixels)
    switch row.outputChannels &- channel {
    case 3: row.run(Tile<3, 3>.self, from: channel, to: row.outputChannels, pixels: row.pixels)
    case 2: row.run(Tile<2, 4>.self, from: channel, to: row.outputChannels, pixels: row.pixels)
    case 1: row.run(Tile<1, 4>.self, from: channel, to: row.outputChannels, pixels: row.pixels)
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
package func packConvolutionWeights(_ weights: ConvolutionWeights, into packed: UnsafeMutablePointer<Float>) {
  var target = packed
  var channel = 0
  while channel < weights.outputChannels {
    let rows = groupRows(at: channel, of: weights.outputChannels)
    for tap in 0..<weights.taps {
      for input in 0..<weights.inputChannels {
        let source = weights.values + (channel &* weights.outputStride &+ input &* weights.inputStride &+ tap)
        for row in 0..<rows { target[row] = source[row &* weights.outputStride] }
        target += rows
      }
    }
    channel &+= rows
  }
}
