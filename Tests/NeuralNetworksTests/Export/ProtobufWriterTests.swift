import NeuralNetworks
import TensorMath
import Testing

@Suite struct ProtobufWriterTests {
  private func bytes(_ writer: ProtobufWriter) -> [UInt8] { writer.pieces.flatMap { $0.withBytes { Array($0) } } }

  @Test("Fields are written as the encoding's page has them")
  func fields() {
    var writer = ProtobufWriter()
    writer.integer(1, 150)
    #expect(bytes(writer) == [0x08, 0x96, 0x01])
    writer.text(2, "testing")
    #expect(bytes(writer) == [0x08, 0x96, 0x01, 0x12, 0x07] + Array("testing".utf8))
    #expect(writer.count == 12)

    var negative = ProtobufWriter()
    negative.integer(1, -2)
    #expect(bytes(negative) == [0x08, 0xFE] + [UInt8](repeating: 0xFF, count: 8) + [0x01])

    var outer = ProtobufWriter()
    var inner = ProtobufWriter()
    inner.integer(1, 150)
    outer.message(3, inner)
    #expect(bytes(outer) == [0x1A, 0x03, 0x08, 0x96, 0x01])

    var others = ProtobufWriter()
    others.float(2, 1)
    others.integer(20, 127)
    others.integer(14, 128)
    others.value(9, [7, 8])
    #expect(
      bytes(others) == [
        0x15, 0x00, 0x00, 0x80, 0x3F, 0xA0, 0x01, 0x7F, 0x70, 0x80, 0x01, 0x4A, 0x02, 0x07, 0x08,
      ])
  }

  @Test("Arrays are read where they lie, in messages within messages too")
  func arrays() {
    let numbers = FloatBuffer([1, -2, 0.5])
    var tensor = ProtobufWriter()
    tensor.integer(2, 1)
    tensor.value(9, numbers.slice(1..<3))
    tensor.text(8, "w")
    var graph = ProtobufWriter()
    graph.message(5, tensor)
    graph.text(2, "g")
    numbers[1] = 4
    let array: [UInt8] = [0x4A, 0x08, 0, 0, 0x80, 0x40, 0, 0, 0, 0x3F]
    #expect(bytes(graph) == [0x2A, 0x0F, 0x10, 0x01] + array + [0x42, 0x01, 0x77, 0x12, 0x01, 0x67])
    #expect(graph.count == bytes(graph).count)
  }
}
