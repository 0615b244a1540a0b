internal import Basics
internal import Options
internal import TensorMath

/// What files for other programs say of a model.
struct ModelNotes {
  /// The program and its version; nil where nobody said.
  let program: String?
  /// Epochs of training.
  let epochs: Int
  /// The scale of the decoder's output.
  let scale: TargetScale
  /// The scale of what the encoder takes.
  let inputScale: TargetScale
  /// The networks, and what stands between them.
  let description: AutoencoderDescription

  init(_ model: Autoencoder, program: String?) {
    self.program = program
    epochs = model.epochs
    scale = model.scale
    inputScale = model.inputScale
    description = model.description
  }

  /// Where it came from.
  var origin: String {
    "written by \(program ?? "Darkroom") after \(epochs == 0 ? "no training" : countText(epochs, "epoch") + " of training")"
  }

  /// What is done to a pixel from 0 to 255 before it goes in.
  var normalization: String { inputScale == .normalised ? "(x / 255 - 0.5) / 0.5" : "x / 255" }

  /// The numbers that the decoder's output is told in.
  var range: String { scale == .normalised ? "-1 (black) to 1 (white)" : "0 (black) to 1 (white)" }

  /// The sides of a batch: `[n, 3, 32, 32]`.
  static func sides(_ shape: SampleShape) -> String {
    "[" + (["n"] + shape.sides.map(String.init)).joined(separator: ", ") + "]"
  }

  /// The program's name, and its version.
  var producer: (name: String, version: String) {
    let words = (program ?? "Darkroom").split(separator: " ", maxSplits: 1).map(String.init)
    return (words.first ?? "Darkroom", words.count > 1 ? words[1] : "")
  }
}
