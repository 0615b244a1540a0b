import Foundation
import NeuralNetworks
import TensorMath
import TestSupport
import Testing

@Suite struct AutoencoderFileTests {
  /// The tensors of a model, to be damaged and written.
  private func tensors(_ model: Autoencoder) -> [SafetensorsWriter.Tensor] {
    model.namedParameters.map { name, parameter in
      SafetensorsWriter.Tensor(name: name, shape: parameter.description.shape, values: parameter.values.values)
    }
  }

  @Test func theArticlesNetworkComesBackUnderPyTorchsNames() throws {
    let folder = try TemporaryFolder()
    let model = try SmallModel.article()
    model.epochs = 7
    try model.save(to: folder.file("model.safetensors"))
    #expect(try folder.names() == ["model.safetensors"])
    let encoder = [0, 2, 4, 6, 8, 10, 13].flatMap { ["encoder.net.\($0).weight", "encoder.net.\($0).bias"] }
    let decoder = [0, 2, 4, 6, 8, 10].flatMap { ["decoder.conv.\($0).weight", "decoder.conv.\($0).bias"] }
    let names = encoder + ["decoder.linear.0.weight", "decoder.linear.0.bias"] + decoder
    #expect(model.namedParameters.map(\.name) == names)
    let file = try Safetensors(contentsOf: folder.file("model.safetensors"))
    #expect(file.entries.keys.sorted() == names.sorted())
    let opened = try Autoencoder.open(folder.file("model.safetensors"))
    #expect(opened.encoder.description == model.encoder.description)
    #expect(opened.decoder.description == model.decoder.description)
    #expect(opened.weights.values == model.weights.values)
    #expect(opened.epochs == 7)
    #expect(opened.scale == .normalised)
    try opened.save(to: folder.file("again.safetensors"))
    #expect(try folder.bytes("again.safetensors") == folder.bytes("model.safetensors"))
  }

  @Test(arguments: [[5, 2, 3, 8], [1, 1, 1, 4], [4, 3, 2, 12]])
  func aFileWithoutMetadataOpensInItsOwnSize(_ size: [Int]) throws {
    let folder = try TemporaryFolder()
    let (encoder, decoder) = try NetworkDescription.article(
      latent: size[0], width: size[1], input: .image(channels: size[2], height: size[3], width: size[3]))
    var generator = RandomGenerator(seed: 3)
    let model = try Autoencoder(encoder: encoder, decoder: decoder, generator: &generator)
    let path = folder.file("torch.safetensors")
    try SafetensorsWriter.write(tensors(model).reversed(), metadata: [:], to: path)
    let opened = try Autoencoder.open(path)
    #expect(opened.encoder.description == encoder)
    #expect(opened.decoder.description == decoder)
    #expect(opened.weights.values == model.weights.values)
  }

