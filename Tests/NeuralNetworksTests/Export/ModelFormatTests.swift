import NeuralNetworks
import TestSupport
import Testing

@Suite struct ModelFormatTests {
  @Test("Weights that are not finite are not written over a good file", arguments: ModelFormat.allCases)
  func notFinite(format: ModelFormat) throws {
    let folder = try TemporaryFolder()
    let model = try SmallModel.article()
    let path = folder.file("m." + format.rawValue)
    var destination = ModelDestination(path: path)
    if format == .onnx { (destination.encoder, destination.decoder) = (folder.file("e.onnx"), folder.file("d.onnx")) }
    try model.write(format, to: destination)
    let names = try folder.names()
    #expect(
      names
        == (format == .safetensors
          ? ["m.safetensors"] : format == .onnx ? ["d.onnx", "e.onnx", "m.onnx"] : ["m.py", "m.safetensors"]))
    let before = try names.map(folder.bytes)
    model.weights.pointer[3] = .infinity
    #expect(
      message { try model.write(format, to: destination) }.replacing(path, with: "m")
        == "m: tensor \"encoder.net.0.weight\": found inf at place 3, expected finite numbers, and nothing was written")
    #expect(try names.map(folder.bytes) == before)
    #expect(try folder.names() == names)
  }

  @Test("Where one of several files cannot be written, none is")
  func together() throws {
    let folder = try TemporaryFolder()
    let model = try SmallModel.article()
    let destination = ModelDestination(path: folder.file("m.onnx"), decoder: folder.file("none/d.onnx"))
    #expect(
      message { try model.write(.onnx, to: destination) }
        == "cannot write “\(folder.file("none/d.onnx"))”: No such file or directory")
    #expect(try folder.names() == [])
    try folder.makeFolder("m.py")
    #expect(
      message { try model.write(.pyTorch, to: ModelDestination(path: folder.file("m.py"))) }
        == "cannot write “\(folder.file("m.py"))”: it is a folder")
    #expect(try folder.names() == ["m.py"])
  }

  @Test("The weights beside a module are those that are opened again")
  func weightsBeside() throws {
    let folder = try TemporaryFolder()
    let model = try SmallModel.other()
    try model.write(.pyTorch, to: ModelDestination(path: folder.file("my model.v2.py")))
    #expect(try folder.names() == ["my model.v2.py", "my model.v2.safetensors"])
    let opened = try Autoencoder.open(folder.file("my model.v2.safetensors"))
    #expect(opened.weights.values == model.weights.values)
  }

  @Test("What takes more than its format holds is known by the numbers of weights")
  func size() throws {
    let large = try AutoencoderDescription.article(latent: 100_000)
    #expect(try ONNXModel.leastBytes(of: large) > ONNXModel.mostBytes)
    #expect(try ONNXModel.leastBytes(of: .article(latent: 20)) < ONNXModel.mostBytes)
    #expect(
      "\(ModelFormatError.tooLarge(path: "m.onnx", bytes: 3_300_000_000))"
        == "“m.onnx” would have 3.3 GB, and ONNX files hold no more than 2.1 GB: `.safetensors` and `.py` know no such bound"
    )
  }
}
