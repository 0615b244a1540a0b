internal import FoundationEssentials
internal import TensorMath

extension Autoencoder {
  /// What a file's metadata says of a model.
  private struct Notes: Codable {
    var encoder: NetworkDescription
    var decoder: NetworkDescription
    var epochs: Int
    var outputIsBrightness: Bool
  }

  private static let notesKey = "darkroom"

  /// The latent size and width, if this is the article's network.
  private var articleWidth: Int? {
    guard let first = encoder.description.layers.first as? Conv2d,
      let article = try? NetworkDescription.article(latent: latentSize, width: first.channels, input: imageShape),
      article.encoder == encoder.description, article.decoder == decoder.description
    else { return nil }
    return first.channels
  }

  /// Every array of weights by its name in a file, PyTorch's own for the article's network.
  public var namedParameters: [(name: String, parameter: Parameter)] {
    let isArticle = articleWidth != nil
    let encoderPart = encoder.parameters.map { layer, parameter in
      ("encoder.\(isArticle ? "net." : "")\(layer).\(parameter.description.name)", parameter)
    }
    let decoderPart = decoder.parameters.map { layer, parameter in
      let place = !isArticle ? "\(layer)" : layer == 0 ? "linear.0" : "conv.\(layer - 3)"
      return ("decoder.\(place).\(parameter.description.name)", parameter)
    }
    return encoderPart + decoderPart
  }

  /// Writes the weights, with the description of the model, whole or not at all.
  public func save(to path: String) throws {
    let notes = Notes(
      encoder: encoder.description, decoder: decoder.description, epochs: epochs, outputIsBrightness: outputIsBrightness
    )
    let json = JSONEncoder()
    json.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try json.encode(notes), as: UTF8.self)
    try SafetensorsWriter.write(
      namedParameters.map { name, parameter in
        SafetensorsWriter.Tensor(name: name, shape: parameter.description.shape, values: parameter.values.values)
      }, metadata: [Self.notesKey: text], to: path)
  }

  /// Opens a model: one of ours by its description, or one that PyTorch wrote for the article's network.
  ///
  /// Throws before anything is allocated where training it, on so many threads, would take more than `memory` bytes.
  public static func open(_ path: String, threads: Int = 1, memory: Int? = nil) throws -> Autoencoder {
    let file = try Safetensors(contentsOf: path, limit: memory)
    func model(_ encoder: NetworkDescription, _ decoder: NetworkDescription) throws -> Autoencoder {
      do {
        try check(encoder: encoder, decoder: decoder, threads: threads, memory: memory)
      } catch {
        throw SafetensorsError(
          file: path, tensor: nil, found: "a model that cannot be made: \(error)",
          expected: "one that fits together and into memory")
      }
      return try Autoencoder(encoder: encoder, decoder: decoder, threads: threads, memory: memory)
    }
    let opened: Autoencoder
    if let text = file.metadata[notesKey] {
      let notes: Notes
      do {
        notes = try JSONDecoder().decode(Notes.self, from: Data(text.utf8))
      } catch {
        throw SafetensorsError(
          file: path, tensor: nil, found: "a description that cannot be read: \(reason(error))", expected: "a model's")
      }
      opened = try model(notes.encoder, notes.decoder)
      // Epochs are counted on from here, so there is room above.
      opened.epochs = min(max(notes.epochs, 0), 1 << 53)
      opened.outputIsBrightness = notes.outputIsBrightness
    } else {
      let (encoder, decoder) = try articleDescription(file)
      opened = try model(encoder, decoder)
    }
    try opened.load(file)
    return opened
  }

  /// What is wrong with a description.
  private static func reason(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .dataCorrupted(let context)?: context.codingPath.isEmpty ? "it is no JSON" : context.debugDescription
    case .keyNotFound(let key, _)?: "\"\(key.stringValue)\" is missing"
    case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?:
      "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" is of another kind"
    default: "\(error)"
    }
  }

  /// Fills the model with a file's weights once every name and shape agrees; else it stays as it is.
  public func load(_ file: Safetensors) throws {
    let named = namedParameters
    if let extra = file.entries.keys.filter({ key in !named.contains { $0.name == key } }).min() {
      throw SafetensorsError(
        file: file.file, tensor: extra, found: "a tensor the model has no place for", expected: "none")
    }
    let values = try named.map { name, parameter in try file.floats(name, shape: parameter.description.shape) }
    for ((_, parameter), values) in zip(named, values) {
      for (place, value) in values.enumerated() { parameter.values[place] = value }
    }
    optimizerState = nil
  }

  /// The article's network in the size that the tensors have.
  private static func articleDescription(
    _ file: Safetensors
  ) throws -> (encoder: NetworkDescription, decoder: NetworkDescription) {
    func failure(_ tensor: String?, _ found: String, _ expected: String) -> SafetensorsError {
      SafetensorsError(file: file.file, tensor: tensor, found: found, expected: expected)
    }
    let first = "encoder.net.0.weight"
    let last = "encoder.net.13.weight"
    guard let shape = file.entries[first]?.shape, let code = file.entries[last]?.shape else {
      throw failure(
        nil, "no description of the model and no \(file.entries[first] == nil ? first : last)",
        "a file of Darkroom's or the article's network; for another one, open it into a model")
    }
    guard shape.count == 4, shape.allSatisfy({ $0 > 0 }) else {
      throw failure(first, "shape \(shape)", "[width, channels, 3, 3]")
    }
    guard code.count == 2, code[0] > 0, code[1] > 0, shape[0] <= 16_384, code[1] % (4 * shape[0]) == 0 else {
      throw failure(last, "shape \(code)", "[latent, 4 · \(shape[0]) · (height / 4) · (width / 4)]")
    }
    let area = code[1] / (4 * shape[0])
    let side = Int(Double(area).squareRoot().rounded())
    guard side < 1 << 20, side * side == area else {
      throw failure(
        last, "\(area) pixels behind the last convolution", "a square number: for other images, open it into a model")
    }
    do {
      return try NetworkDescription.article(
        latent: code[0], width: shape[0], input: .image(channels: shape[1], height: 4 * side, width: 4 * side))
    } catch {
      throw failure(nil, "a network that cannot be made: \(error)", "the article's, in a size that can")
    }
  }
}
