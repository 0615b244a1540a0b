import Basics
import NeuralNetworks
import TensorMath

/// Networks and models as text.
enum NetworkText {
  /// A line a layer: the layer as a script writes it, the shape that comes out, and its weights.
  static func table(of network: NetworkDescription) -> String {
    Basics.table(rows(of: network), right: [2])
  }

  /// A model in one line.
  static func line(of model: Autoencoder) -> String {
    "autoencoder of \(model.encoder.description.input) through \(countText(model.latentSize, "number")), "
      + "\(countText(model.parameterCount, "parameter")), trained for \(countText(model.epochs, "epoch"))"
  }

  /// A model in full: both networks, layer by layer, and the parameters in all.
  static func summary(of model: Autoencoder) -> String {
    let encoder = rows(of: model.encoder.description)
    let decoder = rows(of: model.decoder.description)
    let total = ["total", "", countText(model.parameterCount)]
    let text = Basics.table(
      [["encoder", "shape", "parameters"]] + encoder + [["decoder", "", ""]] + decoder + [total], right: [2])
    return text + fit(of: model) + "\ntrained for \(countText(model.epochs, "epoch"))"
  }

  /// A line that says how the article's network was fitted to the images; empty where it was not.
  static func fit(of model: Autoencoder) -> String {
    model.description.articleFit.map { "\nthe article's network is fitted: \($0)" } ?? ""
  }

  private static func rows(of network: NetworkDescription) -> [[String]] {
    var rows = [["  input", "\(network.input)", ""]]
    guard let shapes = try? network.shapes(), let counts = try? network.parameterCounts() else { return rows }
    for (position, layer) in network.layers.enumerated() {
      let count = counts[position]
      rows.append(["  " + layer.script, "\(shapes[position + 1])", count == 0 ? "" : countText(count)])
    }
    return rows
  }
}
