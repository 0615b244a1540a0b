// A convolution's forward pass, or its input gradient, by minimal filters in two dimensions: a few tiles of one block
// at a time are spread, multiplied and gathered, while what lies between stays near the processor.

/// A strip of tiles of one block of images.
private struct WinogradStrip<Filter: MinimalFilter> {
  let output: Destination, outputHeight: Int, outputWidth: Int, outputChannels: Int
  let input: Source, inputHeight: Int, inputWidth: Int, inputChannels: Int
  let offsetY: Int, offsetX: Int, tilesAcross: Int, firstTile: Int, lastTile: Int
  let weights: Source, bias: Source?, mask: Source?, rectified: Bool
  let zeros: Source
  /// Factors of input channels, products of output channels, and room for one tile between two maps.
  let factors: Destination, products: Destination, middle: Destination

  @inline(__always) var factorLayout: FactorLayout<Filter> {
    FactorLayout(tiles: lastTile &- firstTile, entries: inputChannels)
  }

  @inline(__always) var productLayout: FactorLayout<Filter> {
    FactorLayout(tiles: lastTile &- firstTile, entries: paddedChannels(outputChannels))
  }

  /// Spreads one tile's input.
  func spreadInput(_ number: Int) {
    let pixel = inputChannels &* entryWidth
    let y = number / tilesAcross &* Filter.inputStep &- offsetY
    let x = number % tilesAcross &* Filter.inputStep &- offsetX
    let first = max(0, -x)
    let last = min(Filter.Input.inputs, inputWidth &- x)
    var rows = InlineArray<9, Source>(repeating: zeros)
    for i in 0..<Filter.Input.inputs where UInt(bitPattern: y &+ i) < UInt(bitPattern: inputHeight) {
      rows[i] = input + ((y &+ i) &* inputWidth &+ x) &* pixel
    }
    if first > 0 || last < Filter.Input.inputs {
      for place in 0..<(Filter.products &* Filter.Input.inputs &* laneWidth) { middle[place] = 0 }
    }
    let layout = factorLayout
    let target = factors + (number &- firstTile) &* pixel
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
    let pixel = outputChannels &* entryWidth
    let y = number / tilesAcross &* Filter.Output.outputs
    let x = number % tilesAcross &* Filter.Output.outputs
    let height = min(Filter.Output.outputs, outputHeight &- y)
    let width = min(Filter.Output.outputs, outputWidth &- x)
    let layout = productLayout
    let source = products + (number &- firstTile) &* layout.tile
    let first = (y &* outputWidth &+ x) &* pixel
    var part = 0
    while part < entryWidth {
      for channel in 0..<outputChannels {
        let offset = channel &* entryWidth &+ part
        let start = Lane(repeating: bias.map { $0[channel] } ?? 0)
        mapColumns(Filter.Output.self, middle: middle) { (source + (layout.column($1)[$0] &+ offset)).lane }
        for i in 0..<height {
          var sums = InlineArray<8, Lane>(repeating: Lane())
          mapRow(Filter.Output.self, i, middle: middle) { sums[$0] = $1 }
          var place = first &+ i &* outputWidth &* pixel &+ offset
          for j in 0..<Filter.Output.outputs where j < width {
            var value = sums[j] + start
            if rectified { value = value.rectified }
            if let mask { value.replace(with: 0, where: (mask + place).lane .<= 0) }
            (output + place).lane = value
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
    let pixel = inputChannels &* entryWidth
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
    let padded = paddedChannels(outputChannels)
    var t = 0
    while t < columns {
      let left = columns &- t
      let wide = left >= 3 && left != 4 ? 3 : left >= 2 ? 2 : 1
      var part = 0
      while part < entryWidth {
        let source = factors + (t &* inputChannels &* entryWidth &+ part)
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
    let padded = paddedChannels(outputChannels)
    let (factorLayout, productLayout) = (factorLayout, productLayout)
    var numbers = weights
    for i in 0..<Filter.spreads {
      for j in 0..<Filter.spreads {
        let source = Source(factors + factorLayout.start(i, j))
        let target = products + productLayout.start(i, j)
        let columns = factorLayout.columns(i, j)
        var channel = 0
        #if AVX512
          while padded &- channel >= 8 {
            multiply(Tile<8, 1>.self, source, numbers, columns: columns, into: target + channel &* entryWidth)
            numbers += groupFloats(rows: 8, inputs: inputChannels)
            channel &+= 8
          }
        #endif
        while channel < padded {
          multiply(Tile<4, 1>.self, source, numbers, columns: columns, into: target + channel &* entryWidth)
          numbers += groupFloats(rows: 4, inputs: inputChannels)
          channel &+= 4
        }
      }
    }
  }

  /// Tiles of the strip's first row, and where they lie: strips seldom have more.
  @inline(__always) var place: (row: Int, first: Int, last: Int) {
    let first = firstTile % tilesAcross
    return (firstTile / tilesAcross, first, min(tilesAcross, first &+ lastTile &- firstTile))
  }

  /// Walks over the input, or over the output and its mask, of the strip.
  @inline(__always) func touchInput() -> Float {
    let place = place
    let (y, x) = (place.row &* Filter.inputStep &- offsetY, place.first &* Filter.inputStep &- offsetX)
    return touch(
      input, height: inputHeight, width: inputWidth, channels: inputChannels, firstY: y,
      lastY: y &+ Filter.Input.inputs, firstX: x,
      lastX: x &+ (place.last &- place.first &- 1) &* Filter.inputStep &+ Filter.Input.inputs)
  }

  @inline(__always) func touchOutput(_ image: Source) -> Float {
    let place = place
    let side = Filter.Output.outputs
    return touch(
      image, height: outputHeight, width: outputWidth, channels: outputChannels, firstY: place.row &* side,
      lastY: (place.row &+ 1) &* side, firstX: place.first &* side, lastX: place.last &* side)
  }

  @inline(__always) func run() {
    middle[0] = touchInput()
    for number in firstTile..<lastTile { spreadInput(number) }
    multiply()
    middle[0] = touchOutput(Source(output)) + (mask.map(touchOutput) ?? 0)
    for number in firstTile..<lastTile { gatherOutput(number) }
  }
}

/// Computes tiles `firstTile..<lastTile` of one block's output.
///
/// `filter` is the number of a minimal filter. The first tile reads the input from row `-offsetY` and column
/// `-offsetX`; what lies outside counts as zero. `weights` are as `spreadWeights` makes them. `zeros` holds a row of a
/// tile's input. `workspace` holds 81 entries, and for each product the entries of the tiles' input channels and of
/// their output channels in whole fours, and one more of each.
public func winogradStrip(
  filter: Int, output: UnsafeMutablePointer<Float>, outputHeight: Int, outputWidth: Int, outputChannels: Int,
  input: UnsafePointer<Float>, inputHeight: Int, inputWidth: Int, inputChannels: Int, offsetY: Int, offsetX: Int,
  tilesAcross: Int, firstTile: Int, lastTile: Int, weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
  mask: UnsafePointer<Float>?, rectified: Bool, zeros: UnsafePointer<Float>, workspace: UnsafeMutablePointer<Float>
) {
  @inline(__always) func run<Filter: MinimalFilter>(_: Filter.Type) {
    let middle = workspace
    let factors = middle + 81 &* entryWidth
    let layout = FactorLayout<Filter>(tiles: lastTile &- firstTile, entries: inputChannels)
    WinogradStrip<Filter>(
      output: output, outputHeight: outputHeight, outputWidth: outputWidth, outputChannels: outputChannels,
      input: input, inputHeight: inputHeight, inputWidth: inputWidth, inputChannels: inputChannels, offsetY: offsetY,
      offsetX: offsetX, tilesAcross: tilesAcross, firstTile: firstTile, lastTile: lastTile, weights: weights,
      bias: bias, mask: mask, rectified: rectified, zeros: zeros, factors: factors, products: factors + layout.count,
      middle: middle
    ).run()
  }
  switch filter {
  case 0: run(FourOfThree.self)
  case 1: run(TwoOfFive.self)
  case 2: run(FourOfThreeStrided.self)
  default: run(EightOfThreeSpread.self)
  }
}
