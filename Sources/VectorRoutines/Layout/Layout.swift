package import KernelArguments

// Between PyTorch's row-major order and the blocked layout, for one block of images at a time.

/// Spreads row-major images `[images][channels][pixels]` into one block `[pixels][channels][16]`, padding with zeros.
package func blockImages(_ all: BlockedImages) {
  let (images, channels, pixels) = (all.images, all.channels, all.pixels)
  let stride = channels &* pixels
  for channel in 0..<channels {
    for pixel in 0..<pixels {
      let entry = all.block + (pixel &* channels &+ channel) &* entryWidth
      let source = all.rowMajor + (channel &* pixels &+ pixel)
      for image in 0..<images { entry[image] = source[image &* stride] }
      for image in images..<entryWidth { entry[image] = 0 }
    }
  }
}

/// Gathers one block `[pixels][channels][16]` into row-major images `[images][channels][pixels]`.
package func unblockImages(_ all: UnblockedImages) {
  let (images, channels, pixels) = (all.images, all.channels, all.pixels)
  let stride = channels &* pixels
  for channel in 0..<channels {
    for pixel in 0..<pixels {
      let entry = all.block + (pixel &* channels &+ channel) &* entryWidth
      let target = all.rowMajor + (channel &* pixels &+ pixel)
      for image in 0..<images { target[image &* stride] = entry[image] }
    }
  }
}

/// Spreads images of bytes into one block, padding with zeros.
package func blockBytes(_ images: ByteImages) {
  for channel in 0..<images.channels {
    for pixel in 0..<images.pixels {
      let entry = images.block + (pixel &* images.channels &+ channel) &* entryWidth
      let source = images.bytes + (channel &* images.pixels &+ pixel)
      for image in 0..<images.images { entry[image] = images.values[Int(source[images.places[image]])] }
      for image in images.images..<entryWidth { entry[image] = 0 }
    }
  }
}

/// Exchanges the two indices of a block's entries: `[rows][columns][16]` becomes `[columns][rows][16]`.
package func exchangeEntries(_ all: ExchangedEntries) {
  let (rows, columns) = (all.rows, all.columns)
  for column in 0..<columns {
    for row in 0..<rows {
      let source = all.values + (row &* columns &+ column) &* entryWidth
      let target = all.result + (column &* rows &+ row) &* entryWidth
      var part = 0
      while part < entryWidth {
        (target + part).lane = (source + part).lane
        part &+= laneWidth
      }
    }
  }
}
