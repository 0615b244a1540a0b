// A weight gradient by minimal filters, read backwards: output gradients and samples are mapped to factors, the products
// of which are summed over tiles and images, and the sums mapped to taps at the very end. The input side's channels
// stand in lanes, sixteen at a time, so that a sum is one float.

/// A strip of tiles of one block of images, some channels of the rows against some of the columns.
private struct WinogradWeightStrip<Filter: GradientFilter> {
  let rows: Source, rowsHeight: Int, rowsWidth: Int, rowChannels: Int, firstRow: Int, rowCount: Int
  let columns: Source, columnsHeight: Int, columnsWidth: Int, columnChannels: Int, firstColumn: Int, groups: Int
  let offsetY: Int, offsetX: Int, tilesAcross: Int, firstTile: Int, lastTile: Int
  /// `[spreads²][groups of 16 column channels][rows][16]`.
  let sums: Destination
  /// Factors of row channels `[16 images]` and of column channels `[groups][16 images][16 channels]`, and room for a tile
  /// between two maps, for one turned tile, and for padding.
  let rowFactors: Destination, columnFactors: Destination, middle: Destination, turned: Destination
  let padded: Destination

  @inline(__always) var rowLayout: FactorLayout<Filter> {
    FactorLayout(tiles: lastTile &- firstTile, entries: rowCount)
  }

  @inline(__always) var columnLayout: FactorLayout<Filter> {
    FactorLayout(tiles: lastTile &- firstTile, entries: groups &* entryWidth)
  }

  /// The factors of one tile's output gradient.
  func spreadRows(_ number: Int) {
    let pixel = rowChannels &* entryWidth
    let y = number / tilesAcross &* Filter.OutputGradient.inputs
    let x = number % tilesAcross &* Filter.OutputGradient.inputs
    let height = min(Filter.OutputGradient.inputs, rowsHeight &- y)
    let width = min(Filter.OutputGradient.inputs, rowsWidth &- x)
    if width < Filter.OutputGradient.inputs {
      for place in 0..<(Filter.products &* Filter.OutputGradient.inputs &* laneWidth) { middle[place] = 0 }
    }
    let layout = rowLayout
    let source = rows + ((y &* rowsWidth &+ x) &* pixel &+ firstRow &* entryWidth)
    let target = rowFactors + (number &- firstTile) &* layout.tile
    var part = 0
    while part < entryWidth {
      var offset = part
      while offset < layout.tile {
        mapColumns(Filter.OutputGradient.self, to: width, middle: middle) { i, j in
          i < height ? (source + ((i &* rowsWidth &+ j) &* pixel &+ offset)).lane : Lane()
        }
        for i in 0..<Filter.products {
          let places = layout.row(i)
          mapRow(Filter.OutputGradient.self, i, middle: middle) { (target + (places[$0] &+ offset)).lane = $1 }
        }
        offset &+= entryWidth
      }
      part &+= laneWidth
    }
  }

  /// The factors of one tile's input, turned.
  func spreadColumns(_ number: Int) {
    let side = Filter.Input.inputs
    let square = entryWidth &* entryWidth
    let y = number / tilesAcross &* Filter.inputStep &- offsetY
    let x = number % tilesAcross &* Filter.inputStep &- offsetX
    let layout = columnLayout
    for group in 0..<groups {
      let channel = firstColumn &+ group &* entryWidth
      for i in 0..<side {
        let inside = UInt(bitPattern: y &+ i) < UInt(bitPattern: columnsHeight)
        for j in 0..<side {
          let place = turned + (i &* side &+ j) &* square
          if inside && UInt(bitPattern: x &+ j) < UInt(bitPattern: columnsWidth) {
            let pixel = (y &+ i) &* columnsWidth &+ x &+ j
            transposeEntries(
              columns + (pixel &* columnChannels &+ channel) &* entryWidth, entries: columnChannels &- channel,
              padded: padded, into: place)
          } else {
            for float in 0..<square { place[float] = 0 }
          }
        }
      }
      let target = columnFactors + ((number &- firstTile) &* groups &+ group) &* square
      var offset = 0
      while offset < square {
        mapColumns(Filter.Input.self, middle: middle) { (turned + (($0 &* side &+ $1) &* square &+ offset)).lane }
        for i in 0..<Filter.products {
          let places = layout.row(i)
          mapRow(Filter.Input.self, i, middle: middle) { (target + (places[$0] &+ offset)).lane = $1 }
        }
        offset &+= laneWidth
      }
    }
  }

