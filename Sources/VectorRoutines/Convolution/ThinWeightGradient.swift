package import KernelArguments

// The weight gradient of convolutions whose groups have few channels: lanes run over images, as everywhere, a square of up
// to three by three taps is summed at a time, and images are added up at the very end.

extension ThinWeightProducts {
  /// A row of output pixels of one channel against the rows of one input channel that some taps reach.
  private struct Pair {
    /// Entries of the output row.
    let numbers: Source
    /// Entries of the input row that the first of the taps reaches, and from one row of taps to the next.
    let lanes: Source, rowStep: Int
    /// The sums of the first tap.
    let sums: Destination
    /// The first column that the first tap reaches.
    let firstColumn: Int
  }

  /// Adds the products of some output pixels of a row; of the taps that lie inside the image, unless all do.
  @inline(__always)
  private func add<let height: Int, let width: Int>(
    to tile: inout Tile<height, width>, _ pair: Pair, from first: Int, to last: Int, part: Int, isInside: Bool
  ) {
    let (rowPixel, columnPixel) = (rows.channels &* entryWidth, columns.channels &* entryWidth)
    var x = first
    while x < last {
      let number = (pair.numbers + (x &* rowPixel &+ part)).lane
      let column = pair.firstColumn &+ x &* kernel.strideX
      for j in 0..<width {
        let reached = column &+ j &* kernel.dilationX
        guard isInside || UInt(bitPattern: reached) < UInt(bitPattern: columns.width) else { continue }
        let lane = pair.lanes + (reached &* columnPixel &+ part)
        for i in 0..<height { tile.sums[i][j] = fused(tile.sums[i][j], number, (lane + i &* pair.rowStep).lane) }
      }
      x &+= 1
    }
  }

  /// Adds the products along a row, for a square of taps.
  @inline(__always)
  private func sweep<let height: Int, let width: Int>(_: Tile<height, width>.Type, _ pair: Pair) {
    // The output pixels for which all taps lie inside the image.
    let reach = (width &- 1) &* kernel.dilationX
    let room = columns.width &- reach &- pair.firstColumn
    let end = room > 0 ? min(rows.width, (room &- 1) / kernel.strideX &+ 1) : 0
    let inside = min(end, max(0, (kernel.strideX &- 1 &- pair.firstColumn) / kernel.strideX))
    var part = 0
    while part < entryWidth {
      var tile = Tile<height, width>()
      for i in 0..<height {
        for j in 0..<width { tile.sums[i][j] = (pair.sums + ((i &* kernel.width &+ j) &* entryWidth &+ part)).lane }
      }
      add(to: &tile, pair, from: 0, to: inside, part: part, isInside: false)
      add(to: &tile, pair, from: inside, to: end, part: part, isInside: true)
      add(to: &tile, pair, from: end, to: rows.width, part: part, isInside: false)
      for i in 0..<height {
        for j in 0..<width { (pair.sums + ((i &* kernel.width &+ j) &* entryWidth &+ part)).lane = tile.sums[i][j] }
      }
      part &+= laneWidth
    }
  }

  /// A row of output pixels against `height` rows of taps.
  @inline(__always)
  private func taps<let height: Int>(_: Tile<height, 1>.Type, y: Int, tap: Int) {
    let row = y &* kernel.strideY &+ tap &* kernel.dilationY &- kernel.paddingY
    let rowFloats = columns.width &* columns.channels &* entryWidth
    let numbers = rows.floats + y &* rows.width &* rows.channels &* entryWidth
    let lanes = columns.floats + row &* rowFloats
    var sums = self.sums + tap &* kernel.width &* entryWidth
    for group in 0..<channels.count {
      for output in 0..<channels.outputs {
        for input in 0..<channels.inputs {
          var across = 0
          while across < kernel.width {
            let pair = Pair(
              numbers: numbers + (group &* channels.outputs &+ output) &* entryWidth,
              lanes: lanes + (group &* channels.inputs &+ input) &* entryWidth,
              rowStep: kernel.dilationY &* rowFloats, sums: sums + across &* entryWidth,
              firstColumn: across &* kernel.dilationX &- kernel.paddingX)
            switch kernel.width &- across {
            case 1: sweep(Tile<height, 1>.self, pair)
            case 2: sweep(Tile<height, 2>.self, pair)
            default: sweep(Tile<height, 3>.self, pair)
            }
            across &+= 3
          }
          sums += kernel.height &* kernel.width &* entryWidth
        }
      }
    }
  }

  /// Goes through the output rows.
  fileprivate func run() {
    for y in firstRow..<lastRow {
      let top = y &* kernel.strideY &- kernel.paddingY
      // The taps that reach a row of the image.
      var tap = max(0, (kernel.dilationY &- 1 &- top) / kernel.dilationY)
      let room = columns.height &- top
      let end = room > 0 ? min(kernel.height, (room &- 1) / kernel.dilationY &+ 1) : 0
      while tap < end {
        switch end &- tap {
        case 1: taps(Tile<1, 1>.self, y: y, tap: tap)
        case 2: taps(Tile<2, 1>.self, y: y, tap: tap)
        default: taps(Tile<3, 1>.self, y: y, tap: tap)
        }
        tap &+= 3
      }
    }
  }
}

/// Adds the products of some rows of one block to running sums.
package func addThinWeightProducts(_ products: ThinWeightProducts) { products.run() }

/// Adds up the parts of some entries, and then their images.
package func sumEntries(_ all: EntrySums) {
  withUnsafeTemporaryAllocation(of: Float.self, capacity: entryWidth) { total in
    guard let total = total.baseAddress else { return }
    for entry in all.first..<all.last {
      var part = 0
      while part < entryWidth {
        var sum = Lane()
        for each in 0..<all.parts { sum += (all.sums + (each &* all.partStride &+ entry &* entryWidth &+ part)).lane }
        (total + part).lane = sum
        part &+= laneWidth
      }
      all.totals[entry] = sumAcross(UnsafePointer(total))
    }
  }
}