  @Test func anyOtherNetworkComesBackFromItsDescription() throws {
    let folder = try TemporaryFolder()
    let model = try SmallModel.other()
    let images = Batch(capacity: 2, shape: model.imageShape)
    images.count = 2
    let compute = ComputeContext(threads: 1)
    _ = model.step(images, objective: .of("bce"), optimizer: .adam, pass: .test(compute))
    let path = folder.file("model.safetensors")
    try model.save(to: path)
    #expect(
      model.namedParameters.map(\.name) == [
        "encoder.0.weight", "encoder.3.weight", "encoder.3.bias", "decoder.0.weight", "decoder.3.weight",
        "decoder.3.bias",
      ])
    let opened = try Autoencoder.open(path)
    #expect(opened.encoder.description == model.encoder.description)
    #expect(opened.decoder.description == model.decoder.description)
    #expect(opened.weights.values == model.weights.values)
    #expect(opened.scale == .brightness)
    #expect(opened.optimizerState == nil)
    let expected = model.reconstruct(images, compute: compute).rowMajor()
    #expect(opened.reconstruct(images, compute: compute).rowMajor() == expected)
  }

  @Test func loadFillsAModelOrLeavesItAsItIs() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("m.safetensors")
    let model = try SmallModel.article(seed: 2)
    let before = model.weights.values
    func refused(_ change: (inout [SafetensorsWriter.Tensor]) -> Void) throws -> String {
      var changed = tensors(try SmallModel.article(seed: 1))
      change(&changed)
      try SafetensorsWriter.write(changed, metadata: [:], to: path)
      let text = message { try model.load(Safetensors(contentsOf: path)) }
      #expect(model.weights.values == before)
      return text.replacingOccurrences(of: path, with: "m")
    }
    #expect(
      try refused { $0.removeLast() } == """
        m: the file lacks 1 of the model's 28 tensors
        wanted                   found
        decoder.conv.10.bias  1  –
        """)
    #expect(
      try refused { $0.append(SafetensorsWriter.Tensor(name: "extra", shape: [1], values: [0])) } == """
        m: the file has 1 that the model has no place for
        wanted    found
        –         extra  1
        """)
    #expect(
      try refused { $0[0] = SafetensorsWriter.Tensor(name: "encoder.0.weight", shape: [1], values: [0]) } == """
        m: the file lacks 1 of the model's 28 tensors and has 1 that the model has no place for
        wanted                         found
        encoder.net.0.weight  1x1x3x3  –
        –                              encoder.0.weight  1
        """)
    #expect(
      try refused { $0[0] = SafetensorsWriter.Tensor(name: $0[0].name, shape: [9], values: $0[0].values) } == """
        m: the file has 1 of another shape
        wanted                         found
        encoder.net.0.weight  1x1x3x3  encoder.net.0.weight  9
        """)
    for (value, word) in [(Float.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf")] {
      #expect(
        try refused { $0[27] = SafetensorsWriter.Tensor(name: $0[27].name, shape: [1], values: [value]) }
          == "m: tensor \"decoder.conv.10.bias\": found \(word) at place 0, expected finite numbers")
    }
    let other = try SmallModel.article(seed: 1)
    try other.save(to: path)
    try model.load(Safetensors(contentsOf: path))
    #expect(model.weights.values == other.weights.values)
  }

  @Test func whatWouldNotBeOpenedIsNotWritten() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("m.safetensors")
    let model = try SmallModel.article(seed: 1)
    try model.save(to: path)
    let before = try folder.bytes("m.safetensors")
    model.weights.pointer[3] = .nan
    #expect(
      message { try model.save(to: path) }.replacingOccurrences(of: path, with: "m")
        == "m: tensor \"encoder.net.0.weight\": found nan at place 3, expected finite numbers, and nothing was written")
    #expect(try folder.bytes("m.safetensors") == before)
  }

  @Test func theGreatestCountOfBatchesComesBack() throws {
    let folder = try TemporaryFolder()
    var generator = RandomGenerator(seed: 1)
    let model = try Autoencoder(
      encoder: NetworkDescription(.vector(3), ["batch_norm1d"]), decoder: NetworkDescription(.vector(3), []),
      generator: &generator)
    let contents = tensors(model).map { tensor in
      tensor.name.hasSuffix("num_batches_tracked")
        ? SafetensorsWriter.Tensor(name: tensor.name, shape: [], values: .integers([.max])) : tensor
    }
    let path = folder.file("m.safetensors")
    try SafetensorsWriter.write(contents, metadata: [:], to: path)
    try model.load(Safetensors(contentsOf: path))
    try model.save(to: path)
    #expect(try Safetensors(contentsOf: path).integers("encoder.0.num_batches_tracked") == [.max])
  }

  @Test func filesOfNoModelAreRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("m.safetensors")
    func refused(
      _ metadata: [String: String] = [:], _ change: (inout [SafetensorsWriter.Tensor]) -> Void = { _ in }
    ) throws -> String {
      var changed = tensors(try SmallModel.article())
      change(&changed)
      try SafetensorsWriter.write(changed, metadata: metadata, to: path)
      return message { _ = try Autoencoder.open(path) }.replacingOccurrences(of: path, with: "m")
    }
    func nameless(_ names: String) -> String {
      """
      m: the file has no description of its model, and not the names of the article's network, such as \
      `encoder.net.0.weight`: it has \(names)
      make the model that they belong to and open the file `into=` it, or say by `map=` what the article's are called
      """
    }
    #expect(try refused { $0 = [] } == nameless("no tensors"))
    #expect(
      try refused { $0.removeAll { $0.name == "encoder.net.13.weight" } }
        == nameless(
          "`encoder.net.0.weight`, `encoder.net.0.bias`, `encoder.net.2.weight`, `encoder.net.2.bias` and 23 more"))
    #expect(
      try refused { $0[0] = SafetensorsWriter.Tensor(name: $0[0].name, shape: [9], values: $0[0].values) }
        == "m: tensor \"encoder.net.0.weight\": found shape [9], expected [width, channels, 3, 3]")
    #expect(
      try refused { $0[12] = SafetensorsWriter.Tensor(name: $0[12].name, shape: [4, 3], values: $0[12].values) }
        == "m: tensor \"encoder.net.13.weight\": found shape [4, 3], "
        + "expected [latent, 4 · 1 · (height / 4) · (width / 4)]")
    #expect(
      try refused {
        $0[12] = SafetensorsWriter.Tensor(name: $0[12].name, shape: [1, 12], values: $0[12].values)
      } == "m: tensor \"encoder.net.13.weight\": found 3 pixels behind the last convolution, "
        + "expected a square number: for other images, open it `into=` a model")
    func described(_ text: String) throws -> String { try refused(["darkroom": text]) }
    #expect(
      try described("no") == "m: found a description that cannot be read: it is no JSON, expected a model's")
    #expect(
      try described("{}") == "m: found a description that cannot be read: \"encoder\" is missing, expected a model's")
    #expect(
      try described(#"{"encoder":3}"#)
        == "m: found a description that cannot be read: \"encoder\" is of another kind, expected a model's")
    #expect(
      try described(#"{"encoder":{"input":"4","layers":["maxout 3"]}}"#)
        == "m: found a description that cannot be read: found the layer \"maxout 3\", expected one of "
        + "\(LayerTable.names.joined(separator: ", ")), expected a model's")
    let rest = #"{"input":"4","layers":[]},"epochs":1,"outputIsBrightness":false,"bottleneck":"wide"}"#
    #expect(
      try described(#"{"encoder":{"input":"4","layers":[]},"decoder":"# + rest)
        == "m: found a description that cannot be read: \"wide\" is no bottleneck, expected a model's")
  }

  @Test func aModelThatDoesNotFitIsRefusedBeforeItIsMade() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("m.safetensors")
    func refused(_ encoder: String, _ decoder: String, memory: Int? = nil) throws -> String {
      let text = """
        {"encoder":{"input":"8","layers":[\(encoder)]},"decoder":{"input":"4","layers":[\(decoder)]},"epochs":1,\
        "outputIsBrightness":false}
        """
      try SafetensorsWriter.write([], metadata: ["darkroom": text], to: path)
      return message { _ = try Autoencoder.open(path, memory: memory) }.replacingOccurrences(of: path, with: "m")
    }
    let end = "expected one that fits together and into memory"
    #expect(
      try refused(#""linear 16777216","linear 4""#, #""linear 8""#, memory: 1_000_000_000)
        == "m: found a model that cannot be made: the model needs 20468209520 bytes to train, "
        + "and 1000000000 are there, \(end)")
    let wide = #""linear 16777216","linear 16777216","linear 4""#
    #expect(
      try refused(wide, #""linear 8""#).hasPrefix("m: found a model that cannot be made: the model needs 56295"))
    #expect(
      try refused(#""linear 4""#, #""linear 9""#)
        == "m: found a model that cannot be made: the encoder takes 8, and the decoder makes 9, \(end)")
    let size = try folder.bytes("m.safetensors").count
    #expect(
      try refused(#""linear 4""#, #""linear 8""#, memory: 100)
        == "m: found \(size) bytes, expected no more than 100, which are there")
    // The article's network by its tensors alone, in a size that no machine has.
    let tensors = [
      SafetensorsWriter.Tensor(
        name: "encoder.net.0.weight", shape: [1, 1, 3, 3], values: [Float](repeating: 0, count: 9)),
      SafetensorsWriter.Tensor(name: "encoder.net.13.weight", shape: [1, 4], values: [0, 0, 0, 0]),
    ]
    try SafetensorsWriter.write(tensors, metadata: [:], to: path)
    #expect(
      message { _ = try Autoencoder.open(path, memory: 5000) }
        .hasPrefix("\(path): found a model that cannot be made: the model needs "))
  }

  @Test func aModelThatCannotBeWrittenLeavesTheEarlierFile() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("m.safetensors")
    let model = try SmallModel.article()
    try model.save(to: path)
    let before = try folder.bytes("m.safetensors")
    model.weights[0] = 5
    let below = path + "/m.safetensors"
    #expect(
      message { try model.save(to: below) } == "\(below): found \"Not a directory\", expected a place to write to")
    let missing = folder.file("none/m.safetensors")
    #expect(
      message { try model.save(to: missing) }
        == "\(missing): found \"No such file or directory\", expected a place to write to")
    try folder.makeFolder("folder")
    #expect(
      message { try model.save(to: folder.file("folder")) }
        == "\(folder.file("folder")): found \"Is a directory\", expected a place to write to")
    #expect(try folder.bytes("m.safetensors") == before)
    #expect(try folder.names() == ["folder", "m.safetensors"])
  }

  @Test func whatIsNoFileIsRefused() throws {
    let folder = try TemporaryFolder()
    for path in [folder.path, folder.file("none")] {
      #expect(
        message { _ = try Safetensors(contentsOf: path) }
          == "\(path): found no file that can be read, expected a safetensors file")
    }
    #expect(
      message { _ = try Safetensors(contentsOf: OddWeightsTests.path("picture.pt")) }
        == "\(OddWeightsTests.path("picture.pt")): found a JPEG, expected a safetensors file")
  }
}
