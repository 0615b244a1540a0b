package import KernelArguments

// A convolution's forward pass, or its input gradient, by minimal filters in two dimensions: a few tiles of one block
// at a time are spread, multiplied and gathered, while what lies between stays near the processor.

/// A strip of tiles of one block of images.
private struct WinogradStrip<Filter: MinimalFilter> {
  let tiles: WinogradTiles
  /// Factors of input channels, products of output channels, and room for one tile between two maps.
  let factors: Destination, products: Destination, middle: Destination

  @inline(__always) var factorLayout: FactorLayout<Filter> {
    FactorLayout(tiles: tiles.lastTile &- tiles.firstTile, entries: tiles.input.channels)
  }

  @inline(__always) var productLayout: FactorLayout<Filter> {
    FactorLayout(tiles: tiles.lastTile &- tiles.firstTile, entries: paddedChannels(tiles.output.channels))
  }

  /// Spreads one tile's input.
  func spreadInput(_ number: Int) {
    let pixel = tiles.input.channels &* entryWidth
    let y = number / tiles.tilesAcross &* Filter.inputStep &- tiles.offsetY
    let x = number % tiles.tilesAcross &* Filter.inputStep &- tiles.offsetX
    let first = max(0, -x)
    let last = min(Filter.Input.inputs, tiles.input.width &- x)
    var rows = InlineArray<11, Source>(repeating: tiles.zeros)
    for i in 0..<Filter.Input.inputs where UInt(bitPattern: y &+ i) < UInt(bitPattern: tiles.input.height) {
      rows[i] = tiles.input.floats + ((y &+ i) &* tiles.input.width &+ x) &* pixel
    }
    if first > 0 || last < Filter.Input.inputs {
      for place in 0..<(Filter.products &* Filter.Input.inputs &* laneWidth) { middle[place] = 0 }
    }
    let layout = factorLayout
    let target = factors + (number &- tiles.firstTile) &* pixel
    var part = 0
    while part < entryWidth {
      var offset = part
      while offset < pixel {
        mapColumns(Filter.Input.self, from: first, to: last, middle: middle) {
          (rows[$0] + (offset &+ $1 &* pixel)).lane
        }
        for i in 0..<Filter.products {
          let places = layout.row(i)
          mapRow(Filter.Input.self, i, middle: middle) { (target + (places[$0] &+ offset)).lane = $1 }
        }
        offset &+= entryWidth
      }
      part &+= laneWidth
    }
  }

  /// Gathers one tile's output.
  func gatherOutput(_ number: Int) {
    let pixel = tiles.output.channels &* entryWidth
    let y = number / tiles.tilesAcross &* Filter.Output.outputs
    let x = number % tiles.tilesAcross &* Filter.Output.outputs
    let height = min(Filter.Output.outputs, tiles.output.height &- y)
    let width = min(Filter.Output.outputs, tiles.output.width &- x)
    let layout = productLayout
    let source = products + (number &- tiles.firstTile) &* layout.tile
    let first = (y &* tiles.output.width &+ x) &* pixel
    var part = 0
    while part < entryWidth {
      for channel in 0..<tiles.output.channels {
        let offset = channel &* entryWidth &+ part
        let start = Lane(repeating: tiles.bias.map { $0[channel] } ?? 0)
        mapColumns(Filter.Output.self, middle: middle) { (source + (layout.column($1)[$0] &+ offset)).lane }
        for i in 0..<height {
          var sums = InlineArray<8, Lane>(repeating: Lane())
          mapRow(Filter.Output.self, i, middle: middle) { sums[$0] = $1 }
          var place = first &+ i &* tiles.output.width &* pixel &+ offset
          for j in 0..<Filter.Output.outputs where j < width {
            var value = sums[j] + start
            if tiles.rectified { value = value.rectified }
            if let mask = tiles.mask { value.replace(with: 0, where: (mask + place).lane .<= 0) }
            (tiles.output.floats + place).lane = value
            place &+= pixel
          }
        }
      }
      part &+= laneWidth
    }
  }

  /// Computes `rows` output channels of `columns` tiles for one product.
  @inline(__always)
  func multiply<let rows: Int, let columns: Int>(
    _: Tile<rows, columns>.Type, _ factors: Source, _ numbers: Source, into sums: Destination, padded: Int
  ) {
    let pixel = tiles.input.channels &* entryWidth
    var sources = InlineArray<columns, Source>(repeating: factors)
    for j in 0..<columns { sources[j] = factors + j &* pixel }
    var tile = Tile<rows, columns>()
    var number = numbers
    var offset = 0
    while offset < pixel {
      tile.addProduct(numbers: number, rowStride: 1, lanes: InlineArray(sources, at: offset))
      number += rows
      offset &+= entryWidth
    }
    for j in 0..<columns {
      for i in 0..<rows { (sums + (j &* padded &+ i) &* entryWidth).lane = tile.sums[i][j] }
    }
  }

