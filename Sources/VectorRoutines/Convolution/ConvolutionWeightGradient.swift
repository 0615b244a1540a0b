package import KernelArguments

// The weight gradient multiplies every output-side pixel with every input-side pixel that its taps reach, and sums
// over pixels and images. One side's channels stand in lanes, sixteen at a time, turned for the purpose; the other
// side's numbers are broadcast where they lie. So a sum is one float, and nothing is summed across lanes at the end.

extension WeightProducts {
  /// Floats of a pixel whose channels stand in lanes.
  private static var turnedPixel: Int { entryWidth &* entryWidth }

  /// Columns of the input side that a row of output pixels reaches, those outside the image among them.
  private var reach: Int { (rows.width &- 1) &* kernel.strideX &+ (kernel.width &- 1) &* kernel.dilationX &+ 1 }

  /// Rows of the input side that a column of taps reaches.
  private var ringRows: Int { (kernel.height &- 1) &* kernel.dilationY &+ 1 }

  /// One row of output pixels against one row of the input side: what is broadcast, and what stands in lanes.
  fileprivate struct RowPair {
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
  fileprivate func sweep<let channels: Int, let taps: Int>(
    _: Tile<channels, taps>.Type, _ pair: RowPair, channel: Int, tap: Int
  ) {
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
      for _ in 0..<rows.width {
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

  /// The same for a row of one tap, all sixteen lanes of a pixel at a time, so that each number is broadcast once.
  @inline(__always)
  fileprivate func sweep<let channels: Int, let lanes: Int>(
    wholePixels _: Tile<channels, lanes>.Type, _ pair: RowPair, channel: Int
  ) {
    let sums = pair.sums + channel &* entryWidth
    var tile = Tile<channels, lanes>()
    for i in 0..<channels {
      for j in 0..<lanes { tile.sums[i][j] = (sums + (i &* entryWidth &+ j &* laneWidth)).lane }
    }
    var (number, lane) = (pair.numbers + channel &* entryWidth, pair.lanes)
    for _ in 0..<rows.width {
      for image in 0..<entryWidth {
        tile.addProduct(
          numbers: number + image, rowStride: entryWidth,
          lanes: InlineArray(from: lane + image &* entryWidth, stride: laneWidth))
      }
      number += pair.numberPixel
      lane += pair.lanePixel
    }
    for i in 0..<channels {
      for j in 0..<lanes { (sums + (i &* entryWidth &+ j &* laneWidth)).lane = tile.sums[i][j] }
    }
  }

  /// One row of taps, for `channels` numbers from `channel`.
  @inline(__always)
  fileprivate func taps<let channels: Int>(_: Tile<channels, 1>.Type, _ pair: RowPair, channel: Int) {
    var tap = 0
    while kernel.width &- tap >= 3 {
      sweep(Tile<channels, 3>.self, pair, channel: channel, tap: tap)
      tap &+= 3
    }
    switch kernel.width &- tap {
    case 2: sweep(Tile<channels, 2>.self, pair, channel: channel, tap: tap)
    case 1: sweep(Tile<channels, 1>.self, pair, channel: channel, tap: tap)
    default: break
    }
  }

  /// One row of taps, all channels of the side that is broadcast.
  @inline(__always)
  fileprivate func allChannels(_ pair: RowPair) {
    var channel = 0
    #if AVX512
      while pair.channels &- channel >= 8 {
        taps(Tile<8, 1>.self, pair, channel: channel)
        channel &+= 8
      }
    #else
      // One tap has four sums at a time, too few to keep the multipliers busy.
      while kernel.width == 1, pair.channels &- channel >= 6 {
        sweep(wholePixels: Tile<6, 2>.self, pair, channel: channel)
        channel &+= 6
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
  fileprivate func bring(_ y: Int, into ring: Destination, rowFloats: Int, turned: Bool, padded: Destination) {
    let target = ring + y % ringRows &* rowFloats
    let pixel = turned ? Self.turnedPixel : channels.inputs &* entryWidth
    let columnPixel = columns.channels &* entryWidth
    let source = columns.floats + y &* columns.width &* columnPixel
    for x in 0..<reach {
      let column = x &- kernel.paddingX
      let place = target + x &* pixel
      if UInt(bitPattern: column) >= UInt(bitPattern: columns.width) {
        for i in 0..<pixel { place[i] = 0 }
      } else if turned {
        transposeEntries(
          source + (column &* columnPixel &+ laneChannel &* entryWidth), entries: channels.inputs &- laneChannel,
          padded: padded, into: place)
      } else {
        let from = source + column &* columnPixel
        for i in 0..<pixel { place[i] = from[i] }
      }
    }
  }

  /// Goes through the output rows; whether the lanes are rows is a constant wherever this is called.
  @inline(__always)
  fileprivate func run(lanesAreRows: Bool) {
    let padded = workspace
    let turnedRow = workspace + Self.turnedPixel
    let ring = turnedRow + (lanesAreRows ? rows.width &* Self.turnedPixel : 0)
    let columnPixel = lanesAreRows ? channels.inputs &* entryWidth : Self.turnedPixel
    let rowPixel = rows.channels &* entryWidth
    let rowFloats = reach &* columnPixel
    let numbers = lanesAreRows ? channels.inputs : channels.outputs
    var next = max(0, firstRow &* kernel.strideY &- kernel.paddingY)
    for y in firstRow..<lastRow {
      let top = y &* kernel.strideY &- kernel.paddingY
      let bottom = min(top &+ ringRows, columns.height)
      next = max(next, max(0, top))
      while next < bottom {
        bring(next, into: ring, rowFloats: rowFloats, turned: !lanesAreRows, padded: padded)
        next &+= 1
      }
      let row = rows.floats + y &* rows.width &* rowPixel
      padded[0] = touch(row, floats: rows.width &* rowPixel &- (rows.channels &- channels.outputs) &* entryWidth)
      if lanesAreRows {
        for x in 0..<rows.width {
          transposeEntries(
            row + x &* rowPixel + laneChannel &* entryWidth, entries: channels.outputs &- laneChannel, padded: padded,
            into: turnedRow + x &* Self.turnedPixel)
        }
      }
      for tap in 0..<kernel.height {
        let reached = top &+ tap &* kernel.dilationY
        guard reached >= 0, reached < columns.height else { continue }
        let ringRow = Source(ring + reached % ringRows &* rowFloats)
        let sum = sums + tap &* kernel.width &* numbers &* entryWidth
        if lanesAreRows {
          allChannels(
            RowPair(
              numbers: ringRow, numberTap: columnPixel &* kernel.dilationX, numberPixel: columnPixel &* kernel.strideX,
              lanes: Source(turnedRow),
              laneTap: 0, lanePixel: Self.turnedPixel, sums: sum, channels: numbers))
        } else {
          allChannels(
            RowPair(
              numbers: row, numberTap: 0, numberPixel: rowPixel, lanes: ringRow,
              laneTap: Self.turnedPixel &* kernel.dilationX,
              lanePixel: Self.turnedPixel &* kernel.strideX, sums: sum, channels: numbers))
        }
      }
    }
  }
}

/// Adds the products of some rows of one block to running sums.
package func addConvolutionWeightProducts(_ products: WeightProducts) {
  if products.lanesAreRows {
    products.run(lanesAreRows: true)
  } else {
    products.run(lanesAreRows: false)
  }
}

/// Adds up the parts of running sums, and puts every total where its weight is.
package func finishConvolutionWeightGradient(_ all: WeightGradientSums) {
  for channel in all.firstChannel..<all.lastChannel {
    for tap in 0..<all.taps {
      let place = all.sums + (tap &* all.channels &+ channel) &* entryWidth
      let target = all.gradient + (channel &* all.channelStride &+ tap)
      var part = 0
      while part < all.lanes {
        var total = (place + part).lane
        var each = 1
        while each < all.parts {
          total += (place + each &* all.partStride + part).lane
          each &+= 1
        }
        for lane in 0..<min(laneWidth, all.lanes &- part) { target[(part &+ lane) &* all.laneStride] = total[lane] }
        part &+= laneWidth
      }
    }
  }
}
