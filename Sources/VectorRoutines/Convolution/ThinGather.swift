internal import KernelArguments

// Convolutions whose groups have few channels, such as those of a channel by itself. A term is an input channel at a tap:
// where a few terms lie is worked out once for a few pixels, and then all channels pass by in the order in which they lie.

extension GatherRow {
  /// Adds `count` terms from `first` on to the sums of all channels of `columns` pixels.
  ///
  /// Of more than one pixel, all must reach inside the image.
  private func add<let count: Int, let columns: Int>(_: Tile<count, columns>.Type, pixel: Int, first: Int) {
    let step = inputStep &* inputPixel
    let (groupOutputs, groupInputs) = (channels.outputs, channels.inputs)
    let terms = kernelTaps &* groupInputs
    let isLast = first &+ count == tapCount &* groupInputs
    var sources = InlineArray<count, Source>(repeating: zeros)
    var places = InlineArray<count, Int>(repeating: 0)
    for k in 0..<count {
      let (tap, channel) = (taps + 3 &* ((first &+ k) / groupInputs), (first &+ k) % groupInputs)
      let column = Int(tap[1]) &+ pixel &* inputStep
      if columns > 1 || UInt(bitPattern: column) < UInt(bitPattern: inputWidth) {
        sources[k] = input + (Int(tap[0]) &* inputWidth &+ column) &* inputPixel
      }
      sources[k] += channel &* entryWidth
      places[k] = Int(tap[2]) &* groupInputs &+ channel
    }
    for group in 0..<channels.count {
      for output in 0..<groupOutputs {
        let channel = group &* groupOutputs &+ output
        let numbers = weights + channel &* terms
        var part = 0
        while part < entryWidth {
          var tile = Tile<1, columns>(rowStarts: first == 0 ? bias.map { $0 + channel } : nil)
          if first > 0 {
            tile.take(from: self.output + place(pixel: pixel, channel: channel, part: part), step: outputStep)
          }
          let offset = group &* groupInputs &* entryWidth &+ part
          for k in 0..<count {
            tile.addProduct(
              numbers: numbers + places[k], rowStride: 0, lanes: InlineArray(from: sources[k] + offset, stride: step))
          }
          put(tile, pixel: pixel, channel: channel, part: part, isLast: isLast)
          part &+= laneWidth
        }
      }
    }
  }

  /// Computes all channels of `columns` pixels.
  private func sum<let columns: Int>(_: Tile<1, columns>.Type, pixel: Int) {
    let terms = tapCount &* channels.inputs
    if terms == 0 { return add(Tile<0, columns>.self, pixel: pixel, first: 0) }
    var first = 0
    while first < terms {
      let left = terms &- first
      if left >= 9 {
        add(Tile<9, columns>.self, pixel: pixel, first: first)
        first &+= 9
      } else if left >= 3 {
        add(Tile<3, columns>.self, pixel: pixel, first: first)
        first &+= 3
      } else {
        add(Tile<1, columns>.self, pixel: pixel, first: first)
        first &+= 1
      }
    }
  }

  /// The row, a few pixels at a time.
  func gatherThinly() {
    // The pixels all of whose taps lie inside the image.
    var (left, right) = (0, 0)
    for tap in 0..<tapCount {
      left = min(left, Int(taps[3 &* tap &+ 1]))
      right = max(right, Int(taps[3 &* tap &+ 1]))
    }
    let inside = (inputStep &- 1 &- left) / inputStep
    let end = inputWidth > right ? min(pixels, (inputWidth &- 1 &- right) / inputStep &+ 1) : 0
    var pixel = 0
    while pixel < pixels {
      if pixel >= inside && pixel &+ 6 <= end {
        sum(Tile<1, 6>.self, pixel: pixel)
        pixel &+= 6
      } else if pixel >= inside && pixel &+ 2 <= end {
        sum(Tile<1, 2>.self, pixel: pixel)
        pixel &+= 2
      } else {
        sum(Tile<1, 1>.self, pixel: pixel)
        pixel &+= 1
      }
    }
  }
}
