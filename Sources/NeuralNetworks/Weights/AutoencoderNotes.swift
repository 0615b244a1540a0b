internal import FoundationEssentials
internal import Options

/// What the metadata of a model's file says of it.
struct AutoencoderNotes: Codable {
  /// What an optimiser left in the file.
  struct Memory: Codable {
    /// The name of its rule.
    var rule: String
    /// What it remembers of each weight, by PyTorch's names.
    var slots: [String]
    /// The steps that it made.
    var step: Int
  }

  /// The key of the metadata that holds them.
  static let key = "darkroom"

  var encoder: NetworkDescription
  var decoder: NetworkDescription
  var epochs: Int
  var outputIsBrightness: Bool
  /// Whether the encoder takes brightness; nil for no.
  var inputIsBrightness: Bool?
  /// The bottleneck's term; nil for a plain one.
  var bottleneck: String?
  /// The optimiser's memory; nil where the file holds none.
  var optimizer: Memory?

  /// The notes of a file; nil where Darkroom did not write it.
  init?(of file: WeightsFile) throws {
    guard let text = file.metadata[Self.key] else { return nil }
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
      _ = try description()
    } catch {
      throw SafetensorsError(
        file: file.file, tensor: nil, found: "a description that cannot be read: \(Self.reason(error))",
        expected: "a model's")
    }
  }

  /// The notes of a model, and of its optimiser's memory where that is written too.
  init(_ model: Autoencoder, withOptimizer: Bool) {
    let description = model.description
    encoder = description.encoder
    decoder = description.decoder
    epochs = model.epochs
    outputIsBrightness = model.scale == .brightness
    inputIsBrightness = model.inputScale == .brightness ? true : nil
    bottleneck = description.bottleneck.lossName == nil ? nil : "\(description.bottleneck.term)"
    guard withOptimizer, let state = model.optimizerState else { return }
    optimizer = Memory(rule: state.rule, slots: state.slotNames, step: state.step)
  }

  /// The notes as the metadata has them.
  func text() throws -> String {
    let json = JSONEncoder()
    json.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try json.encode(self), as: UTF8.self)
  }

  /// The model's parts; throws where the bottleneck is none.
  func description() throws -> AutoencoderDescription {
    guard let bottleneck else { return AutoencoderDescription(encoder: encoder, decoder: decoder) }
    guard case .term(let term)? = OptionKind.term(BottleneckTable.table.declarations).reading(bottleneck) else {
      throw LayerScriptError(description: "\"\(bottleneck)\" is no bottleneck")
    }
    return AutoencoderDescription(
      encoder: encoder, bottleneck: BottleneckTable.table.make(term), decoder: decoder)
  }

  /// The scale of the decoder's output.
  var scale: TargetScale { outputIsBrightness ? .brightness : .normalised }

  /// The scale of the images that the encoder takes.
  var inputScale: TargetScale { inputIsBrightness == true ? .brightness : .normalised }

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
}