  /// What belongs to one factor of the weights, from the first of some lanes of column channels on.
  struct FactorPair {
    /// `[tiles][rows][16 images]`.
    let numbers: Source
    /// `[tiles][groups][16 images][16 channels]`, lanes `laneStride` apart.
    let lanes: Source, laneStride: Int
    /// Tiles, counted once for each product that shares the factor.
    let tiles: Int
    /// `[rows][16]`, lanes `sumStride` apart.
    let sums: Destination, sumStride: Int
  }

  /// Adds the products of all tiles and images, for `channels` rows from `channel` and `wide` lanes of columns.
  @inline(__always)
  func add<let channels: Int, let wide: Int>(_: Tile<channels, wide>.Type, of pair: FactorPair, channel: Int) {
    let sums = pair.sums + channel &* entryWidth
    var tile = Tile<channels, wide>()
    for i in 0..<channels {
      for j in 0..<wide { tile.sums[i][j] = (sums + (i &* entryWidth &+ j &* pair.sumStride)).lane }
    }
    var number = pair.numbers + channel &* entryWidth
    var lane = pair.lanes
    for _ in 0..<pair.tiles {
      for image in 0..<entryWidth {
        tile.addProduct(
          numbers: number + image, rowStride: entryWidth,
          lanes: InlineArray<wide, Lane>(from: lane + image &* entryWidth, stride: pair.laneStride))
      }
      number += rowCount &* entryWidth
      lane += groups &* entryWidth &* entryWidth
    }
    for i in 0..<channels {
      for j in 0..<wide { (sums + (i &* entryWidth &+ j &* pair.sumStride)).lane = tile.sums[i][j] }
    }
  }

  /// As `add`, for as many times `channels` rows as are left from `channel` on.
  @inline(__always)
  func addAll<let channels: Int, let wide: Int>(
    _: Tile<channels, wide>.Type, of pair: FactorPair, channel: inout Int
  ) {
    while rowCount &- channel >= channels {
      add(Tile<channels, wide>.self, of: pair, channel: channel)
      channel &+= channels
    }
  }

  /// Adds all products.
  func add() {
    let square = entryWidth &* entryWidth
    let sumGroup = rowCount &* entryWidth
    let (rowLayout, columnLayout) = (rowLayout, columnLayout)
    for i in 0..<Filter.spreads {
      for j in 0..<Filter.spreads {
        let numbers = Source(rowFactors + rowLayout.start(i, j))
        let lanes = Source(columnFactors + columnLayout.start(i, j))
        let factorSums = sums + (i &* Filter.spreads &+ j) &* groups &* sumGroup
        var group = 0
        while group < groups {
          var channel = 0
          #if AVX512
            let pair = FactorPair(
              numbers: numbers, lanes: lanes + group &* square, laneStride: square, tiles: rowLayout.columns(i, j),
              sums: factorSums + group &* sumGroup, sumStride: sumGroup)
            if groups &- group >= 2 {
              addAll(Tile<8, 2>.self, of: pair, channel: &channel)
              addAll(Tile<1, 2>.self, of: pair, channel: &channel)
              group &+= 2
            } else {
              addAll(Tile<16, 1>.self, of: pair, channel: &channel)
              addAll(Tile<4, 1>.self, of: pair, channel: &channel)
              addAll(Tile<1, 1>.self, of: pair, channel: &channel)
              group &+= 1
            }
          #else
            let pair = FactorPair(
              numbers: numbers, lanes: lanes + group &* square, laneStride: laneWidth, tiles: rowLayout.columns(i, j),
              sums: factorSums + group &* sumGroup, sumStride: laneWidth)
            addAll(Tile<6, 2>.self, of: pair, channel: &channel)
            addAll(Tile<2, 2>.self, of: pair, channel: &channel)
            addAll(Tile<1, 2>.self, of: pair, channel: &channel)
            group &+= 1
          #endif
        }
      }
    }
  }

