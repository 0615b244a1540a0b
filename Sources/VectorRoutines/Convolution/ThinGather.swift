import KernelArguments

// Convolutions whose groups have few channels, such as those of a channel by itself: each output channel of a few pixels
// is a sum over taps that lie in registers, and the input is read channel by channel in the order in which it lies.

extension GatherRow {
  /// Computes every output channel of `columns` pixels, all of whose taps lie inside the image, or of one pixel.
  @inline(__always)
  private func tile<let columns: Int>(_: Tile<1, columns>.Type, pixel: Int, isInside: Bool) {
    let pixelFloats = inputPixel
    let step = inputStep &* pixelFloats
    let first = pixel &* inputStep
    let groupFloats = channels.inputs &* entryWidth
    for group in 0..<channels.count {
      let source = input + group &* groupFloats
      for output in 0..<channels.outputs {
        let channel = group &* channels.outputs &+ output
        let numbers = weights + channel &* kernelTaps &* channels.inputs
        var part = 0
        while part < entryWidth {
          var tile = Tile<1, columns>(rowStarts: bias.map { $0 + channel })
          var tap = taps
          for _ in 0..<tapCount {
            let column = Int(tap[1]) &+ first
            if isInside || UInt(bitPattern: column) < UInt(bitPattern: inputWidth) {
              var place = source + ((Int(tap[0]) &* inputWidth &+ column) &* pixelFloats &+ part)
              let number = numbers + Int(tap[2]) &* channels.inputs
              for i in 0..<channels.inputs {
                tile.addProduct(numbers: number + i, rowStride: 0, lanes: InlineArray(from: place, stride: step))
                place += entryWidth
              }
            }
            tap += 3
          }
          put(tile, pixel: pixel, channel: channel, part: part)
          part &+= laneWidth
        }
      }
    }
  }

  /// The row, channel by channel.
  func gatherThinly() {
    // The pixels all of whose taps lie inside the image.
    var (left, right) = (0, 0)
    for tap in 0..<tapCount {
      left = min(left, Int(taps[3 &* tap &+ 1]))
      right = max(right, Int(taps[3 &* tap &+ 1]))
    }
    let inside = (inputStep &- 1 &- left) / inputStep
    let end = inputWidth > right ? (inputWidth &- 1 &- right) / inputStep &+ 1 : 0
    var pixel = 0
    while pixel < pixels {
      if pixel >= inside && pixel &+ 6 <= min(end, pixels) {
        tile(Tile<1, 6>.self, pixel: pixel, isInside: true)
        pixel &+= 6
      } else if pixel >= inside && pixel &+ 2 <= min(end, pixels) {
        tile(Tile<1, 2>.self, pixel: pixel, isInside: true)
        pixel &+= 2
      } else {
        tile(Tile<1, 1>.self, pixel: pixel, isInside: false)
        pixel &+= 1
      }
    }
  }
}
