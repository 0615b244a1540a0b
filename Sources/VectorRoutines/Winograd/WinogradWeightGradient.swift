package import KernelArguments

// A weight gradient by minimal filters, read backwards: output gradients and samples are mapped to factors, the products
// of which are summed over tiles and images, and the sums mapped to taps at the very end. The input side's channels
// stand in lanes, sixteen at a time, so that a sum is one float.

/// A strip of tiles of one block of images, some channels of the rows against some of the columns.
private struct WinogradWeightStrip<Filter: GradientFilter> {
  let strip: WinogradWeightTiles
  /// Factors of row channels `[16 images]` and of column channels `[groups][16 images][16 channels]`, and room for a tile
  /// between two maps, for one turned tile, and for padding.
  let rowFactors: Destination, columnFactors: Destination, middle: Destination, turned: Destination
  let padded: Destination

  @inline(__always) var rowLayout: FactorLayout<Filter> {
    FactorLayout(tiles: strip.lastTile &- strip.firstTile, entries: strip.rowCount)
  }

  @inline(__always) var columnLayout: FactorLayout<Filter> {
    FactorLayout(tiles: strip.lastTile &- strip.firstTile, entries: strip.groups &* entryWidth)
  }

  /// The factors of one tile's output gradient.
  func spreadRows(_ number: Int) {
    let pixel = strip.rows.channels &* entryWidth
    let y = number / strip.tilesAcross &* Filter.OutputGradient.inputs
    let x = number % strip.tilesAcross &* Filter.OutputGradient.inputs
    let height = min(Filter.OutputGradient.inputs, strip.rows.height &- y)
    let width = min(Filter.OutputGradient.inputs, strip.rows.width &- x)
    if width < Filter.OutputGradient.inputs {
      for place in 0..<(Filter.products &* Filter.OutputGradient.inputs &* laneWidth) { middle[place] = 0 }
    }
    let layout = rowLayout
    let source = strip.rows.floats + ((y &* strip.rows.width &+ x) &* pixel &+ strip.firstRow &* entryWidth)
    let target = rowFactors + (number &- strip.firstTile) &* layout.tile
    var part = 0
    while part < entryWidth {
      var offset = part
      while offset < layout.tile {
        mapColumns(Filter.OutputGradient.self, to: width, middle: middle) { i, j in
          i < height ? (source + ((i &* strip.rows.width &+ j) &* pixel &+ offset)).lane : Lane()
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
    let y = number / strip.tilesAcross &* Filter.inputStep &- strip.offsetY
    let x = number % strip.tilesAcross &* Filter.inputStep &- strip.offsetX
    let layout = columnLayout
    for group in 0..<strip.groups {
      let channel = strip.firstColumn &+ group &* entryWidth
      for i in 0..<side {
        let inside = UInt(bitPattern: y &+ i) < UInt(bitPattern: strip.columns.height)
        for j in 0..<side {
          let place = turned + (i &* side &+ j) &* square
          if inside && UInt(bitPattern: x &+ j) < UInt(bitPattern: strip.columns.width) {
            let pixel = (y &+ i) &* strip.columns.width &+ x &+ j
            transposeEntries(
              strip.columns.floats + (pixel &* strip.columns.channels &+ channel) &* entryWidth,
              entries: strip.columns.channels &- channel,
              padded: padded, into: place)
          } else {
            for float in 0..<square { place[float] = 0 }
          }
        }
      }
      let target = columnFactors + ((number &- strip.firstTile) &* strip.groups &+ group) &* square
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
      number += strip.rowCount &* entryWidth
      lane += strip.groups &* entryWidth &* entryWidth
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
    while strip.rowCount &- channel >= channels {
      add(Tile<channels, wide>.self, of: pair, channel: channel)
      channel &+= channels
    }
  }

  /// Adds all products.
  func add() {
    let square = entryWidth &* entryWidth
    let sumGroup = strip.rowCount &* entryWidth
    let (rowLayout, columnLayout) = (rowLayout, columnLayout)
    for i in 0..<Filter.spreads {
      for j in 0..<Filter.spreads {
        let numbers = Source(rowFactors + rowLayout.start(i, j))
        let lanes = Source(columnFactors + columnLayout.start(i, j))
        let factorSums = strip.sums + (i &* Filter.spreads &+ j) &* strip.groups &* sumGroup
        var group = 0
        while group < strip.groups {
          var channel = 0
          #if AVX512
            let pair = FactorPair(
              numbers: numbers, lanes: lanes + group &* square, laneStride: square, tiles: rowLayout.columns(i, j),
              sums: factorSums + group &* sumGroup, sumStride: sumGroup)
            if strip.groups &- group >= 2 {
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
    for number in strip.firstTile..<strip.lastTile {
      spreadRows(number)
      spreadColumns(number)
    }
    add()
  }
}

/// Adds the products of some tiles of one block to sums of products.
package func addWinogradWeightProducts(_ tiles: WinogradWeightTiles) {
  @inline(__always) func run<Filter: GradientFilter>(_: Filter.Type) {
    let middle = tiles.workspace
    let padded = middle + mostTileLanes &* entryWidth
    let turned = padded + entryWidth &* entryWidth
    let rowFactors = turned + mostTileLanes &* entryWidth &* entryWidth
    let layout = FactorLayout<Filter>(tiles: tiles.lastTile &- tiles.firstTile, entries: tiles.rowCount)
    WinogradWeightStrip<Filter>(
      strip: tiles, rowFactors: rowFactors, columnFactors: rowFactors + layout.count, middle: middle, turned: turned,
      padded: padded
    ).run()
  }
  switch tiles.filter {
  case 0: run(FourOfThree.self)
  case 1: run(FourOfFive.self)
  case 2: run(FourOfThreeStrided.self)
  default: run(FourOfFiveStrided.self)
  }
}

/// Maps sums of products to running sums of taps.
package func gatherWinogradWeights(_ all: WinogradWeightSums) {
  @inline(__always) func run<Filter: GradientFilter>(_: Filter.Type) {
    let rows = all.rowCount &* entryWidth
    for group in 0..<all.groups {
      var offset = 0
      while offset < rows {
        mapColumns(Filter.WeightGradient.self, middle: all.workspace) {
          (all.sums + ((($0 &* Filter.spreads &+ $1) &* all.groups &+ group) &* rows &+ offset)).lane
        }
        for i in 0..<Filter.taps {
          let place = all.gradient + (group &* all.groupStride &+ i &* Filter.taps &* all.tapStride &+ offset)
          mapRow(Filter.WeightGradient.self, i, middle: all.workspace) { (place + $0 &* all.tapStride).lane = $1 }
        }
        offset &+= laneWidth
      }
    }
  }
  switch all.filter {
  case 0: run(FourOfThree.self)
  case 1: run(FourOfFive.self)
  case 2: run(FourOfThreeStrided.self)
  default: run(FourOfFiveStrided.self)
  }
}
