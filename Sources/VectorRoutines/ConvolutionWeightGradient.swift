// The weight gradient multiplies every output-side pixel with every input-side pixel its taps reach, and sums over
// pixels and images. Lanes run over images, so the running sums are entries, summed across at the very end.

/// One stretch of output rows of one block of images, and the running sums it is added to.
private struct GradientRegion {
  let rows: Source, rowsWidth: Int, rowChannels: Int
  let columns: Source, columnsHeight: Int, columnsWidth: Int, columnChannels: Int
  let firstY: Int, lastY: Int
  let kernelWidth: Int, strideY: Int, strideX: Int, paddingY: Int, paddingX: Int
  let sums: Destination, sumsChannels: Int, fresh: Bool
  let workspace: Destination

  /// The input rows that these output rows reach.
  @inline(__always) func reach(kernelHeight: Int) -> (first: Int, last: Int) {
    (
      max(0, firstY &* strideY &- paddingY),
      min(columnsHeight, (lastY &- 1) &* strideY &+ kernelHeight &- paddingY)
    )
  }

  /// Copies `width` entries of each of `pixels` pixels next to each other. Where they lie, a whole pixel apart, they
  /// would drive each other out of the nearest cache.
  @inline(__always)
  func pack<let width: Int>(
    _: Tile<1, width>.Type, _ source: Source, channels: Int, pixels: Int, into target: Destination
  ) {
    var source = source
    var target = target
    for _ in 0..<pixels {
      for j in 0..<width { (target + j &* laneWidth).lane = (source + j &* entryWidth).lane }
      source += channels &* entryWidth
      target += width &* laneWidth
    }
  }

  /// Adds to the sums of `height` row channels from `row`, which is the sums' `sumRow`, and `width` column channels.
  @inline(__always)
  func tile<let height: Int, let width: Int>(
    _: Tile<height, width>.Type, sumRow: Int, column: Int, tap: Int, part: Int, packedRows: Source,
    packedColumns: Source, firstReached: Int
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
    let rowStep = height &* laneWidth
    let columnStep = strideX &* width &* laneWidth
    var y = y0
    while y < y1 {
      var left = packedRows + ((y &- firstY) &* rowsWidth &+ x0) &* rowStep
      let reached = y &* strideY &+ offsetY &- firstReached
      var right = packedColumns + (reached &* columnsWidth &+ x0 &* strideX &+ offsetX) &* width &* laneWidth
      var x = x0
      while x < x1 {
        tile.addProduct(entries: left, stride: laneWidth, lanes: InlineArray(from: right, stride: laneWidth))
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

  /// All taps for `height` row channels and `width` column channels.
  @inline(__always)
  func taps<let height: Int, let width: Int>(
    _: Tile<height, width>.Type, sumRow: Int, column: Int, part: Int, kernelHeight: Int, packedRows: Source
  ) {
    let packedColumns = workspace + (lastY &- firstY) &* rowsWidth &* height &* laneWidth
    let (first, last) = reach(kernelHeight: kernelHeight)
    if last > first {
      pack(
        Tile<1, width>.self, columns + (first &* columnsWidth &* columnChannels &+ column) &* entryWidth + part,
        channels: columnChannels, pixels: (last &- first) &* columnsWidth, into: packedColumns)
    }
    for tap in 0..<(kernelHeight &* kernelWidth) {
      tile(
        Tile<height, width>.self, sumRow: sumRow, column: column, tap: tap, part: part, packedRows: packedRows,
        packedColumns: packedColumns, firstReached: first)
    }
  }

  /// All column channels and taps for `height` row channels.
  @inline(__always)
  func run<let height: Int>(_: Tile<height, 1>.Type, row: Int, sumRow: Int, kernelHeight: Int) {
    var part = 0
    while part < entryWidth {
      let packed = Source(workspace)
      pack(
        Tile<1, height>.self, rows + (firstY &* rowsWidth &* rowChannels &+ row) &* entryWidth + part,
        channels: rowChannels, pixels: (lastY &- firstY) &* rowsWidth, into: workspace)
      var column = 0
      while column < columnChannels {
        let left = columnChannels &- column
        #if AVX512
          let width = left >= 6 && left != 7 && left != 8 ? 6 : left >= 4 ? 4 : left
        #else
          let width = left >= 4 ? 4 : left
        #endif
        switch width {
        #if AVX512
          case 6:
            taps(
              Tile<height, 6>.self, sumRow: sumRow, column: column, part: part, kernelHeight: kernelHeight,
              packedRows: packed)
        #endif
        case 4:
          taps(
            Tile<height, 4>.self, sumRow: sumRow, column: column, part: part, kernelHeight: kernelHeight,
            packedRows: packed)
        case 3:
          taps(
            Tile<height, 3>.self, sumRow: sumRow, column: column, part: part, kernelHeight: kernelHeight,
            packedRows: packed)
        case 2:
          taps(
            Tile<height, 2>.self, sumRow: sumRow, column: column, part: part, kernelHeight: kernelHeight,
            packedRows: packed)
        default:
          taps(
            Tile<height, 1>.self, sumRow: sumRow, column: column, part: part, kernelHeight: kernelHeight,
            packedRows: packed)
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
/// `workspace` holds six entries for every input pixel reached and four for every output pixel.
public func addConvolutionWeightProducts(
  rows: UnsafePointer<Float>, rowsWidth: Int, rowChannels: Int, firstRow: Int, lastRow: Int, firstY: Int, lastY: Int,
  columns: UnsafePointer<Float>, columnsHeight: Int, columnsWidth: Int, columnChannels: Int,
  kernelHeight: Int, kernelWidth: Int, strideY: Int, strideX: Int, paddingY: Int, paddingX: Int,
  sums: UnsafeMutablePointer<Float>, fresh: Bool, workspace: UnsafeMutablePointer<Float>
) {
  let region = GradientRegion(
    rows: rows, rowsWidth: rowsWidth, rowChannels: rowChannels, columns: columns, columnsHeight: columnsHeight,
    columnsWidth: columnsWidth, columnChannels: columnChannels, firstY: firstY, lastY: lastY, kernelWidth: kernelWidth,
    strideY: strideY, strideX: strideX, paddingY: paddingY, paddingX: paddingX, sums: sums,
    sumsChannels: lastRow &- firstRow, fresh: fresh, workspace: workspace)
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
      case 4: region.run(Tile<4, 1>.self, row: row, sumRow: row &- firstRow, kernelHeight: kernelHeight)
    #endif
    case 3: region.run(Tile<3, 1>.self, row: row, sumRow: row &- firstRow, kernelHeight: kernelHeight)
    case 2: region.run(Tile<2, 1>.self, row: row, sumRow: row &- firstRow, kernelHeight: kernelHeight)
    default: region.run(Tile<1, 1>.self, row: row, sumRow: row &- firstRow, kernelHeight: kernelHeight)
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
