import NeuralNetworks
import TestSupport
import Testing

/// Pickles of PyTorch's that lie, assembled by hand, in archives that do not.
@Suite struct TorchFileTests {
  /// A pickle of protocol 2: its opcodes between texts, which stand for their own bytes.
  private func pickle(_ parts: [UInt8]...) -> [UInt8] { [0x80, 2] + parts.joined() + Array(".".utf8) }

  private func text(_ text: String) -> [UInt8] {
    [UInt8(ascii: "X")] + number(text.utf8.count).dropFirst() + Array(text.utf8)
  }

  /// `BININT`.
  private func number(_ number: Int) -> [UInt8] {
    [UInt8(ascii: "J")] + (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// `LONG1` of eight bytes.
  private func long(_ number: Int) -> [UInt8] {
    [0x8a, 8] + (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private func tuple(_ parts: [[UInt8]]) -> [UInt8] { Array("(".utf8) + parts.joined() + Array("t".utf8) }

  /// A tensor of a storage.
  private func tensor(
    _ sides: [[UInt8]], _ strides: [[UInt8]], offset: [UInt8]? = nil, storage: String = "0",
    type: String = "FloatStorage"
  ) -> [UInt8] {
    let identification = tuple([
      text("storage"), Array("ctorch\n\(type)\n".utf8), text(storage), text("cpu"), number(4),
    ])
    let hooks = Array("ccollections\nOrderedDict\n)R".utf8)
    return Array("ctorch._utils\n_rebuild_tensor_v2\n".utf8)
      + tuple([identification + Array("Q".utf8), offset ?? number(0), tuple(sides), tuple(strides), [0x89], hooks])
      + Array("R".utf8)
  }

  /// A dictionary of one tensor, `a`.
  private func state(_ tensor: [UInt8]) -> [UInt8] { pickle(Array("}".utf8) + text("a") + tensor + Array("s".utf8)) }

  /// What comes of a pickle beside a storage of the floats 0, 1, 2 and 3: the tensor `a`, or what is wrong.
  private func read(_ pickle: [UInt8], limit: Int? = nil) throws -> String {
    let folder = try TemporaryFolder()
    let storage = (0..<4).flatMap { number in
      (0..<4).map { UInt8(truncatingIfNeeded: Float(number).bitPattern >> (8 * UInt32($0))) }
    }
    let path = try folder.write(ZipArchive.bytes([("x/data.pkl", pickle), ("x/data/0", storage)]), to: "x.pt")
    do {
      let file = try WeightsFile(contentsOf: path, limit: limit)
      return "\(try file.floats("a")) of \(file.entries["a"]?.shape ?? [])"
    } catch {
      return "\(error)".replacingOccurrences(of: path + ": ", with: "")
    }
  }

  @Test("A tensor is the part of its storage that offset and strides say")
  func reads() throws {
    #expect(
      try read(state(tensor([number(2), number(2)], [number(2), number(1)]))) == "[0.0, 1.0, 2.0, 3.0] of [2, 2]")
    #expect(
      try read(state(tensor([number(2), number(2)], [number(1), number(2)]))) == "[0.0, 2.0, 1.0, 3.0] of [2, 2]")
    #expect(try read(state(tensor([number(2)], [number(2)], offset: number(1)))) == "[1.0, 3.0] of [2]")
    // One number for all, and none at all.
    #expect(try read(state(tensor([number(3)], [number(0)], offset: number(2)))) == "[2.0, 2.0, 2.0] of [3]")
    #expect(
      try read(state(tensor([number(0), long(.max)], [number(1), number(1)]))) == "[] of [0, 9223372036854775807]")
    #expect(try read(state(tensor([], []))) == "[0.0] of []")
    // A side of one is never stepped over.
    #expect(try read(state(tensor([number(2), number(1)], [number(3), long(.max)]))) == "[0.0, 3.0] of [2, 1]")
    let parameter =
      Array("ctorch._utils\n_rebuild_parameter\n".utf8)
      + tuple([tensor([number(1)], [number(1)], offset: number(3)), [0x88], Array("}".utf8)]) + Array("R".utf8)
    #expect(try read(state(parameter)) == "[3.0] of [1]")
  }

  @Test("What a tensor cannot be is refused")
  func refusesTensors() throws {
    let all = "expected no more than the 4 that the storage has"
    #expect(
      try read(state(tensor([number(5)], [number(1)])))
        == "tensor \"a\": found a tensor that reaches to number 5 of its storage, \(all)")
    #expect(
      try read(state(tensor([number(2)], [long(.max)])))
        == "tensor \"a\": found a tensor that reaches to number 9223372036854775807 of its storage, \(all)")
    #expect(
      try read(state(tensor([long(.max), long(.max)], [long(.max), long(.max)], offset: long(.max))))
        == "tensor \"a\": found a tensor that reaches to number 9223372036854775807 of its storage, \(all)")
    #expect(
      try read(state(tensor([long(1 << 40)], [number(0)])), limit: 1 << 20)
        == "tensor \"a\": found 4398046511104 bytes, expected no more than 1048576, which are there")
    #expect(
      try read(state(tensor([number(-1)], [number(1)])))
        == "tensor \"a\": found the number -1, expected a side of the tensor")
    #expect(
      try read(state(tensor([number(1)], [number(-1)])))
        == "tensor \"a\": found the number -1, expected a stride of the tensor")
    #expect(
      try read(state(tensor([number(1)], [number(1)], offset: number(-4))))
        == "tensor \"a\": found the number -4, expected the tensor's place")
    #expect(
      try read(state(tensor([number(1)], [])))
        == "tensor \"a\": found a tuple of 1, expected the tensor's shape, and as many strides")
    #expect(
      try read(state(tensor([number(1)], [number(1)], storage: "../0")))
        == "tensor \"a\": found no member x/data/../0, expected its numbers")
    #expect(
      try read(state(tensor([number(1)], [number(1)], type: "ComplexDoubleStorage")))
        == "tensor \"a\": found dtype ComplexDouble, expected F16, F32, F64 or BF16")
    #expect(
      try read(state(tensor([number(1)], [number(1)], type: "BoolStorage")))
        == "tensor \"a\": found dtype BOOL, expected F16, F32, F64 or BF16")
  }

  @Test("A few bytes that refer to much again and again make nothing large of it")
  func refusesBombs() throws {
    // A dictionary of one text and itself, again and again.
    let many = [[UInt8]](repeating: Array("h\u{1}h\u{2}".utf8), count: 200_000).joined()
    #expect(
      try read(pickle(Array("}q\u{2}(".utf8) + text("a") + Array("q\u{1}N".utf8) + many + Array("u".utf8)))
        == "found 200001 entries, expected 131072 or fewer")
    // A tensor whose shape is a tuple of a hundred thousand.
    let sides = [[UInt8]](repeating: number(1), count: 100_000)
    #expect(
      try read(state(tensor(sides, sides)))
        == "tensor \"a\": found a tuple of 100000, expected the tensor's shape, and as many strides")
    // Lists in lists, and a dictionary that holds itself under a usual name.
    let lists =
      [UInt8](repeating: UInt8(ascii: "]"), count: 100_000) + [UInt8](repeating: UInt8(ascii: "a"), count: 99_999)
    #expect(
      try read(pickle(lists))
        == "found a list of 1, expected a dictionary of tensors: `torch.save(model.state_dict(), \"weights.pt\")`")
    #expect(
      try read(pickle(Array("}q\u{1}".utf8) + text("model") + Array("h\u{1}s".utf8)))
        == "found a dictionary of `model`, expected a dictionary of tensors")
  }
}
