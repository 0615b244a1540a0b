package import KernelArguments

// Between PyTorch's row-major order and the blocked layout, for one block of images at a time.

/// Spreads row-major images `[images][channels][pixels]` into one block `[pixels][channels][16]`, padding with zeros.
public func blockImages(
  _ rowMajor: UnsafePointer<Float>, images: Int, channels: Int, pixels: Int, into block: UnsafeMutablePointer<Float>
) {
  let stride = channels &* pixels
  for channel in 0..<channels {
    for pixel in 0..<pixels {
      let entry = block + (pixel &* channels &+ channel) &* entryWidth
      let source = rowMajor + (channel &* pixels &+ pixel)
      for image in 0..<images { entry[image] = source[image &* stride] }
      for image in images..<entryWidth { entry[image] = 0 }
    }
  }
}

/// Gathers one block `[pixels][channels][16]` into row-major images `[images][channels][pixels]`.
public func unblockImages(
  _ block: UnsafePointer<Float>, images: Int, channels: Int, pixels: Int, into rowMajor: UnsafeMutablePointer<Float>
) {
  let stride = channels &* pixels
  for channel in 0..<channels {
    for pixel in 0..<pixels {
      let entry = block + (pixel &* channels &+ channel) &* entryWidth
      let target = rowMajor + (channel &* pixels &+ pixel)
      for image in 0..<images { target[image &* stride] = entry[image] }
    }
  }
}

/// Spreads images of bytes into one block, padding with zeros.
package func blockBytes(_ images: ByteImages, into block: UnsafeMutablePointer<Float>) {
  for channel in 0..<images.channels {
    for pixel in 0..<images.pixels {
      let entry = block + (pixel &* images.channels &+ channel) &* entryWidth
      let source = images.bytes + (channel &* images.pixels &+ pixel)
      for image in 0..<images.images { entry[image] = images.values[Int(source[images.places[image]])] }
      for image in images.images..<entryWidth { entry[image] = 0 }
    }
  }
}

/// Exchanges the two indices of a block's entries: `[rows][columns][16]` becomes `[columns][rows][16]`.
public func exchangeEntries(
  _ values: UnsafePointer<Float>, rows: Int, columns: Int, into result: UnsafeMutablePointer<Float>
) {
  for column in 0..<columns {
    for row in 0..<rows {
      let source = values + (row &* columns &+ column) &* entryWidth
      let target = result + (column &* rows &+ row) &* entryWidth
      var part = 0
      while part < entryWidth {
        (target + part).lane = (source + part).lane
        part &+= laneWidth
      }
    }
  }
}
