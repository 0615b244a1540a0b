// What the kernels are told: pointers, numbers and flags with names, and nothing else. Both builds of the kernels and
// their caller see these types, so none holds a vector, which they would pass to each other in different ways.

/// One block of images that is read, `[height][width][channels][16 images]`.
package struct SourceBlock {
  package let floats: UnsafePointer<Float>
  package let height: Int, width: Int, channels: Int

  package init(
    floats: UnsafePointer<Float>, height: Int, width: Int, channels: Int
  ) {
    self.floats = floats
    self.height = height
    self.width = width
    self.channels = channels
  }
}

/// One block of images that is written, `[height][width][channels][16 images]`.
package struct DestinationBlock {
  package let floats: UnsafeMutablePointer<Float>
  package let height: Int, width: Int, channels: Int

  package init(
    floats: UnsafeMutablePointer<Float>, height: Int, width: Int, channels: Int
  ) {
    self.floats = floats
    self.height = height
    self.width = width
    self.channels = channels
  }
}

/// Images of bytes, given by their places, the numbers that the 256 bytes become, and the block that they make.
package struct ByteImages {
  package let bytes: UnsafePointer<UInt8>, places: UnsafePointer<Int>, values: UnsafePointer<Float>
  package let images: Int, channels: Int, pixels: Int
  package let block: UnsafeMutablePointer<Float>

  package init(
    bytes: UnsafePointer<UInt8>, places: UnsafePointer<Int>, values: UnsafePointer<Float>, images: Int, channels: Int,
    pixels: Int, block: UnsafeMutablePointer<Float>
  ) {
    self.bytes = bytes
    self.places = places
    self.values = values
    self.images = images
    self.channels = channels
    self.pixels = pixels
    self.block = block
  }
}

/// The channels `first..<last` of images `[blocks][pixels][channels][16]`, and where their sums go.
package struct ChannelSums {
  package let values: UnsafePointer<Float>
  package let blocks: Int, pixels: Int, channels: Int
  package let first: Int, last: Int
  package let sums: UnsafeMutablePointer<Float>
  /// The sums so far of every channel and image, `[channels][16]`, which go on there; nil where they begin at nothing.
  package let running: UnsafeMutablePointer<Float>?

  package init(
    values: UnsafePointer<Float>, blocks: Int, pixels: Int, channels: Int, first: Int, last: Int,
    sums: UnsafeMutablePointer<Float>, running: UnsafeMutablePointer<Float>? = nil
  ) {
    self.values = values
    self.blocks = blocks
    self.pixels = pixels
    self.channels = channels
    self.first = first
    self.last = last
    self.sums = sums
    self.running = running
  }
}

/// Row-major images `[images][channels][pixels]`, and the block `[pixels][channels][16]` that they make.
package struct BlockedImages {
  package let rowMajor: UnsafePointer<Float>
  package let images: Int, channels: Int, pixels: Int
  package let block: UnsafeMutablePointer<Float>

  package init(
    rowMajor: UnsafePointer<Float>, images: Int, channels: Int, pixels: Int, block: UnsafeMutablePointer<Float>
  ) {
    self.rowMajor = rowMajor
    self.images = images
    self.channels = channels
    self.pixels = pixels
    self.block = block
  }
}

/// A block `[pixels][channels][16]`, and the row-major images `[images][channels][pixels]` that are taken from it.
package struct UnblockedImages {
  package let block: UnsafePointer<Float>
  package let images: Int, channels: Int, pixels: Int
  package let rowMajor: UnsafeMutablePointer<Float>

  package init(
    block: UnsafePointer<Float>, images: Int, channels: Int, pixels: Int, rowMajor: UnsafeMutablePointer<Float>
  ) {
    self.block = block
    self.images = images
    self.channels = channels
    self.pixels = pixels
    self.rowMajor = rowMajor
  }
}

/// Entries `[rows][columns][16]` that become `[columns][rows][16]`.
package struct ExchangedEntries {
  package let values: UnsafePointer<Float>
  package let rows: Int, columns: Int
  package let result: UnsafeMutablePointer<Float>

  package init(
    values: UnsafePointer<Float>, rows: Int, columns: Int, result: UnsafeMutablePointer<Float>
  ) {
    self.values = values
    self.rows = rows
    self.columns = columns
    self.result = result
  }
}
