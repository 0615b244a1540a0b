import NeuralNetworks
import Testing

/// Numbers of 16 and 64 bits as floats of 32.
@Suite struct HalfTests {
  /// What a file of these bytes says its numbers are.
  private func floats(_ type: String, _ bytes: [UInt8], count: Int) throws -> [Float] {
    var header = Array(
      #"{"a":{"dtype":"\#(type)","shape":[\#(count)],"data_offsets":[0,\#(bytes.count)]}}"#.utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    let size = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    return try WeightsFile(Safetensors(size + header + bytes, file: "m")).floats("a", takingAll: true)
  }

  @Test func everyHalfIsTheFloatThatItIs() throws {
    let bits = (UInt16.min...UInt16.max).map { $0 }
    let found = try floats("F16", bits.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }, count: bits.count)
    for (bits, found) in zip(bits, found) {
      let expected = Float(Float16(bitPattern: bits))
      #expect(found.bitPattern == expected.bitPattern || found.isNaN && expected.isNaN)
    }
  }

  @Test func aBrainFloatIsTheUpperHalfOfAFloat() throws {
    #expect(
      try floats("BF16", [0x80, 0x3f, 0, 0x80, 1, 0, 0x80, 0x7f], count: 4).map(\.bitPattern)
        == [0x3f80_0000, 0x8000_0000, 0x0001_0000, 0x7f80_0000])
  }

  @Test func aDoubleIsRoundedToTheNearestFloat() throws {
    let numbers = [0.1, -1e-50, 1e300, 3.4e38]
    let bytes = numbers.flatMap { number in
      (0..<8).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
    }
    #expect(try floats("F64", bytes, count: 4) == [0.1, -0.0, .infinity, 3.4e38])
  }
}
