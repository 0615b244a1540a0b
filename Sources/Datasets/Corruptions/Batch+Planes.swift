internal import TensorMath

extension Batch {
  /// Makes every number of `result` from the numbers of its image and channel here, image by image.
  ///
  /// `number` is told the mean of the channel and reads any pixel of it.
  func makePlanes(
    in result: Batch, compute: ComputeContext,
    _ number: (_ row: Int, _ column: Int, _ mean: Float, _ pixel: (_ row: Int, _ column: Int) -> Float) -> Float
  ) {
    result.take(self)
    let (channels, height, width) = shape.extents
    let (from, to) = (storage.pointer, result.storage.pointer)
    let step = channels * Batch.blockWidth
    compute.run(count) { sample in
      for channel in 0..<channels {
        let first = place(of: sample, pixel: 0, channels: channels) + channel * Batch.blockWidth
        var sum = 0.0
        for pixel in 0..<height * width { sum += Double(from[first + pixel * step]) }
        let mean = Float(sum / Double(height * width))
        for row in 0..<height {
          for column in 0..<width {
            to[first + (row * width + column) * step] = number(row, column, mean) { row, column in
              from[first + (row * width + column) * step]
            }
          }
        }
      }
    }
  }
}
