import FileFormats
import Testing

struct PickleReaderTests {
  private static let vocabulary = PickleVocabulary([], of: "a test", expecting: "no name")

  private func read(_ bytes: [UInt8]) throws -> PickleValue {
    try PickleReader.read(bytes, path: "p", vocabulary: Self.vocabulary)
  }

  /// `(-2, 513, 1.5, "abc", b"de", [True])`, with numbers and texts of several widths.
  private static let tuple: [UInt8] =
    [0x80, 2, 0x28, 0x4a, 0xfe, 0xff, 0xff, 0xff, 0x4d, 1, 2, 0x47, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0]
    + [0x58, 3, 0, 0, 0, 0x61, 0x62, 0x63, 0x55, 2, 0x64, 0x65, 0x5d, 0x88, 0x61, 0x74, 0x2e]

  @Test("A pickle that ends anywhere before its end is refused, and says where")
  func truncated() throws {
    #expect(try read(Self.tuple).place >= 0)
    for count in 0..<Self.tuple.count {
      let said = message { _ = try read(Array(Self.tuple[..<count])) }
      #expect(said.hasPrefix("p: byte "), "\(count) bytes: \(said)")
    }
  }

  @Test("A text that is longer than what is left is refused, whatever length it says")
  func longTexts() {
    func said(_ bytes: [UInt8]) -> String { message { _ = try read([0x80, 2] + bytes + [0x61, 0x62, 0x2e]) } }
    #expect(
      said([0x55, 200]) == "p: byte 2 of the pickle: found 3 bytes to the end, expected 200 bytes")
    #expect(said([0x58, 4, 0, 0, 0]).contains("found 3 bytes to the end, expected 4 bytes"))
    #expect(
      said([0x8d] + [UInt8](repeating: 0xff, count: 8)).contains(
        "found 3 bytes to the end, expected 9223372036854775807 bytes"))
  }
}
