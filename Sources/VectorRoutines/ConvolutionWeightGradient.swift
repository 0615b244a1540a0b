// The weight gradient multiplies every output-side pixel with every input-side pixel that its taps reach, and sums
// over pixels and images. One side's channels stand in lanes, sixteen at a time, turned for the purpose; the other
// side's numbers are broadcast where they lie. So a sum is one float, and nothing is summed across lanes at the end.

/// Sixteen channels of one side against all channels of the other, for a stretch of output rows of one block.
private struct WeightProducts {
  let rows: Source, rowsWidth: Int, rowChannels: Int
  let columns: Source, columnsHeight: Int, columnsWidth: Int, columnChannels: Int
  let kernelHeight: Int, kernelWidth: Int, strideY: Int, strideX: Int, paddingY: Int, paddingX: Int
  let laneChannel: Int
  let sums: Destination
  let workspace: Destination

  /// Floats of a pixel whose channels stand in lanes.
  static var turnedPixel: Int { entryWidth &* entryWidth }

  /// Columns of the input side that a row of output pixels reaches, those outside the image among them.
  var reach: Int { (rowsWidth &- 1) &* strideX &+ kernelWidth }

  /// One row of output pixels against one row of the input side: what is broadcast, and what stands in lanes.
  struct RowPair {
    /// Entries of the side that is broadcast, from one tap to the next, and from one output pixel to the next.
    let numbers: Source, numberTap: Int, numberPixel: Int
    /// Turned pixels of the other side, likewise.
    let lanes: Source, laneTap: Int, lanePixel: Int
    /// `[taps][channels that are broadcast][16]`.
    let sums: Destination
    /// The channels that are broadcast.
    let channels: Int
  }

  /// Adds the products along the row, for `channels` numbers from `channel` and `taps` taps from `tap`.
  @inline(__always)
  func sweep<let channels: Int, let taps: Int>(_: Tile<channels, taps>.Type, _ pair: RowPair, channel: Int, tap: Int) {
    let sumTap = pair.channels &* entryWidth
    let sums = pair.sums + (tap &* sumTap &+ channel &* entryWidth)
    var part = 0
    while part < entryWidth {
      var tile = Tile<channels, taps>()
      for i in 0..<channels {
        for j in 0..<taps { tile.sums[i][j] = (sums + (j &* sumTap &+ i &* entryWidth &+ part)).lane }
      }
      var number = pair.numbers + (channel &* entryWidth &+ tap &* pair.numberTap)
      var lane = pair.lanes + (tap &* pair.laneTap &+ part)
      for _ in 0..<rowsWidth {
        for image in 0..<entryWidth {
          let right = InlineArray<taps, Lane>(from: lane + image &* entryWidth, stride: pair.laneTap)
          for i in 0..<channels {
            for j in 0..<taps {
              let left = Lane(repeating: number[i &* entryWidth &+ j &* pair.numberTap &+ image])
              tile.sums[i][j].addProduct(right[j], left)
            }
          }
        }
        number += pair.numberPixel
        lane += pair.lanePixel
      }
      for i in 0..<channels {
        for j in 0..<taps { (sums + (j &* sumTap &+ i &* entryWidth &+ part)).lane = tile.sums[i][j] }
      }
      part &+= laneWidth
    }
  }

  /// One row of taps, for `channels` numbers from `channel`.
  @inline(__always)
  func taps<let channels: Int>(_: Tile<channels, 1>.Type, _ pair: RowPair, channel: Int) {
    var tap = 0
    while kernelWidth &- tap >= 3 {
      sweep(Tile<channels, 3>.self, pair, channel: channel, tap: tap)
      tap &+= 3
    }
    switch kernelWidth &- tap {
    case 2: sweep(Tile<channels, 2>.self, pair, channel: channel, tap: tap)
    case 1: sweep(Tile<channels, 1>.self, pair, channel: channel, tap: tap)
    default: break
    }
  }

  /// One row of taps, all channels of the side that is broadcast.
  @inline(__always)
  func channels(_ pair: RowPair) {
    var channel = 0
    #if AVX512
      while pair.channels &- channel >= 8 {
        taps(Tile<8, 1>.self, pair, channel: channel)
        channel &+= 8
      }
    #endif
    while pair.channels &- channel >= 4 {
      taps(Tile<4, 1>.self, pair, channel: channel)
      channel &+= 4
    }
    switch pair.channels &- channel {
    case 3: taps(Tile<3, 1>.self, pair, channel: channel)
    case 2: taps(Tile<2, 1>.self, pair, channel: channel)
    case 1: taps(Tile<1, 1>.self, pair, channel: channel)
    default: break
    }
  }

  /// Puts one row of the input side into the ring of rows, with zeros beside the image: turned, where its channels
  /// stand in lanes, else as it is.
  @inline(__always)
  func bring(_ y: Int, into ring: Destination, rowFloats: Int, turned: Bool, padded: Destination) {
    let target = ring + y % kernelHeight &* rowFloats
    let pixel = turned ? Self.turnedPixel : columnChannels &* entryWidth
    let source = columns + y &* columnsWidth &* columnChannels &* entryWidth
    for x in 0..<reach {
      let column = x &- paddingX
      let place = target + x &* pixel
      if UInt(bitPattern: column) >= UInt(bitPattern: columnsWidth) {
        for i in 0..<pixel { place[i] = 0 }
      } else if turned {
        transposeEntries(
          source + (column &* columnChannels &+ laneChannel) &* entryWidth, entries: columnChannels &- laneChannel,
          padded: padded, into: place)
      } else {
        let from = source + column &* pixel
        for i in 0..<pixel { place[i] = from[i] }
      }
    }
  }