  /// All `columns` tiles for `rows` output channels and one factor.
  @inline(__always)
  func multiply<let rows: Int>(
    _: Tile<rows, 1>.Type, _ factors: Source, _ numbers: Source, columns: Int, into sums: Destination
  ) {
    let padded = paddedChannels(tiles.output.channels)
    var t = 0
    while t < columns {
      let left = columns &- t
      let wide = left >= 3 && left != 4 ? 3 : left >= 2 ? 2 : 1
      var part = 0
      while part < entryWidth {
        let source = factors + (t &* tiles.input.channels &* entryWidth &+ part)
        let target = sums + (t &* padded &* entryWidth &+ part)
        if wide == 3 {
          multiply(Tile<rows, 3>.self, source, numbers, into: target, padded: padded)
        } else if wide == 2 {
          multiply(Tile<rows, 2>.self, source, numbers, into: target, padded: padded)
        } else {
          multiply(Tile<rows, 1>.self, source, numbers, into: target, padded: padded)
        }
        part &+= laneWidth
      }
      t &+= wide
    }
  }

  /// All channels and tiles, factor by factor.
  func multiply() {
    let padded = paddedChannels(tiles.output.channels)
    let (factorLayout, productLayout) = (factorLayout, productLayout)
    var numbers = tiles.weights
    for i in 0..<Filter.spreads {
      for j in 0..<Filter.spreads {
        let source = Source(factors + factorLayout.start(i, j))
        let target = products + productLayout.start(i, j)
        let columns = factorLayout.columns(i, j)
        var channel = 0
        #if AVX512
          while padded &- channel >= 8 {
            multiply(Tile<8, 1>.self, source, numbers, columns: columns, into: target + channel &* entryWidth)
            numbers += groupFloats(rows: 8, inputs: tiles.input.channels)
            channel &+= 8
          }
        #endif
        while channel < padded {
          multiply(Tile<4, 1>.self, source, numbers, columns: columns, into: target + channel &* entryWidth)
          numbers += groupFloats(rows: 4, inputs: tiles.input.channels)
          channel &+= 4
        }
      }
    }
  }

  /// Tiles of the strip's first row, and where they lie: strips seldom have more.
  @inline(__always) var place: (row: Int, first: Int, last: Int) {
    let first = tiles.firstTile % tiles.tilesAcross
    return (
      tiles.firstTile / tiles.tilesAcross, first, min(tiles.tilesAcross, first &+ tiles.lastTile &- tiles.firstTile)
    )
  }

  /// Walks over the input, or over the output and its tiles.mask, of the strip.
  @inline(__always) func touchInput() -> Float {
    let place = place
    let (y, x) = (place.row &* Filter.inputStep &- tiles.offsetY, place.first &* Filter.inputStep &- tiles.offsetX)
    return touch(
      tiles.input.floats, height: tiles.input.height, width: tiles.input.width, channels: tiles.input.channels,
      firstY: y,
      lastY: y &+ Filter.Input.inputs, firstX: x,
      lastX: x &+ (place.last &- place.first &- 1) &* Filter.inputStep &+ Filter.Input.inputs)
  }

  @inline(__always) func touchOutput(_ image: Source) -> Float {
    let place = place
    let side = Filter.Output.outputs
    return touch(
      image, height: tiles.output.height, width: tiles.output.width, channels: tiles.output.channels,
      firstY: place.row &* side,
      lastY: (place.row &+ 1) &* side, firstX: place.first &* side, lastX: place.last &* side)
  }

  @inline(__always) func run() {
    middle[0] = touchInput()
    for number in tiles.firstTile..<tiles.lastTile { spreadInput(number) }
    multiply()
    middle[0] = touchOutput(Source(tiles.output.floats)) + (tiles.mask.map(touchOutput) ?? 0)
    for number in tiles.firstTile..<tiles.lastTile { gatherOutput(number) }
  }
}

/// Computes some tiles of one block's output.
package func winogradStrip(_ tiles: WinogradTiles) {
  @inline(__always) func run<Filter: MinimalFilter>(_: Filter.Type) {
    let middle = tiles.workspace
    let factors = middle + mostTileLanes &* entryWidth
    let layout = FactorLayout<Filter>(tiles: tiles.lastTile &- tiles.firstTile, entries: tiles.input.channels)
    WinogradStrip<Filter>(tiles: tiles, factors: factors, products: factors + layout.count, middle: middle).run()
  }
  switch tiles.filter {
  case 0: run(FourOfThree.self)
  case 1: run(FourOfFive.self)
  case 2: run(FourOfThreeStrided.self)
  case 3: run(EightOfThreeSpread.self)
  case 4: run(FourOfFiveStrided.self)
  default: run(EightOfFiveSpread.self)
  }
}
