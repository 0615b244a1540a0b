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

/// Images of bytes, given by their places, and the numbers that the 256 bytes become.
package struct ByteImages {
  package let bytes: UnsafePointer<UInt8>, places: UnsafePointer<Int>, values: UnsafePointer<Float>
  package let images: Int, channels: Int, pixels: Int

  package init(
    bytes: UnsafePointer<UInt8>, places: UnsafePointer<Int>, values: UnsafePointer<Float>, images: Int, channels: Int,
    pixels: Int
  ) {
    self.bytes = bytes
    self.places = places
    self.values = values
    self.images = images
    self.channels = channels
    self.pixels = pixels
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
