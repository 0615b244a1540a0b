public import Basics

/// Arrays in NumPy's `.npy` format, version 1.0, as `numpy.lib.format` describes it.
public enum NumPyArray {
  /// The bytes of a float32 array of `shape` in C order; throws `Interrupted` where it is stopped.
  public static func bytes(
    _ values: [Float], shape: [Int], unless stop: StopFlag = StopFlag()
  ) throws(Interrupted) -> [UInt8] {
    precondition(shape.reduce(1, *) == values.count, "the shape holds all of the values")
    let sides = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(sides)), }"
    // Magic, version and length take 10 bytes; the header ends on a multiple of 64 with a new line.
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    bytes += [UInt8(header.utf8.count & 0xff), UInt8(header.utf8.count >> 8)]
    bytes += Array(header.utf8)
    bytes.reserveCapacity(bytes.count + values.count * 4)
    let piece = 1 << 18
    for start in stride(from: 0, to: values.count, by: piece) {
      try stop.check()
      // The lowest byte of each number comes first, as on every processor that this is built for.
      values[start..<min(start + piece, values.count)].withUnsafeBytes { bytes += $0 }
    }
    return bytes
  }
}

extension Images {
  /// The images as a `.npy` file of float32, `[image, channel, row, column]`; throws `Interrupted` where it is stopped.
  public func numPyBytes(unless stop: StopFlag = StopFlag()) throws(Interrupted) -> [UInt8] {
    try NumPyArray.bytes(values, shape: [count, shape.channels, shape.height, shape.width], unless: stop)
  }
}
