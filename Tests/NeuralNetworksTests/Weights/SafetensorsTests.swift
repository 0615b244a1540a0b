import NeuralNetworks
import Testing

@Suite struct SafetensorsTests {
  /// The bytes of a file with this header and so many bytes of data.
  private func bytes(_ header: [UInt8], data: Int = 0) -> [UInt8] {
    let size = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    return size + header + [UInt8](repeating: 0, count: data)
  }

  private func refused(_ bytes: [UInt8]) -> String {
    message { _ = try Safetensors(bytes, file: "m") }
  }

  private func refused(_ header: String, data: Int = 0) -> String {
    refused(bytes(Array(header.utf8), data: data))
  }

  private func tensor(_ name: String, _ from: String, _ to: String, shape: String = "1", type: String = "F32") -> String
  {
    #""\#(name)":{"dtype":"\#(type)","shape":[\#(shape)],"data_offsets":[\#(from),\#(to)]}"#
  }

  @Test func damagedFilesAreRefused() {
    #expect(refused([UInt8]()) == "m: found 0 bytes, expected a header of 8 bytes or more")
    #expect(refused([2, 0, 0, 0, 0, 0, 0]) == "m: found 7 bytes, expected a header of 8 bytes or more")
    #expect(
      refused([100, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d])
        == "m: found a header of 100 bytes, expected at most 2, which the file has")
    #expect(
      refused([UInt8](repeating: 255, count: 10))
        == "m: found a header of 18446744073709551615 bytes, expected at most 2, which the file has")
    #expect(refused("") == "m: found the end of the header, expected a value")
  }

  @Test func headersOfAnotherFormAreRefused() {
    #expect(refused("hello") == "m: found byte 104 at 0 of the header, expected a value")
    #expect(refused("{") == "m: found the end of the header, expected a name")
    #expect(refused(#"{"a"}"#) == "m: found byte 125 at 4 of the header, expected a colon")
    #expect(refused(#"{"a":}"#) == "m: found byte 125 at 5 of the header, expected a value")
    #expect(refused(#"{"a":{} "b""#) == "m: found byte 34 at 8 of the header, expected a comma or a closing brace")
    #expect(refused(#"{"a":[1 2]}"#) == "m: found byte 50 at 8 of the header, expected a comma or a closing bracket")
    #expect(refused(#"{"a"#) == "m: found the end of the header, expected a closing quotation mark")
    #expect(refused(#"{"\x":1}"#) == "m: found byte 120 at 3 of the header, expected an escape")
    #expect(refused(#"{"\ud800":1}"#) == "m: found byte 117 at 3 of the header, expected an escape")
    #expect(refused("{\"\n\":1}") == "m: found byte 10 at 2 of the header, expected no control character in a text")
    #expect(refused("{}x") == "m: found byte 120 at 2 of the header, expected the end")
    #expect(
      refused(String(repeating: "[", count: 1000))
        == "m: found byte 91 at 256 of the header, expected no deeper nesting"
    )
    #expect(
      refused(bytes([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))
        == "m: found byte 34 at 1 of the header, expected UTF-8")
    #expect(refused("[]") == "m: found a header that is no object, expected an object")
    #expect(refused(#"{"a":1}"#) == "m: tensor \"a\": found no object, expected dtype, shape and data_offsets")
    #expect(
      refused(#"{"__metadata__":{"a":1}}"#)
        == "m: found metadata \"a\" that is no text, expected texts")
    #expect(
      refused(#"{"__metadata__":{"a":"1","a":"1"}}"#)
        == "m: found byte 34 at 25 of the header, expected the name “a” only once")
  }

  @Test func entriesThatDoNotFitAreRefused() {
    let incomplete = "m: tensor \"a\": found an incomplete entry, expected dtype, shape and two data_offsets"
    #expect(refused(#"{"a":{}}"#) == incomplete)
    #expect(refused("{\(tensor("a", "0", "4,4"))}", data: 4) == incomplete)
    #expect(refused("{\(tensor("a", "0", "-4"))}", data: 4) == incomplete)
    #expect(refused("{\(tensor("a", "0", "4.5"))}", data: 4) == incomplete)
    #expect(refused("{\(tensor("a", "0", "99999999999999999999"))}", data: 4) == incomplete)
    #expect(refused("{\(tensor("a", "0", "4", shape: "-1"))}", data: 4) == incomplete)
    #expect(
      refused("{\(tensor("a", "0", "8", shape: "2"))}", data: 4)
        == "m: tensor \"a\": found data from byte 0 to 8, expected a range within the file's 4 bytes")
    #expect(
      refused("{\(tensor("a", "4", "0"))}", data: 4)
        == "m: tensor \"a\": found data from byte 4 to 0, expected a range within the file's 4 bytes")
    #expect(
      refused("{\(tensor("a", "0", "3"))}", data: 3)
        == "m: tensor \"a\": found 3 bytes, expected 4 for F32 of shape [1]")
    #expect(
      refused("{\(tensor("a", "0", "4", shape: "9223372036854775807,4"))}", data: 4)
        == "m: tensor \"a\": found 4 bytes, expected 9223372036854775807 for F32 of shape [9223372036854775807, 4]")
    #expect(
      refused("{\(tensor("a", "0", "4")),\(tensor("b", "2", "6"))}", data: 6)
        == "m: tensor \"b\": found data from byte 2, expected from byte 4, where the tensor before it ends")
    #expect(
      refused("{\(tensor("a", "0", "4")),\(tensor("b", "8", "12"))}", data: 12)
        == "m: tensor \"b\": found data from byte 8, expected from byte 4, where the tensor before it ends")
    #expect(
      refused("{\(tensor("a", "0", "4"))}", data: 5) == "m: found 5 bytes of data, expected 4, as the header says")
    #expect(
      refused("{\(tensor("a", "0", "4")),\(tensor("a", "4", "8"))}", data: 8)
        == "m: found byte 34 at 54 of the header, expected the name “a” only once")
  }

  @Test func otherTypesAreRefusedOnlyWhenAskedFor() throws {
    let header = "{\(tensor("a", "0", "2", type: "F16")),\(tensor("b", "2", "6"))}"
    let file = try Safetensors(bytes(Array(header.utf8), data: 6), file: "m")
    #expect(try file.floats("b") == [0])
    #expect(message { _ = try file.floats("a") } == "m: tensor \"a\": found dtype F16, expected F32")
    #expect(message { _ = try file.unsignedBytes("b") } == "m: tensor \"b\": found dtype F32, expected U8")
    #expect(message { _ = try file.floats("c") } == "m: tensor \"c\": found no such tensor, expected one")
  }

  @Test func namesAndTextsComeBackAsTheyWent() throws {
    let strange = "\"a\\b\n\u{1}é\u{1f600}/"
    let written = SafetensorsWriter.bytes(
      [
        SafetensorsWriter.Tensor(name: "z", shape: [], values: [1.5]),
        SafetensorsWriter.Tensor(name: "y", shape: [0, 3], values: []),
        SafetensorsWriter.Tensor(name: strange, shape: [2, 1], values: [-0.0, .leastNonzeroMagnitude]),
      ], metadata: [strange: strange])
    let file = try Safetensors(written, file: "m")
    #expect(file.metadata == [strange: strange])
    #expect(file.entries.keys.sorted() == ["z", "y", strange].sorted())
    #expect(try file.floats("z", shape: []) == [1.5])
    #expect(try file.floats("y", shape: [0, 3]) == [])
    #expect(
      try file.floats(strange, shape: [2, 1]).map(\.bitPattern)
        == [Float(-0.0), .leastNonzeroMagnitude].map(\.bitPattern))
  }
}