  /// Goes through the output rows from `first` to `last`.
  @inline(__always)
  func run(from first: Int, to last: Int, lanesAreRows: Bool) {
    let padded = workspace
    let turnedRow = workspace + Self.turnedPixel
    let ring = turnedRow + (lanesAreRows ? rowsWidth &* Self.turnedPixel : 0)
    let columnPixel = lanesAreRows ? columnChannels &* entryWidth : Self.turnedPixel
    let rowPixel = rowChannels &* entryWidth
    let rowFloats = reach &* columnPixel
    let numbers = lanesAreRows ? columnChannels : rowChannels
    var next = max(0, first &* strideY &- paddingY)
    for y in first..<last {
      let top = y &* strideY &- paddingY
      let bottom = min(top &+ kernelHeight, columnsHeight)
      next = max(next, max(0, top))
      while next < bottom {
        bring(next, into: ring, rowFloats: rowFloats, turned: !lanesAreRows, padded: padded)
        next &+= 1
      }
      let row = rows + y &* rowsWidth &* rowPixel
      padded[0] = touch(row, floats: rowsWidth &* rowPixel)
      if lanesAreRows {
        for x in 0..<rowsWidth {
          transposeEntries(
            row + x &* rowPixel + laneChannel &* entryWidth, entries: rowChannels &- laneChannel, padded: padded,
            into: turnedRow + x &* Self.turnedPixel)
        }
      }
      for tap in 0..<kernelHeight {
        let reached = top &+ tap
        guard reached >= 0, reached < columnsHeight else { continue }
        let ringRow = Source(ring + reached % kernelHeight &* rowFloats)
        let sum = sums + tap &* kernelWidth &* numbers &* entryWidth
        if lanesAreRows {
          channels(
            RowPair(
              numbers: ringRow, numberTap: columnPixel, numberPixel: columnPixel &* strideX, lanes: Source(turnedRow),
              laneTap: 0, lanePixel: Self.turnedPixel, sums: sum, channels: numbers))
        } else {
          channels(
            RowPair(
              numbers: row, numberTap: 0, numberPixel: rowPixel, lanes: ringRow, laneTap: Self.turnedPixel,
              lanePixel: Self.turnedPixel &* strideX, sums: sum, channels: numbers))
        }
      }
    }
  }
}

/// Adds the products of rows `firstY..<lastY` of one block to the running sums `[tap][other channel][16]`.
///
/// `rows` is the output side, `[y][x][rowChannels][16]`, `columns` the input side. Sixteen channels from `laneChannel`,
/// of the rows where `lanesAreRows` and else of the columns, stand in lanes; the other side's are the other channels.
/// `workspace` holds, in units of 256 floats, one for padding, one for each output pixel of a row where `lanesAreRows`,
/// and the pixels of `kernelHeight` rows of the input side as wide as a row of taps reaches: a unit each where the
/// columns stand in lanes, else as they are.
public func addConvolutionWeightProducts(
  rows: UnsafePointer<Float>, rowsWidth: Int, rowChannels: Int, firstY: Int, lastY: Int,
  columns: UnsafePointer<Float>, columnsHeight: Int, columnsWidth: Int, columnChannels: Int,
  kernelHeight: Int, kernelWidth: Int, strideY: Int, strideX: Int, paddingY: Int, paddingX: Int,
  lanesAreRows: Bool, laneChannel: Int, sums: UnsafeMutablePointer<Float>, workspace: UnsafeMutablePointer<Float>
) {
  let products = WeightProducts(
    rows: rows, rowsWidth: rowsWidth, rowChannels: rowChannels, columns: columns, columnsHeight: columnsHeight,
    columnsWidth: columnsWidth, columnChannels: columnChannels, kernelHeight: kernelHeight, kernelWidth: kernelWidth,
    strideY: strideY, strideX: strideX, paddingY: paddingY, paddingX: paddingX, laneChannel: laneChannel, sums: sums,
    workspace: workspace)
  if lanesAreRows {
    products.run(from: firstY, to: lastY, lanesAreRows: true)
  } else {
    products.run(from: firstY, to: lastY, lanesAreRows: false)
  }
}

/// Adds up `parts` running sums `[taps][channels][16]`, `partStride` floats apart, into weights whose taps lie one
/// apart, and whose channels and lanes lie `channelStride` and `laneStride` apart; `lanes` of the sixteen are there.
public func finishConvolutionWeightGradient(
  sums: UnsafePointer<Float>, parts: Int, partStride: Int, kernelTaps: Int, channels: Int, first: Int, last: Int,
  lanes: Int, gradient: UnsafeMutablePointer<Float>, channelStride: Int, laneStride: Int
) {
  for channel in first..<last {
    for tap in 0..<kernelTaps {
      let place = sums + (tap &* channels &+ channel) &* entryWidth
      let target = gradient + (channel &* channelStride &+ tap)
      var part = 0
      while part < lanes {
        var total = (place + part).lane
        var each = 1
        while each < parts {
          total += (place + each &* partStride + part).lane
          each &+= 1
        }
        for lane in 0..<min(laneWidth, lanes &- part) { target[(part &+ lane) &* laneStride] = total[lane] }
        part &+= laneWidth
      }
    }
  }
}
