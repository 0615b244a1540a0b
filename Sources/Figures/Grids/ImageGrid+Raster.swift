public import Basics

extension ImageGrid {
  /// The grid of `images` as numbers, `[1, 3, height, width]`, exactly as `make_grid` gives it; one image alone comes
  /// without padding.
  public func batch(of images: ImageBatch, unless stop: StopFlag = StopFlag()) throws(FigureError) -> ImageBatch {
    guard images.count > 0 else { throw .imageShape("a grid needs one image at least, and none was given") }
    guard columns > 0 else { throw .imageShape("a grid needs one column at least, and has \(columns)") }
    guard padding >= 0 else { throw .imageShape("a grid's padding is 0 or more pixels, and is \(padding)") }
    let values = try normalized(images, unless: stop)
    let plane = images.height * images.width
    if images.count == 1 {
      return try ImageBatch(
        count: 1, channels: 3, height: images.height, width: images.width,
        values: images.channels == 3 ? values : values + values + values)
    }
    let across = min(columns, images.count)
    let down = (images.count + across - 1) / across
    let width = try side(images.width, count: across)
    let height = try side(images.height, count: down)
    var grid: [Float] = []
    grid.reserveCapacity(3 * width * height)
    for _ in 0..<3 * height {
      try stop.checkDrawing()
      grid.append(contentsOf: repeatElement(padValue, count: width))
    }
    for image in 0..<images.count {
      try stop.checkDrawing()
      let top = image / across * (images.height + padding) + padding
      let left = image % across * (images.width + padding) + padding
      for channel in 0..<3 {
        let source = (image * images.channels + min(channel, images.channels - 1)) * plane
        for row in 0..<images.height {
          let from = source + row * images.width
          let to = (channel * height + top + row) * width + left
          grid.replaceSubrange(to..<to + images.width, with: values[from..<from + images.width])
        }
      }
    }
    return try ImageBatch(count: 1, channels: 3, height: height, width: width, values: grid)
  }

  /// The grid of `images` as a picture, its numbers from 0 to 1 turned to 8 bits as torchvision's `save_image` does it.
  public func picture(of images: ImageBatch, unless stop: StopFlag = StopFlag()) throws(FigureError) -> Raster {
    try batch(of: images, unless: stop).pictures(range: 0...1, unless: stop)[0]
  }

  private func side(_ image: Int, count: Int) throws(FigureError) -> Int {
    let (cell, first) = image.addingReportingOverflow(padding)
    let (sum, second) = cell.multipliedReportingOverflow(by: count)
    let (whole, third) = sum.addingReportingOverflow(padding)
    guard !first, !second, !third, whole <= FigureError.largestSide else {
      throw .imageShape(
        "a grid of \(count) images of \(image) pixels with padding \(padding) is larger than "
          + "\(FigureError.largestSide) pixels")
    }
    return whole
  }

  /// The numbers stretched as `normalize`, `valueRange` and `scaleEach` say.
  private func normalized(_ images: ImageBatch, unless stop: StopFlag) throws(FigureError) -> [Float] {
    guard normalize else { return images.values }
    let size = images.channels * images.height * images.width
    let groups = scaleEach ? images.count : 1
    let imagesOfGroup = scaleEach ? 1 : images.count
    var values: [Float] = []
    values.reserveCapacity(images.values.count)
    for group in 0..<groups {
      let starts = (0..<imagesOfGroup).map { (group * imagesOfGroup + $0) * size }
      guard let first = starts.first else { continue }
      var (low, high) = (
        valueRange?.lowerBound ?? images.values[first], valueRange?.upperBound ?? images.values[first]
      )
      for start in starts where valueRange == nil {
        try stop.checkDrawing()
        for index in start..<start + size {
          low = images.values[index] < low ? images.values[index] : low
          high = images.values[index] > high ? images.values[index] : high
        }
      }
      let divisor = max(high - low, 1e-5)
      for start in starts {
        try stop.checkDrawing()
        for value in images.values[start..<start + size] { values.append((min(max(value, low), high) - low) / divisor) }
      }
    }
    return values
  }
}

extension ImageBatch {
  /// The images as pictures; the ends of `range` become black and white, and what lies outside is cut off there.
  public func pictures(
    range: ClosedRange<Float> = -1...1, unless stop: StopFlag = StopFlag()
  ) throws(FigureError) -> [Raster] {
    let plane = height * width
    let length = max(range.upperBound - range.lowerBound, .leastNormalMagnitude)
    return try (0..<count).map { image throws(FigureError) in
      var pixels = [UInt8](repeating: 0, count: plane * 3)
      for channel in 0..<3 {
        try stop.checkDrawing()
        let start = (image * channels + min(channel, channels - 1)) * plane
        for pixel in 0..<plane {
          let value = (values[start + pixel] - range.lowerBound) / length
          let scaled = value * 255 + 0.5
          pixels[pixel * 3 + channel] = scaled >= 255 ? 255 : scaled > 0 ? UInt8(scaled) : 0
        }
      }
      return Raster(width: width, height: height, pixels: pixels)
    }
  }

  /// The images of both taken in turn: the first of this batch, the first of `other`, the second of this one, …
  ///
  /// Throws `FigureError.imageShape` when the two are not of one shape.
  public func interleaved(with other: ImageBatch) throws(FigureError) -> ImageBatch {
    guard count == other.count, channels == other.channels, height == other.height, width == other.width else {
      throw .imageShape(
        "images of shapes [\(count), \(channels), \(height), \(width)] and "
          + "[\(other.count), \(other.channels), \(other.height), \(other.width)] cannot be taken in turn")
    }
    let size = channels * height * width
    var both: [Float] = []
    both.reserveCapacity(2 * values.count)
    for image in 0..<count {
      both += values[image * size..<(image + 1) * size]
      both += other.values[image * size..<(image + 1) * size]
    }
    return try ImageBatch(count: 2 * count, channels: channels, height: height, width: width, values: both)
  }
}
