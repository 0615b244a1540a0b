internal import KernelArguments

// A linear layer's weight gradient that goes on from sums that there are, those of another process. It is apart from the one
// that begins at nothing: beside a tile that memory may begin, the compiler keeps that one's sums in memory too.

extension LinearWeightGradient {
  @inline(__always)
  private func tile<let rows: Int, let columns: Int>(
    _: Tile<rows, columns>.Type, row: Int, feature: Int, padded: Destination
  ) {
    let groupFloats = blocks &* entryWidth &* entryWidth
    let group = turned + feature / entryWidth &* groupFloats + feature % entryWidth
    let laneStride = laneWidth == entryWidth ? groupFloats : laneWidth
    let target = gradient + row &* gradientStride + feature
    let left = width &- feature
    var (sums, stride) = (target, gradientStride)
    if left < columns &* laneWidth {
      // What there is of a lane that is not full is put where the lane has room.
      (sums, stride) = (padded, columns &* laneWidth)
      for i in 0..<rows {
        for number in 0..<left { padded[i &* stride &+ number] = target[i &* gradientStride &+ number] }
      }
    }
    var tile = Tile<rows, columns>()
    for i in 0..<rows {
      for j in 0..<columns { tile.sums[i][j] = (sums + (i &* stride &+ j &* laneWidth)).lane }
    }
    for block in 0..<blocks {
      let number = outputGradient + (block &* outputBlock &+ row &* entryWidth)
      let lane = group + block &* entryWidth &* entryWidth
      for image in 0..<entryWidth {
        let lanes = InlineArray<columns, Lane>(from: lane + image &* entryWidth, stride: laneStride)
        tile.addProduct(numbers: number + image, rowStride: entryWidth, lanes: lanes)
      }
    }
    for i in 0..<rows {
      for j in 0..<columns { (sums + (i &* stride &+ j &* laneWidth)).lane = tile.sums[i][j] }
    }
    guard left < columns &* laneWidth else { return }
    for i in 0..<rows {
      for number in 0..<left { target[i &* gradientStride &+ number] = padded[i &* stride &+ number] }
    }
  }

  @inline(__always)
  fileprivate func continueRows<let rows: Int>(_: Tile<rows, 1>.Type, from row: inout Int, padded: Destination) {
    while self.rows &- row >= rows {
      var feature = 0
      while feature < width {
        let left = width &- feature
        #if AVX512
          if left > 3 &* laneWidth {
            tile(Tile<rows, 4>.self, row: row, feature: feature, padded: padded)
            feature &+= 4 &* laneWidth
            continue
          }
        #endif
        if left > laneWidth {
          tile(Tile<rows, 2>.self, row: row, feature: feature, padded: padded)
          feature &+= 2 &* laneWidth
        } else {
          tile(Tile<rows, 1>.self, row: row, feature: feature, padded: padded)
          feature &+= laneWidth
        }
      }
      row &+= rows
    }
  }
}

/// Goes on with some rows and columns of a linear layer's weight gradient.
@inline(never)
func continueLinearWeightGradient(_ products: LinearWeightGradient) {
  withUnsafeTemporaryAllocation(of: Float.self, capacity: 6 &* 4 &* laneWidth) { padded in
    guard let padded = padded.baseAddress else { return }
    var row = 0
    products.continueRows(Tile<6, 1>.self, from: &row, padded: padded)
    products.continueRows(Tile<2, 1>.self, from: &row, padded: padded)
    products.continueRows(Tile<1, 1>.self, from: &row, padded: padded)
  }
}