  func run() {
    for number in firstTile..<lastTile {
      spreadRows(number)
      spreadColumns(number)
    }
    add()
  }
}

/// Adds the products of tiles `firstTile..<lastTile` of one block to sums `[spreads²][groups][rows][16]`.
///
/// `rows` is the output side, of which `rowCount` channels from `firstRow` are taken, `columns` the input side, of which
/// `groups` times sixteen channels from `firstColumn` are, the last of which may lack; its first tile begins at row
/// `-offsetY` and column `-offsetX`. `workspace` holds, in entries, 81 and 82 times sixteen, and for each product the
/// tiles' rows and their columns in whole sixteens, and one more of each.
public func addWinogradWeightProducts(
  filter: Int, rows: UnsafePointer<Float>, rowsHeight: Int, rowsWidth: Int, rowChannels: Int,
  firstRow: Int, rowCount: Int, columns: UnsafePointer<Float>, columnsHeight: Int, columnsWidth: Int,
  columnChannels: Int, firstColumn: Int, groups: Int, offsetY: Int, offsetX: Int, tilesAcross: Int, firstTile: Int,
  lastTile: Int, sums: UnsafeMutablePointer<Float>,
  workspace: UnsafeMutablePointer<Float>
) {
  @inline(__always) func run<Filter: GradientFilter>(_: Filter.Type) {
    let middle = workspace
    let padded = middle + 81 &* entryWidth
    let turned = padded + entryWidth &* entryWidth
    let rowFactors = turned + 81 &* entryWidth &* entryWidth
    let layout = FactorLayout<Filter>(tiles: lastTile &- firstTile, entries: rowCount)
    WinogradWeightStrip<Filter>(
      rows: rows, rowsHeight: rowsHeight, rowsWidth: rowsWidth, rowChannels: rowChannels, firstRow: firstRow,
      rowCount: rowCount,
      columns: columns, columnsHeight: columnsHeight, columnsWidth: columnsWidth, columnChannels: columnChannels,
      firstColumn: firstColumn, groups: groups, offsetY: offsetY, offsetX: offsetX, tilesAcross: tilesAcross,
      firstTile: firstTile, lastTile: lastTile, sums: sums,
      rowFactors: rowFactors,
      columnFactors: rowFactors + layout.count, middle: middle, turned: turned, padded: padded
    ).run()
  }
  switch filter {
  case 0: run(FourOfThree.self)
  case 1: run(TwoOfFive.self)
  default: run(FourOfThreeStrided.self)
  }
}

/// Maps sums `[spreads²][groups][rows][16]` to running sums whose rows are 16 floats apart, whose taps lie `tapStride`,
/// and whose groups `groupStride` floats apart. `workspace` holds 81 entries.
public func gatherWinogradWeights(
  filter: Int, sums: UnsafePointer<Float>, groups: Int, rowCount: Int, workspace: UnsafeMutablePointer<Float>,
  into gradient: UnsafeMutablePointer<Float>, tapStride: Int, groupStride: Int
) {
  @inline(__always) func run<Filter: GradientFilter>(_: Filter.Type) {
    let rows = rowCount &* entryWidth
    for group in 0..<groups {
      var offset = 0
      while offset < rows {
        mapColumns(Filter.WeightGradient.self, middle: workspace) {
          (sums + ((($0 &* Filter.spreads &+ $1) &* groups &+ group) &* rows &+ offset)).lane
        }
        for i in 0..<Filter.taps {
          let place = gradient + (group &* groupStride &+ i &* Filter.taps &* tapStride &+ offset)
          mapRow(Filter.WeightGradient.self, i, middle: workspace) { (place + $0 &* tapStride).lane = $1 }
        }
        offset &+= laneWidth
      }
    }
  }
  switch filter {
  case 0: run(FourOfThree.self)
  case 1: run(TwoOfFive.self)
  default: run(FourOfThreeStrided.self)
  }
}
