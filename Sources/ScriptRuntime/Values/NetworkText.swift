import Basics
import NeuralNetworks
import TensorMath

/// Networks and models as text.
enum NetworkText {
  /// A line a layer: its number, the layer as a script writes it, the shape that comes out, and its weights.
  static func table(of network: NetworkDescription) -> ShownTable {
    ShownTable(rows: rows(of: network), right: numbers)
  }

  /// The columns of numbers.
  private static let numbers: Set<Int> = [0, 3]

  /// A model in one line.
  static func line(of model: Autoencoder) -> String {
    "autoencoder of \(model.encoder.description.input) through \(countText(model.latentSize, "number")), "
      + "\(countText(model.parameterCount, "parameter")), trained for \(countText(model.epochs, "epoch"))"
  }

  /// A model in full: both networks, layer by layer, and the parameters in all.
  static func summary(of model: Autoencoder) -> ShownTable {
    let encoder = rows(of: model.encoder.description)
    let decoder = rows(of: model.decoder.description)
    let total = ["", "total", "", countText(model.parameterCount)]
    return ShownTable(
      rows: [["", "encoder", "shape", "parameters"]] + encoder + [["", "decoder", "", ""]] + decoder + [total],
      right: numbers, hasHeads: true,
      notes: [fit(of: model), "trained for \(countText(model.epochs, "epoch"))"].compactMap(\.self))
  }

  /// A line that says how the article's network was fitted to the images; nil where it was not.
  private static func fit(of model: Autoencoder) -> String? {
    model.description.articleFit.map { "the article's network is fitted: \($0)" }
  }

  private static func rows(of network: NetworkDescription) -> [[String]] {
    var rows = [["", "  input", "\(network.input)", ""]]
    guard let layers = try? network.innerLayers(), let counts = try? network.parameterCounts() else { return rows }
    var repeated: Set<[Int]> = []
    for layer in layers where !isLaterTime(layer.place, of: repeated) {
      if layer.kind.unrolled != nil, layer.input == layer.output { repeated.insert(layer.place) }
      // The weights of what lies inside are told with the layer around it.
      let count = layer.place.count == 1 ? counts[layer.place[0]] : 0
      let indent = String(repeating: "  ", count: layer.place.count)
      rows.append([layer.numbers, indent + layer.kind.script, "\(layer.output)", count == 0 ? "" : countText(count)])
    }
    return rows
  }

  /// Whether a layer is of the second time of a `repeat`, or a later one, of which nothing is new.
  private static func isLaterTime(_ place: [Int], of repeated: Set<[Int]>) -> Bool {
    place.indices.contains { index in index > 0 && place[index] > 0 && repeated.contains(Array(place[..<index])) }
  }
}
