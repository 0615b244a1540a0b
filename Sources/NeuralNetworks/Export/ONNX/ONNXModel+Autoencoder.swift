internal import Basics
internal import Options
internal import TensorMath

extension ONNXModel {
  /// What of an autoencoder a graph computes.
  package enum Part: String, CaseIterable, Sendable {
    /// Codes and reconstructions of images.
    case whole
    /// Codes of images.
    case encoder
    /// Images of codes.
    case decoder
  }

  /// The graph of a model as it evaluates, or of one of its halves.
  package init(_ model: Autoencoder, _ part: Part = .whole, program: String? = nil) throws {
    let (description, layout) = (model.description, try model.description.moduleLayout())
    var builder = ONNXGraphBuilder(arrays: model.namedParameters)
    let code = description.decoder.input
    let input =
      part == .decoder ? ONNXValue(name: "code", shape: code) : ONNXValue(name: "image", shape: description.image)
    var value = input
    if part != .decoder {
      for (index, layer) in model.encoder.description.layers.enumerated() {
        value = try builder.add(layer, to: value, at: layout.encoderPath(index))
      }
      value = ONNXValue(name: description.bottleneck.addONNX(to: &builder, value, code: code), shape: code)
      value = builder.output(value, as: "code")
    }
    if part != .encoder {
      for (index, layer) in description.decoder.layers.enumerated() {
        value = try builder.add(layer, to: value, at: layout.decoderPath(index))
      }
      _ = builder.output(value, as: "reconstruction")
    }
    let notes = ModelNotes(model, program: program)
    producer = notes.producer
    documentation = Self.documentation(notes, part)
    metadata = [
      ("program", program ?? "Darkroom"), ("input", notes.normalization),
      ("output", notes.scale == .normalised ? "-1 to 1" : "0 to 1"),
      (AutoencoderNotes.key, try AutoencoderNotes(model, withOptimizer: false).text()),
    ]
    graph = builder.graph(named: part == .whole ? "autoencoder" : part.rawValue, input: input)
  }

  /// The bytes that the weights alone of a model take in a file; throws where its parts do not fit.
  public static func leastBytes(of description: AutoencoderDescription) throws -> Int {
    try description.encoderWithHeads().parameterCount().plusSaturating(description.decoder.parameterCount())
      .timesSaturating(MemoryLayout<Float>.size)
  }

  private static func documentation(_ notes: ModelNotes, _ part: Part) -> String {
    let description = notes.description
    let image =
      "`image` \(ModelNotes.sides(description.image)), each number x of 0 to 255 as \(notes.normalization)"
    let code = "`code` \(ModelNotes.sides(description.decoder.input))"
    let made = "`reconstruction` from \(notes.range)"
    let sentence =
      switch part {
      case .whole: "An autoencoder, \(notes.origin). It takes \(image), and makes \(code) and \(made)."
      case .encoder: "The encoder of an autoencoder, \(notes.origin). It takes \(image), and makes \(code)."
      case .decoder: "The decoder of an autoencoder, \(notes.origin). It takes \(code), and makes \(made)."
      }
    return sentence
  }
}
