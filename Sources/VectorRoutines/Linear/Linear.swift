package import KernelArguments

// A linear layer over blocks of sixteen images: lanes run over images, weights are broadcast, and a tile spans
// several blocks, so that each weight is loaded once for up to four lanes.

/// Rows of a tile: times four lanes with AVX-512, times two with AVX2, whose registers are half as many.
private let linearRows = 6

extension LinearProduct {
  @inline(__always)
  fileprivate func tile<let rows: Int, let columns: Int>(
    _: Tile<rows, columns>.Type, row: Int, column: Int, firstTerm: Int, lastTerm: Int, last: Bool
  ) {
    let perEntry = entryWidth / laneWidth
    var tile = Tile<rows, columns>(rowStarts: firstTerm == 0 ? bias.map { $0 + row } : nil)
    var places = InlineArray<columns, Int>(repeating: 0)
    var sources = InlineArray<columns, Source>(repeating: input)
    for j in 0..<columns {
      let block = (column &+ j) / perEntry
      let part = (column &+ j) % perEntry &* laneWidth
      places[j] = block &* outputBlock &+ row &* entryWidth &+ part
      sources[j] = input + (block &* inputBlock &+ part)
    }
    if firstTerm > 0 {
      for i in 0..<rows {
        for j in 0..<columns { tile.sums[i][j] = (output + places[j] + i &* entryWidth).lane }
      }
    }
    var number = weights + (row &* rowStride &+ firstTerm &* termStride)
    var offset = firstTerm &* entryWidth
    let end = lastTerm &* entryWidth
    while offset < end {
      tile.addProduct(numbers: number, rowStride: rowStride, lanes: InlineArray(sources, at: offset))
      number += termStride
      offset &+= entryWidth
    }
    for j in 0..<columns {
      for i in 0..<rows {
        let place = places[j] &+ i &* entryWidth
        var sum = tile.sums[i][j]
        if last {
          if rectified { sum = sum.rectified }
          if let mask { sum.replace(with: 0, where: (mask + place).lane .<= 0) }
        }
        (output + place).lane = sum
      }
    }
  }

  @inline(__always)
  fileprivate func sweep<let rows: Int>(
    _: Tile<rows, 1>.Type, row: Int, columns: Int, firstTerm: Int, lastTerm: Int, last: Bool
  ) {
    var column = 0
    while column < columns {
      let left = columns &- column
      #if AVX512
        if left >= 4 {
          tile(Tile<rows, 4>.self, row: row, column: column, firstTerm: firstTerm, lastTerm: lastTerm, last: last)
          column &+= 4
          continue
        }
      #endif
      if left >= 2 {
        tile(Tile<rows, 2>.self, row: row, column: column, firstTerm: firstTerm, lastTerm: lastTerm, last: last)
        column &+= 2
      } else {
        tile(Tile<rows, 1>.self, row: row, column: column, firstTerm: firstTerm, lastTerm: lastTerm, last: last)
        column &+= 1
      }
    }
  }
}

/// Computes a matrix product for all blocks.
package func linearProduct(_ product: LinearProduct) {
  let columns = product.blocks &* (entryWidth / laneWidth)
  // So many terms at a time that their inputs stay near the processor while the rows pass by.
  let stretch = 256
  var first = 0
  while first < product.terms {
    let end = min(first &+ stretch, product.terms)
    var row = 0
    while row < product.rows {
      if product.rows &- row >= linearRows {
        product.sweep(
          Tile<6, 1>.self, row: row, columns: columns, firstTerm: first, lastTerm: end, last: end == product.terms)
        row &+= linearRows
      } else {
        product.sweep(
          Tile<1, 1>.self, row: row, columns: columns, firstTerm: first, lastTerm: end, last: end == product.terms)
        row &+= 1
      }
    }
    first = end
  }
}

/// Copies some columns of a row-major matrix to a matrix of their own.
package func packColumns(_ columns: PackedColumns) {
  for row in 0..<columns.rows {
    let source = columns.matrix + (row &* columns.rowStride &+ columns.first)
    let target = columns.packed + row &* columns.packedWidth
    for column in 0..<columns.width { target[column] = source[column] }
  }
}

/// Turns some features of all blocks.
package func turnFeatures(_ features: TurnedFeatures) {
  var target = features.turned
  var feature = 0
  while feature < features.width {
    for block in 0..<features.blocks {
      transposeEntries(
        features.values + (block &* features.blockFloats &+ (features.first &+ feature) &* entryWidth),
        entries: features.width &- feature, padded: features.padded, into: target)
      target += entryWidth &* entryWidth
    }
    feature &+= entryWidth
  }
}

/// Lanes run over input features, sums over images.
extension LinearWeightGradient {
  @inline(__always)
  fileprivate func tile<let rows: Int, let columns: Int>(_: Tile<rows, columns>.Type, row: Int, feature: Int) {
    let groupFloats = blocks &* entryWidth &* entryWidth
    let group = turned + feature / entryWidth &* groupFloats + feature % entryWidth
    let laneStride = laneWidth == entryWidth ? groupFloats : laneWidth
    var tile = Tile<rows, columns>()
    for block in 0..<blocks {
      let number = outputGradient + (block &* outputBlock &+ row &* entryWidth)
      let lane = group + block &* entryWidth &* entryWidth
      for image in 0..<entryWidth {
        let lanes = InlineArray<columns, Lane>(from: lane + image &* entryWidth, stride: laneStride)
        tile.addProduct(numbers: number + image, rowStride: entryWidth, lanes: lanes)
      }
    }
    for j in 0..<columns {
      let place = feature &+ j &* laneWidth
      let left = width &- place
      for i in 0..<rows {
        let target = gradient + (row &+ i) &* gradientStride + place
        if left >= laneWidth {
          target.lane = tile.sums[i][j]
        } else {
          for lane in 0..<max(0, left) { target[lane] = tile.sums[i][j][lane] }
        }
      }
    }
  }

  @inline(__always)
  fileprivate func sweep<let rows: Int>(_: Tile<rows, 1>.Type, row: Int) {
    var feature = 0
    while feature < width {
      let left = width &- feature
      #if AVX512
        if left > 3 &* laneWidth {
          tile(Tile<rows, 4>.self, row: row, feature: feature)
          feature &+= 4 &* laneWidth
          continue
        }
      #endif
      // With two lanes an entry, two lanes never straddle a group.
      if left > laneWidth {
        tile(Tile<rows, 2>.self, row: row, feature: feature)
        feature &+= 2 &* laneWidth
      } else {
        tile(Tile<rows, 1>.self, row: row, feature: feature)
        feature &+= laneWidth
      }
    }
  }
}

/// Computes some rows and columns of a linear layer's weight gradient.
package func linearWeightGradient(_ products: LinearWeightGradient) {
  guard !products.goesOn else { return continueLinearWeightGradient(products) }
  var row = 0
  while row < products.rows {
    if products.rows &- row >= 6 {
      products.sweep(Tile<6, 1>.self, row: row)
      row &+= 6
    } else if products.rows &- row >= 2 {
      products.sweep(Tile<2, 1>.self, row: row)
      row &+= 2
    } else {
      products.sweep(Tile<1, 1>.self, row: row)
      row &+= 1
    }
  }
}
