import Foundation
import NeuralNetworks
import TensorMath
import TestSupport
import Testing

/// Files of weights as they come from elsewhere; Tests/Peers/odd_weights.py makes them.
@Suite struct OddWeightsTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/Odd").path

  static func path(_ file: String) -> String { folder + "/" + file }

  /// The network that the files are of.
  static func model() throws -> Autoencoder {
    let encoder = try NetworkDescription(
      .image(channels: 1, height: 2, width: 2), ["conv2d 2 padding=1", "relu", "flatten", "linear 3"])
    let decoder = try NetworkDescription(.vector(3), ["linear 4", "unflatten 1x2x2", "sigmoid"])
    return try Autoencoder(AutoencoderDescription(encoder: encoder, decoder: decoder))
  }

  /// The numbers of every file that is read: from -100 to 100 sixteenths, in an order of their own.
  static let numbers = (0..<63).map { Float($0 * 37 % 201 - 100) / 16 }

  /// The files whose weights are taken, and what is said of each.
  static let taken: [(file: String, remarks: [String])] = [
    ("plain.safetensors", []), ("half.safetensors", ["converted 6 tensors from F16 to F32"]),
    ("bfloat16.safetensors", ["converted 6 tensors from BF16 to F32"]),
    ("double.safetensors", ["converted 6 tensors from F64 to F32"]),
    ("mixed.safetensors", ["converted 1 tensor from F16 to F32"]),
    ("parallel.safetensors", ["took the prefix `module.` off 6 names"]),
    ("compiled.safetensors", ["took the prefix `_orig_mod.` off 6 names"]),
    ("lightning.safetensors", ["took the prefix `model.` off 6 names"]),
    ("parallel-compiled.safetensors", ["took the prefix `module._orig_mod.` off 6 names"]),
    ("inside.safetensors", ["took the prefix `autoencoder.` off 6 names"]),
    ("inside-compiled.safetensors", ["took the prefix `_orig_mod.autoencoder.` off 6 names"]),
    ("described.safetensors", []), ("state.pt", []), ("protocol-5.pt", []), ("parameters.pt", []), ("shared.pt", []),
    ("strided.pt", []), ("big-endian.pt", []), ("bfloat16.pt", ["converted 6 tensors from BF16 to F32"]),
    ("checkpoint.pt", ["took the weights under `model_state_dict`"]),
    ("halves.pt", ["took the weights under `encoder` and `decoder`"]),
  ]

  @Test("What differs in form alone is read, and what was changed is said", arguments: taken)
  func takes(file: String, remarks: [String]) throws {
    let model = try Self.model()
    #expect(try model.load(WeightsFile(contentsOf: Self.path(file))) == remarks)
    #expect(model.weights.values == Self.numbers)
    #expect(model.scale == (file == "described.safetensors" ? .brightness : .normalised))
  }

  private static let weights = "expected weights, in safetensors or as PyTorch's `torch.save` of a state dictionary"
  private static let alone =
    "expected weights and plain values alone, as nothing else is loaded: `torch.save(model.state_dict(), \"weights.pt\")`"

  /// The files that are refused, and why.
  static let refused: [(file: String, message: String)] = [
    (
      "cut.safetensors",
      "tensor \"encoder.3.weight\": found data from byte 156 to 252, "
        + "expected a range within the file's 202 bytes"
    ),
    ("cut-header.safetensors", "found a header of 464 bytes, expected at most 52, which the file has"),
    ("cut.pt", "its last 1200 bytes: found no end of a zip directory, expected one; the archive is truncated"),
    ("lying.safetensors", "tensor \"encoder.3.weight\": found 96 bytes, expected 108 for F32 of shape [3, 9]"),
    (
      "beyond.pt",
      "tensor \"encoder.0.weight\": found a tensor that reaches to number 136 of its storage, "
        + "expected no more than the 18 that the storage has"
    ),
    ("lost.pt", "tensor \"encoder.0.weight\": found no member archive/data/0, expected its numbers"),
    ("changed.pt:archive/data/0", "its 252 bytes: found the check sum 3965755295, expected 1268517428"),
    ("page.safetensors", "is an HTML page; expected the file that the page is about, not the page"),
    (
      "pointer.safetensors",
      "is a Git LFS pointer, which stands for a file that was not fetched; "
        + "expected the file itself, which `git lfs pull` fetches"
    ),
    ("picture.pt", "is a JPEG; \(weights)"), ("empty.pt", "the file is empty; \(weights)"),
    ("arrays.npz", "is an archive of NumPy arrays, `.npz`; \(weights)"),
    ("network.onnx", "is an ONNX model; \(weights): `torch.save(model.state_dict(), \"weights.pt\")`"),
    ("noise.pth", "is a file that begins with 01 02 03 04; \(weights)"),
    (
      "model.safetensors.index.json",
      "is the index of a model in 2 files, model-00001-of-00002.safetensors, "
        + "model-00002-of-00002.safetensors; "
        + "expected the tensors in one file, as `safetensors.torch.save_file(state, …)` writes them"
    ),
    (
      "old.pt",
      "is a `torch.save` file in the form from before PyTorch 1.6; "
        + "expected the form of today: `torch.save(torch.load(\"old.pt\"), \"new.pt\")` writes it"
    ),
    (
      "script.pt",
      "is a TorchScript archive, a program with its weights; "
        + "expected weights alone: `torch.save(torch.jit.load(\"script.pt\").state_dict(), \"weights.pt\")`"
    ),
    ("whole.pt", "byte 2 of the pickle: found the name torch.nn.modules.linear Linear, \(alone)"),
    ("system.pt", "byte 2 of the pickle: found the name posix system, \(alone)"),
    (
      "tensor.pt",
      "found one tensor without a name, "
        + "expected a dictionary of tensors: `torch.save(model.state_dict(), \"weights.pt\")`"
    ),
    ("nothing.pt", "found a dictionary of `epoch` and `loss`, expected a dictionary of tensors"),
    ("candidates.pt", "found dictionaries of tensors under `model` and `net`, expected one"),
    ("integers.safetensors", "tensor \"encoder.0.weight\": found dtype I8, expected F16, F32, F64 or BF16"),
    ("infinite.safetensors", "tensor \"decoder.0.bias\": found inf at place 2, expected finite numbers"),
    (
      "overflowing.safetensors",
      "tensor \"decoder.0.bias\": found 1e+300 at place 1, expected numbers that 32 bits hold"
    ),
    ("twice.safetensors", "“encoder.0.bias” and “module.encoder.0.bias” are both the model's “encoder.0.bias”"),
    (
      "other-activation.safetensors",
      """
      layer 2 of the encoder is `gelu` in the file and `relu` in the model
      without `into=` the file opens as the model that it was saved from
      """
    ),
    (
      "extra.safetensors",
      """
      the file has 2 that the model has no place for
      wanted    found
      –         head.bias    10
      –         head.weight  10x3
      """
    ),
    (
      "no-bias.safetensors",
      """
      the file lacks 1 of the model's 6 tensors
      wanted             found
      encoder.0.bias  2  –
      """
    ),
    (
      "transposed.safetensors",
      """
      the file has 1 of another shape
      wanted                 found
      encoder.3.weight  3x8  encoder.3.weight  8x3
      sides the other way round are another library's: PyTorch has a linear layer's weight as out x in
      """
    ),
    (
      "two-prefixes.safetensors",
      """
      the file lacks 6 of the model's 6 tensors and has 6 that the model has no place for
      wanted                     found
      encoder.0.weight  2x1x3x3  first.encoder.0.weight   2x1x3x3
      encoder.0.bias    2        first.encoder.0.bias     2
      encoder.3.weight  3x8      first.encoder.3.weight   3x8
      encoder.3.bias    3        first.encoder.3.bias     3
      decoder.0.weight  4x3      second.decoder.0.weight  4x3
      decoder.0.bias    4        second.decoder.0.bias    4
      where only names differ, `map="first="` says which is which, with a comma between several
      """
    ),
    (
      "inside-inside.safetensors",
      """
      the file lacks 6 of the model's 6 tensors and has 6 that the model has no place for
      wanted                     found
      encoder.0.weight  2x1x3x3  system.autoencoder.encoder.0.weight  2x1x3x3
      encoder.0.bias    2        system.autoencoder.encoder.0.bias    2
      encoder.3.weight  3x8      system.autoencoder.encoder.3.weight  3x8
      encoder.3.bias    3        system.autoencoder.encoder.3.bias    3
      decoder.0.weight  4x3      system.autoencoder.decoder.0.weight  4x3
      decoder.0.bias    4        system.autoencoder.decoder.0.bias    4
      where only names differ, `map="system.autoencoder="` says which is which, with a comma between several
      """
    ),
    (
      "renamed.pt",
      """
      the file lacks 6 of the model's 6 tensors and has 6 that the model has no place for
      wanted                     found
      encoder.0.weight  2x1x3x3  enc.conv.weight  2x1x3x3
      encoder.0.bias    2        enc.conv.bias    2
      encoder.3.weight  3x8      enc.fc.weight    3x8
      encoder.3.bias    3        enc.fc.bias      3
      decoder.0.weight  4x3      dec.fc.weight    4x3
      decoder.0.bias    4        dec.fc.bias      4
      where only names differ, `map="enc.conv=encoder.0"` says which is which, with a comma between several
      """
    ),
    (
      "others.safetensors",
      """
      the file lacks 6 of the model's 6 tensors and has 20 that the model has no place for
      wanted                     found
      encoder.0.weight  2x1x3x3  –
      encoder.0.bias    2        layers.1.weight   2
      encoder.3.weight  3x8      –
      encoder.3.bias    3        layers.2.weight   3
      decoder.0.weight  4x3      –
      decoder.0.bias    4        layers.3.weight   4
      –                          layers.0.weight   1
      –                          layers.10.weight  11
      –                          layers.11.weight  12
      –                          layers.12.weight  13
      –                          layers.13.weight  14
      –                          layers.14.weight  15
      and 11 more
      """
    ),
  ]

  @Test("What is no file of these weights is refused, with what it is and what helps", arguments: refused)
  func refuses(file: String, message expected: String) throws {
    let model = try Self.model()
    let name = file.split(separator: ":")[0]
    let found = message { try model.load(WeightsFile(contentsOf: Self.path(String(name)))) }
    #expect(found.replacingOccurrences(of: Self.folder + "/", with: "") == "\(file): \(expected)")
    #expect(model.weights.values.allSatisfy { $0 == 0 })
  }

  @Test("Every file has its test")
  func noFileIsForgotten() throws {
    let names = Self.taken.map(\.file) + Self.refused.map { String($0.file.split(separator: ":")[0]) }
    #expect(try Set(FileManager.default.contentsOfDirectory(atPath: Self.folder)) == Set(names))
    #expect(!FileManager.default.fileExists(atPath: "/tmp/executed"))
  }

  @Test("Names are mapped by their beginnings, the longest first")
  func maps() throws {
    func load(_ file: String, _ map: String...) throws -> String {
      let model = try Self.model()
      var options = WeightsOptions()
      return message {
        options.names = try NameMap(map)
        let remarks = try model.load(WeightsFile(contentsOf: Self.path(file)), options: options)
        #expect(model.weights.values == Self.numbers)
        throw Said(description: remarks.joined(separator: "; "))
      }.replacingOccurrences(of: Self.folder + "/", with: "")
    }
    #expect(
      try load("renamed.pt", "enc=encoder, enc.conv=encoder.0,enc.fc=encoder.3", "dec.fc=decoder.0.")
        == "renamed.pt: `map=` speaks of `enc`, with which no name of the file begins; it has `enc.conv.weight`, "
        + "`enc.conv.bias`, `enc.fc.weight`, `enc.fc.bias` and 2 more")
    #expect(
      try load("renamed.pt", "enc.conv=encoder.0, enc.fc = encoder.3", "dec.fc.=decoder.0.")
        == "renamed 6 tensors by `map=`")
    #expect(try load("inside-inside.safetensors", "system.autoencoder=") == "renamed 6 tensors by `map=`")
    #expect(
      try load("two-prefixes.safetensors", "second.decoder=decoder")
        == "took the prefix `first.` off 4 names; renamed 2 tensors by `map=`")
    #expect(
      try load("plain.safetensors", "encoder.0.weight=encoder.0.bias")
        == "plain.safetensors: “encoder.0.bias” and “encoder.0.weight” are both the model's “encoder.0.bias”")
    #expect(try load("plain.safetensors", "encoder") == "“encoder” is no pair of names, as in `enc.conv1=encoder.0`")
    #expect(try load("plain.safetensors", "a=b=c") == "“a=b=c” is no pair of names, as in `enc.conv1=encoder.0`")
    #expect(try load("plain.safetensors", "=b") == "“=b” is no pair of names, as in `enc.conv1=encoder.0`")
    #expect(try load("plain.safetensors", "a=b,a.=c") == "`a` is mapped twice")
  }

  private struct Said: Error, CustomStringConvertible { let description: String }

  @Test("A scale is taken from the file or from whoever knows it, and not from both")
  func scales() throws {
    var options = WeightsOptions()
    options.scale = .brightness
    let model = try Self.model()
    try model.load(WeightsFile(contentsOf: Self.path("state.pt")), options: options)
    #expect(model.scale == .brightness)
    #expect(model.inputScale == .brightness)
    // Nobody says it, and it stays.
    try model.load(WeightsFile(contentsOf: Self.path("state.pt")))
    #expect(model.scale == .brightness)
    try model.load(WeightsFile(contentsOf: Self.path("described.safetensors")), options: options)
    options.scale = .normalised
    let path = Self.path("described.safetensors")
    #expect(
      message { try model.load(WeightsFile(contentsOf: path), options: options) }
        == "\(path): the file says that its decoder makes 0..1, and `scale=` says -1..1")
    let opened = try Autoencoder.open(WeightsFile(contentsOf: path), threads: 1, memory: nil)
    #expect(opened.model.epochs == 4)
    #expect(opened.model.scale == .brightness)
    #expect(opened.model.weights.values == Self.numbers)
  }

  @Test(
    "No beginning of a file, and none with a byte changed, brings the reader down",
    arguments: ["state.pt", "shared.pt"])
  func survivesDamage(file: String) throws {
    let folder = try TemporaryFolder()
    let good = [UInt8](try Data(contentsOf: URL(filePath: Self.path(file))))
    let model = try Self.model()
    func load(_ bytes: some Collection<UInt8>) throws {
      try model.load(WeightsFile(contentsOf: folder.write(bytes, to: "w.pt"), limit: 1 << 20))
    }
    for count in stride(from: 0, to: good.count, by: 17) {
      #expect(throws: (any Error).self) { try load(good.prefix(count)) }
    }
    var taken = 0
    for place in stride(from: 0, to: good.count, by: 7) {
      var bytes = good
      bytes[place] ^= 0x11
      if (try? load(bytes)) != nil {
        taken += 1
        #expect(model.weights.values == Self.numbers)
      }
    }
    // What is between the members, and dates, may be any.
    #expect(taken > 0)
  }

  @Test("What is larger than the memory is refused before it is read")
  func refusesLargeFiles() throws {
    let path = Self.path("state.pt")
    #expect(
      message { _ = try WeightsFile(contentsOf: path, limit: 3000) }
        == "\(path): found 3349 bytes, expected no more than 3000, which are there")
    #expect(
      message { _ = try WeightsFile(contentsOf: Self.folder) } == "\(Self.folder): cannot be read: it is no plain file")
    #expect(
      message { _ = try WeightsFile(contentsOf: Self.path("none")) }
        == "\(Self.path("none")): there is no such file or folder; \(Self.weights)")
  }
}
