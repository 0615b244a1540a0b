// The weight gradient multiplies every output-side pixel with every input-side pixel its taps reach, and sums over
// pixels and images. Lanes run over images, so the running sums are entries, summed across at the very end.

/// One stretch of output rows of one block of images, and the running sums it is added to.
private struct GradientRegion {
  let rows: Source, rowsWidth: Int, rowChannels: Int
  let columns: Source, columnsHeight: Int, columnsWidth: Int, columnChannels: Int
  let firstY: Int, lastY: Int
  let kernelWidth: Int, strideY: Int, strideX: Int, paddingY: Int, paddingX: Int
  let sums: Destination, sumsChannels: Int, fresh: Bool

  /// Adds to the sums of `height` row channels from `row`, which is the sums' `sumRow`, and `width` column channels.
  @inline(__always)
  func tile<let height: Int, let width: Int>(
    _: Tile<height, width>.Type, row: Int, sumRow: Int, column: Int, tap: Int, part: Int
  ) {
    let offsetY = tap / kernelWidth &- paddingY
    let offsetX = tap % kernelWidth &- paddingX
    // The output pixels whose tap falls inside the input.
    let y0 = max(firstY, roundedUp(-offsetY, strideY))
    let y1 = min(lastY, roundedUp(columnsHeight &- offsetY, strideY))
    let x0 = max(0, roundedUp(-offsetX, strideX))
    let x1 = min(rowsWidth, roundedUp(columnsWidth &- offsetX, strideX))
    let place = sums + ((tap &* sumsChannels &+ sumRow) &* columnChannels &+ column) &* entryWidth + part
    var tile = Tile<height, width>()
    if !fresh {
      for i in 0..<height {
        for j in 0..<width { tile.sums[i][j] = (place + (i &* columnChannels &+ j) &* entryWidth).lane }
      }
    }
    let rowStep = rowChannels &* entryWidth
    let columnStep = strideX &* columnChannels &* entryWidth
    var y = y0
    while y < y1 {
      var left = rows + ((y &* rowsWidth &+ x0) &* rowChannels &+ row) &* entryWidth + part
      var right =
        columns + (((y &* strideY &+ offsetY) &* columnsWidth &+ x0 &* strideX &+ offsetX) &* columnChannels &+ column)
        &* entryWidth + part
      var x = x0
      while x < x1 {
        tile.addProduct(entries: left, lanes: InlineArray(from: right, stride: entryWidth))
        left += rowStep
        right += columnStep
        x &+= 1
      }
      y &+= 1
    }
    for i in 0..<height {
      for j in 0..<width { (place + (i &* columnChannels &+ j) &* entryWidth).lane = tile.sums[i][j] }
    }
  }

  /// All column channels and taps for `height` row channels.
  @inline(__always)
  func run<let height: Int>(_: Tile<height, 1>.Type, row: Int, sumRow: Int, kernelTaps: Int) {
    var part = 0
    while part < entryWidth {
      var column = 0
      while column < columnChannels {
        let left = columnChannels &- column
        #if AVX512
          let width = left >= 6 && left != 7 && left != 8 ? 6 : left >= 4 ? 4 : left
        #else
          let width = left >= 4 ? 4 : left
        #endif
        for tap in 0..<kernelTaps {
          switch width {
          #if AVX512
            case 6: tile(Tile<height, 6>.self, row: row, sumRow: sumRow, column: column, tap: tap, part: part)
          #endif
          case 4: tile(Tile<height, 4>.self, row: row, sumRow: sumRow, column: column, tap: tap, part: part)
          case 3: tile(Tile<height, 3>.self, row: row, sumRow: sumRow, column: column, tap: tap, part: part)
          case 2: tile(Tile<height, 2>.self, row: row, sumRow: sumRow, column: column, tap: tap, part: part)
          default: tile(Tile<height, 1>.self, row: row, sumRow: sumRow, column: column, tap: tap, part: part)
          }
        }
        column &+= width
      }
      part &+= laneWidth
    }
  }
}

/// `value / divisor`, rounded up, for any sign of `value`.
@inline(__always) private func roundedUp(_ value: Int, _ divisor: Int) -> Int {
  value <= 0 ? 0 : (value &+ divisor &- 1) / divisor
}

/// Adds the products of rows `firstY..<lastY` of one block to the running sums `[tap][row][column channel][16]`.
///
/// `rows` is the output side, `[y][x][rowChannels][16]`, of which channels `firstRow..<lastRow` are taken;
/// `columns` the input side. Where `fresh`, the sums are begun instead of added to.
public func addConvolutionWeightProducts(
  rows: UnsafePointer<Float>, rowsWidth: Int, rowChannels: Int, firstRow: Int, lastRow: Int, firstY: Int, lastY: Int,
  columns: UnsafePointer<Float>, columnsHeight: Int, columnsWidth: Int, columnChannels: Int,
  kernelHeight: Int, kernelWidth: Int, strideY: Int, strideX: Int, paddingY: Int, paddingX: Int,
  sums: UnsafeMutablePointer<Float>, fresh: Bool
) {
  let region = GradientRegion(
    rows: rows, rowsWidth: rowsWidth, rowChannels: rowChannels, columns: columns, columnsHeight: columnsHeight,
    columnsWidth: columnsWidth, columnChannels: columnChannels, firstY: firstY, lastY: lastY, kernelWidth: kernelWidth,
    strideY: strideY, strideX: strideX, paddingY: paddingY, paddingX: paddingX, sums: sums,
    sumsChannels: lastRow &- firstRow, fresh: fresh)
  let kernelTaps = kernelHeight &* kernelWidth
  var row = firstRow
  while row < lastRow {
    let left = lastRow &- row
    #if AVX512
      let height = left >= 4 ? 4 : left
    #else
      let height = left >= 3 ? 3 : left
    #endif
    switch height {
    #if AVX512
      case 4: region.run(Tile<4, 1>.self, row: row, sumRow: row &- firstRow, kernelTaps: kernelTaps)
    #endif
    case 3: region.run(Tile<3, 1>.self, row: row, sumRow: row &- firstRow, kernelTaps: kernelTaps)
    case 2: region.run(Tile<2, 1>.self, row: row, sumRow: row &- firstRow, kernelTaps: kernelTaps)
    default: region.run(Tile<1, 1>.self, row: row, sumRow: row &- firstRow, kernelTaps: kernelTaps)
    }
    row &+= height
  }
}

/// Sums the running sums `[tap][channel pair][16]` across images into a weight gradient `[channel pair][tap]`.
public func finishConvolutionWeightGradient(
  sums: UnsafePointer<Float>, kernelTaps: Int, channelPairs: Int, gradient: UnsafeMutablePointer<Float>
) {
  for pair in 0..<channelPairs {
    for tap in 0..<kernelTaps {
      gradient[pair &* kernelTaps &+ tap] = sumAcross(sums + (tap &* channelPairs &+ pair) &* entryWidth)
    }
  }
}
