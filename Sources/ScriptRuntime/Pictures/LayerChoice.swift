import Basics
import NeuralNetworks
import Options
import ScriptLanguage

/// Which layer of a model a command looks at.
struct LayerChoice {
  /// One of the two networks.
  enum Part: String, OptionWord {
    case encoder, decoder

    var summary: String {
      switch self {
      case .encoder: "from images to codes"
      case .decoder: "from codes to images"
      }
    }
  }

  static let network = OptionKey<Part>(
    "network", .choice(of: Part.self), default: "encoder", "which of the model's networks")
  static let layer = OptionKey<[Int]>(
    "layer", .list(.whole(from: 1)),
    "the layer's number in the network, as `summary` lists them, counted from 1; of a layer inside a `residual` its "
      + "number there behind a comma, and inside a `repeat` the time and the number")

  let part: Part
  let layer: InnerLayer

  /// The layer that a call asks for, among those that suit; the one next to the images where none is asked for. `what`
  /// says what others lack.
  init(
    _ call: Call, of description: AutoencoderDescription, lacking what: (InnerLayer) -> String,
    suits: (InnerLayer) -> Bool
  ) throws {
    let part = try call[Self.network]
    let network = part == .encoder ? try description.encoderWithHeads() : description.decoder
    let all = try network.innerLayers()
    let place = try call[ifGiven: Self.layer].map { $0.map { $0 - 1 } }
    let found =
      place.map { place in all.first { $0.place == place } }
      ?? (place != nil ? nil : part == .encoder ? all.first(where: suits) : all.last(where: suits))
    let expected = Self.names(all.filter(suits))
    guard let found else {
      let numbers = place.map { $0.map { "\($0 + 1)" }.joined(separator: ",") }
      throw call.error(
        at: Self.layer,
        numbers.map { "the \(part.rawValue) has no layer \($0)" }
          ?? "no layer of the \(part.rawValue) will do",
        expected: expected)
    }
    guard suits(found) else {
      throw call.error(
        at: Self.layer, "layer \(found.numbers) of the \(part.rawValue), `\(found.kind.script)`, \(what(found))",
        expected: expected)
    }
    (self.part, layer) = (part, found)
  }

  /// The layer in words, as it stands above a figure.
  var heading: String { "\(part.rawValue), layer \(layer.numbers): \(layer.kind.script)" }

  /// Some layers with their numbers; nil where there are none.
  private static func names(_ layers: [InnerLayer]) -> String? {
    let shown = layers.prefix(12).map { "\($0.numbers) (`\($0.kind.name)`)" }
    let others = layers.count - shown.count
    return shown.isEmpty ? nil : "one of \(allOf(shown + (others > 0 ? ["\(others) more"] : [])))"
  }
}
