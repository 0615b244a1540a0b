// A linear layer over blocks of sixteen images: lanes run over images, weights are broadcast, and a tile spans
// several blocks, so that each weight is loaded once for up to four lanes.

/// Rows of a tile: times four lanes with AVX-512, times two with AVX2, whose registers are half as many.
private let linearRows = 6

private struct LinearProduct {
  let output: Destination, outputBlock: Int
  let input: Source, inputBlock: Int
  let weights: Source, rowStride: Int, termStride: Int
  let bias: Source?, mask: Source?, rectified: Bool

  @inline(__always)
  func tile<let rows: Int, let columns: Int>(
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
  func rows<let rows: Int>(_: Tile<rows, 1>.Type, row: Int, columns: Int, firstTerm: Int, lastTerm: Int, last: Bool) {
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

/// Computes output rows `0..<rows` of a matrix product for all blocks: `output[b][r] = bias[r] + Σ weight(r, t) · input[b][t]`.
///
/// Entries are sixteen images; `outputBlock` and `inputBlock` are floats from one block to the next. The weight of
/// row `r` and term `t` is read at `r * rowStride + t * termStride`. `mask` is laid out as the output.
public func linearProduct(
  output: UnsafeMutablePointer<Float>, outputBlock: Int, rows: Int,
  input: UnsafePointer<Float>, inputBlock: Int, terms: Int, blocks: Int,
  weights: UnsafePointer<Float>, rowStride: Int, termStride: Int,
  bias: UnsafePointer<Float>?, mask: UnsafePointer<Float>?, rectified: Bool
) {
  let product = LinearProduct(
    output: output, outputBlock: outputBlock, input: input, inputBlock: inputBlock, weights: weights,
    rowStride: rowStride, termStride: termStride, bias: bias, mask: mask, rectified: rectified)
  let columns = blocks &* (entryWidth / laneWidth)
  // So many terms at a time that their inputs stay near the processor while the rows pass by.
  let stretch = 256
  var first = 0
  while first < terms {
    let end = min(first &+ stretch, terms)
    var row = 0
    while row < rows {
      if rows &- row >= linearRows {
        product.rows(
          Tile<6, 1>.self, row: row, columns: columns, firstTerm: first, lastTerm: end, last: end == terms)
        row &+= linearRows
      } else {
        product.rows(Tile<1, 1>.self, row: row, columns: columns, firstTerm: first, lastTerm: end, last: end == terms)
        row &+= 1
      }
    }
    first = end
  }
}

/// Copies columns `first..<first + width` of a row-major matrix to a matrix of rows `packedWidth` apart.
public func packColumns(
  _ matrix: UnsafePointer<Float>, rows: Int, rowStride: Int, first: Int, width: Int,
  into packed: UnsafeMutablePointer<Float>, packedWidth: Int
) {
  for row in 0..<rows {
    let source = matrix + (row &* rowStride &+ first)
    let target = packed + row &* packedWidth
    for column in 0..<width { target[column] = source[column] }
  }
}

/// Turns features `first..<first + width` of all blocks: `[group of 16 features][images][16 features]`, with zeros
/// for the features that the last group lacks.
public func turnFeatures(
  _ values: UnsafePointer<Float>, blockFloats: Int, blocks: Int, first: Int, width: Int,
  padded: UnsafeMutablePointer<Float>, into turned: UnsafeMutablePointer<Float>
) {
  var target = turned
  var feature = 0
  while feature < width {
    for block in 0..<blocks {
      transposeEntries(
        values + (block &* blockFloats &+ (first &+ feature) &* entryWidth), entries: width &- feature,
        padded: padded, into: target)
      target += entryWidth &* entryWidth
    }
    feature &+= entryWidth
  }
}

/// A stretch of a linear layer's weight gradient: lanes run over input features, sums over images.
private struct LinearWeightProducts {
  let gradient: Destination, gradientStride: Int, width: Int
  let outputGradient: Source, blockFloats: Int, blocks: Int
  let turned: Source

  @inline(__always)
  func tile<let rows: Int, let columns: Int>(_: Tile<rows, columns>.Type, row: Int, feature: Int) {
    let groupFloats = blocks &* entryWidth &* entryWidth
    let group = turned + feature / entryWidth &* groupFloats + feature % entryWidth
    let laneStride = laneWidth == entryWidth ? groupFloats : laneWidth
    var tile = Tile<rows, columns>()
    for block in 0..<blocks {
      let number = outputGradient + (block &* blockFloats &+ row &* entryWidth)
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
        let target = gradient + i &* gradientStride + place
        if left >= laneWidth {
          target.lane = tile.sums[i][j]
        } else {
          for lane in 0..<max(0, left) { target[lane] = tile.sums[i][j][lane] }
        }
      }
    }
  }

  @inline(__always)
  func rows<let rows: Int>(_: Tile<rows, 1>.Type, row: Int) {
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

/// Computes `rows` rows and `width` columns of a linear layer's weight gradient:
/// `gradient[r][f] = Σ outputGradient[n][r] · input[n][f]`.
///
/// `turned` is the input as `turnFeatures` makes it; `outputGradient` is blocked, `blockFloats` from one block to the
/// next, and zero for images that are none.
public func linearWeightGradient(
  gradient: UnsafeMutablePointer<Float>, gradientStride: Int, rows: Int, width: Int,
  outputGradient: UnsafePointer<Float>, blockFloats: Int, blocks: Int, turned: UnsafePointer<Float>
) {
  var row = 0
  while row < rows {
    let products = LinearWeightProducts(
      gradient: gradient + row &* gradientStride, gradientStride: gradientStride, width: width,
      outputGradient: outputGradient, blockFloats: blockFloats, blocks: blocks, turned: turned)
    if rows &- row >= 6 {
      products.rows(Tile<6, 1>.self, row: row)
      row &+= 6
    } else if rows &- row >= 2 {
      products.rows(Tile<2, 1>.self, row: row)
      row &+= 2
    } else {
      products.rows(Tile<1, 1>.self, row: row)
      row &+= 1
    }
  }
}
