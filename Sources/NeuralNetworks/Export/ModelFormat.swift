public import Basics

/// A kind of file that models are written as.
public enum ModelFormat: String, CaseIterable, Sendable {
  /// Weights by PyTorch's names, with the description of the model: what is opened again.
  case safetensors
  /// A graph of ONNX's operators, which many programs run.
  case onnx
  /// The source of a PyTorch module, with the weights beside it.
  case pyTorch = "py"

  /// The files that a model of this format at a path is: the path itself, and what stands beside it.
  public func paths(of path: String) -> [String] {
    switch self {
    case .safetensors, .onnx: [path]
    case .pyTorch: [path, path.replacingEnding(by: Self.safetensors.rawValue)].compactMap(\.self)
    }
  }
}

/// Where a model is written, and what of it.
public struct ModelDestination: Sendable {
  /// The file, whose ending says the format.
  public var path: String
  /// Where its encoder is written by itself, as ONNX; nil for nowhere.
  public var encoder: String?
  /// Where its decoder is written by itself, as ONNX; nil for nowhere.
  public var decoder: String?
  /// Whether weights come with what the optimiser remembers.
  public var withOptimizer: Bool

  /// A file, and what else is written.
  public init(path: String, encoder: String? = nil, decoder: String? = nil, withOptimizer: Bool = false) {
    self.path = path
    self.encoder = encoder
    self.decoder = decoder
    self.withOptimizer = withOptimizer
  }
}

/// Why a model is not written as it was asked for.
public enum ModelFormatError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file would have more bytes than its format allows.
  case tooLarge(path: String, bytes: Int)

  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .tooLarge(let path, let bytes):
      "“\(path)” would have \(byteText(bytes)), and ONNX files hold no more than \(byteText(ONNXModel.mostBytes)): "
        + "`.safetensors` and `.py` know no such bound"
    }
  }
}

extension Autoencoder {
  /// Writes the model in the format that a file's ending says, all of its files or none.
  ///
  /// Throws where a number is not finite, where the format does not hold so much, where a file cannot be written, and where
  /// it is stopped.
  public func write(
    _ format: ModelFormat, to destination: ModelDestination, program: String? = nil, unless stop: StopFlag? = nil
  ) throws {
    let path = destination.path
    if format == .safetensors {
      return try save(to: path, withOptimizer: destination.withOptimizer, unless: stop)
    }
    try checkFinite(for: path)
    switch format {
    case .safetensors, .pyTorch:
      let contents = try fileContents(withOptimizer: false)
      let text = try PyTorchSource(self, program: program).text
      let weights = format.paths(of: path).dropFirst().map {
        SafetensorsWriter.file(contents.tensors, metadata: contents.metadata, at: $0)
      }
      try ModelFile.write(weights + [ModelFile(path: path, pieces: [.bytes(Array(text.utf8))])], unless: stop)
    case .onnx:
      let parts: [(ONNXModel.Part, String?)] = [
        (.whole, path), (.encoder, destination.encoder), (.decoder, destination.decoder),
      ]
      let files = try parts.compactMap { part, path in
        try path.map { try onnxFile(part, at: $0, program: program) }
      }
      try ModelFile.write(files, unless: stop)
    }
  }

  private func onnxFile(_ part: ONNXModel.Part, at path: String, program: String?) throws -> ModelFile {
    let message = try ONNXModel(self, part, program: program).message
    guard message.count <= ONNXModel.mostBytes else {
      throw ModelFormatError.tooLarge(path: path, bytes: message.count)
    }
    return ModelFile(path: path, pieces: message.pieces)
  }
}
