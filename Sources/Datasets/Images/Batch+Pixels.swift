package import TensorMath

extension Batch {
  /// Takes over another batch's numbers, padding included.
  package func take(_ other: Batch) {
    precondition(other.shape == shape && other.count <= capacity, "The other batch has another shape or is larger.")
    count = other.count
    storage.pointer.update(from: other.storage.pointer, count: other.blocks * other.blockFloats)
  }

  /// Sets every channel of one pixel of a sample.
  package func set(_ sample: Int, pixel: Int, channels: Int, to value: (_ channel: Int) -> Float) {
    let entry = place(of: sample, pixel: pixel, channels: channels)
    for channel in 0..<channels { storage.pointer[entry + channel * Batch.blockWidth] = value(channel) }
  }

  /// Where the first channel of a pixel of a sample lies; the next one lies a block's width behind it.
  package func place(of sample: Int, pixel: Int, channels: Int) -> Int {
    sample / Batch.blockWidth * blockFloats + pixel * channels * Batch.blockWidth + sample % Batch.blockWidth
  }
}
