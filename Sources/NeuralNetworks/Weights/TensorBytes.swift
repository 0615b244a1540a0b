/// The numbers in a tensor's bytes.
enum TensorBytes {
  /// The numbers as floats of 32 bits: each the nearest there is, and infinite beyond them.
  /// - Precondition: The type is one of weights or of counters.
  static func floats(_ bytes: UnsafeRawBufferPointer, of type: Safetensors.ElementType) -> [Float] {
    switch type {
    case .float32: numbers(bytes) { (bits: UInt32) in Float(bitPattern: bits) }
    case .float64: numbers(bytes) { (bits: UInt64) in Float(Double(bitPattern: bits)) }
    case .float16: numbers(bytes, half)
    case .bfloat16: numbers(bytes) { (bits: UInt16) in Float(bitPattern: UInt32(bits) << 16) }
    case .integer64: numbers(bytes) { (bits: UInt64) in Float(Int64(bitPattern: bits)) }
    case .integer32: numbers(bytes) { (bits: UInt32) in Float(Int32(bitPattern: bits)) }
    default: preconditionFailure("A tensor of \(type.rawValue) holds neither weights nor counters.")
    }
  }

  /// One of the numbers as the tensor has it.
  static func original(_ bytes: UnsafeRawBufferPointer, of type: Safetensors.ElementType, at place: Int) -> Double {
    let part = UnsafeRawBufferPointer(rebasing: bytes[place * type.size..<(place + 1) * type.size])
    guard type == .float64 else { return floats(part, of: type).first.map(Double.init) ?? .nan }
    return numbers(part) { (bits: UInt64) in Double(bitPattern: bits) }.first ?? .nan
  }

  /// A number of IEEE 754's binary16.
  private static func half(_ bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let rest = UInt32(bits & 0x7fff) << 13
    // The exponent's bias is smaller by 112; a product has subnormal numbers come out right too.
    let size = bits & 0x7c00 == 0x7c00 ? Float(bitPattern: rest | 0x7f80_0000) : Float(bitPattern: rest) * 0x1p112
    return Float(bitPattern: size.bitPattern | sign)
  }

  private static func numbers<Bits: FixedWidthInteger, Number>(
    _ bytes: UnsafeRawBufferPointer, _ make: (Bits) -> Number
  ) -> [Number] {
    (0..<bytes.count / MemoryLayout<Bits>.size).map { place in
      make(Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: place * MemoryLayout<Bits>.size, as: Bits.self)))
    }
  }
}
