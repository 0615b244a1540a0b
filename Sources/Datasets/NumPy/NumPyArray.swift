/// Arrays in NumPy's `.npy` format, version 1.0, as `numpy.lib.format` describes it.
public enum NumPyArray {
  /// The bytes of a float32 array of `shape` in C order.
  public static func bytes(_ values: [Float], shape: [Int]) -> [UInt8] {
    precondition(shape.reduce(1, *) == values.count, "the shape holds all of the values")
    let sides = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(sides)), }"
    // Magic, version and length take 10 bytes; the header ends on a multiple of 64 with a new line.
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    bytes += [UInt8(header.utf8.count & 0xff), UInt8(header.utf8.count >> 8)]
    bytes += Array(header.utf8)
    bytes.reserveCapacity(bytes.count + values.count * 4)
    for value in values {
      let bits = value.bitPattern
      bytes.append(UInt8(truncatingIfNeeded: bits))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
    }
    return bytes
  }
}

extension Images {
  /// The images as a `.npy` file of float32, `[image, channel, row, column]`.
  public func numPyBytes() -> [UInt8] {
    NumPyArray.bytes(values, shape: [count, shape.channels, shape.height, shape.width])
  }
}
