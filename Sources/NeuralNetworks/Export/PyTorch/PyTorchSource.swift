internal import TensorMath

/// The source of a PyTorch module that is a model, whose `state_dict` has the names of the model's file.
package struct PyTorchSource {
  private let notes: ModelNotes
  private let layout: ModuleLayout
  private let encoder, heads, decoder: [PyTorchModule]
  /// What the module's encoder and decoder are views of, between layers.
  private let views: [Int: SampleShape]
  /// What a file is that is read beside this one.
  private static let weights = "safetensors"

  /// The source for a model.
  package init(_ model: Autoencoder, program: String?) throws {
    notes = ModelNotes(model, program: program)
    layout = try model.description.moduleLayout()
    let description = model.description
    let (own, encoded) = try PyTorchModule.modules(of: description.encoder.layers, for: description.image)
    encoder = own
    heads = try PyTorchModule.modules(
      of: model.encoder.description.layers.dropFirst(own.count), for: encoded
    ).modules
    decoder = try PyTorchModule.modules(of: description.decoder.layers, for: description.decoder.input).modules
    let shapes = try description.decoder.shapes()
    views = Dictionary(
      uniqueKeysWithValues: layout.decoder.filter(\.isView).map { ($0.layers.lowerBound, shapes[$0.layers.upperBound]) }
    )
  }

  /// The whole file.
  package var text: String {
    let definitions = (encoder + heads + decoder).reduce(into: Set<String>()) { $0.formUnion($1.definitions) }
    let classes =
      definitions.sorted().map { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
      + [
        network("Encoder", "From images to codes.", layout.encoder, encoder, takes: "x"),
        network("Decoder", "From codes to images.", layout.decoder, decoder, takes: "z"),
      ].compactMap(\.self) + [autoencoder]
    return ([head] + classes.map { $0.joined(separator: "\n") } + [main.joined(separator: "\n")])
      .joined(separator: "\n\n\n") + "\n"
  }

  private var head: String {
    let description = notes.description
    return """
      \"""An autoencoder, \(notes.origin).

      It takes images as \(ModelNotes.sides(description.image)), each number x of 0 to 255 as \(notes.normalization).
      Their codes are \(ModelNotes.sides(description.decoder.input)), and it makes images from \(notes.range).
      The weights are in the file beside this one that has its name and ends in .\(Self.weights).
      \"""

      import torch
      from torch import nn
      """
  }

  /// The class of a network in parts; nil for one that is a sequence itself.
  private func network(
    _ name: String, _ summary: String, _ parts: [ModuleLayout.Part], _ modules: [PyTorchModule], takes x: String
  ) -> [String]? {
    guard parts.contains(where: { $0.name != nil }) else { return nil }
    var made: [String] = []
    var calls: [String] = []
    for part in parts {
      guard let name = part.name else { continue }
      if part.isView {
        let sides = views[part.layers.lowerBound]?.sides ?? []
        calls.append("\(x) = \(x).view(\((["-1"] + sides.map(String.init)).joined(separator: ", ")))")
      } else {
        made += PyTorchModule.sequence(Array(modules[part.layers])).lines("self.\(name) = ")
        calls.append("\(x) = self.\(name)(\(x))")
      }
    }
    // The last call's result is what comes out.
    calls[calls.count - 1] = "return " + calls[calls.count - 1].dropFirst("\(x) = ".count)
    return Self.beginning(name, summary) + Self.method("__init__", [], ["super().__init__()"] + made) + [""]
      + Self.method("forward", [x], calls)
  }

  private var autoencoder: [String] {
    func made(_ name: String, _ parts: [ModuleLayout.Part], _ modules: [PyTorchModule]) -> [String] {
      parts.contains { $0.name != nil }
        ? ["self.\(name) = \(name.capitalizedFirst)()"]
        : PyTorchModule.sequence(modules).lines("self.\(name) = ")
    }
    let bottleneck = notes.description.bottleneck.pyTorch
    let heads =
      heads.count == 1
      ? heads[0].lines("self.bottleneck = ") : PyTorchModule.sequence(heads).lines("self.bottleneck = ")
    return Self.beginning("Autoencoder", "From images to codes and back.")
      + Self.method(
        "__init__", [],
        ["super().__init__()"] + made("encoder", layout.encoder, encoder) + (self.heads.isEmpty ? [] : heads)
          + made("decoder", layout.decoder, decoder)) + [""]
      + Self.method("encode", ["x"], ["\"\"\"\(bottleneck.encodeSummary)\"\"\""] + bottleneck.encode) + [""]
      + Self.method("decode", ["z"], ["\"\"\"The images that codes stand for.\"\"\"", "return self.decoder(z)"]) + [""]
      + Self.method("forward", ["x"], bottleneck.forward)
  }

  private var main: [String] {
    let sides = notes.description.image.sides.map(String.init).joined(separator: ", ")
    return [
      "if __name__ == \"__main__\":",
      "    from pathlib import Path",
      "",
      "    from safetensors.torch import load_file",
      "",
      "    model = Autoencoder()",
      "    model.load_state_dict(load_file(Path(__file__).with_suffix(\".\(Self.weights)\")))",
      "    model.eval()",
      "    pixels = torch.randint(0, 256, (8, \(sides)))  # Put images here.",
      "    with torch.no_grad():",
      "        images = \(notes.normalization.replacing("x", with: "pixels"))",
      "        codes = model.encode(images)",
      "        reconstructions = model(images)",
      "    print(\"codes\", tuple(codes.shape), \"reconstructions\", tuple(reconstructions.shape))",
    ]
  }

  /// The lines that begin a class.
  private static func beginning(_ name: String, _ summary: String) -> [String] {
    ["class \(name)(nn.Module):", "    \"\"\"\(summary)\"\"\"", ""]
  }

  /// The lines of a method, within their class.
  private static func method(_ name: String, _ arguments: [String], _ lines: [String]) -> [String] {
    ["    def \(name)(\((["self"] + arguments).joined(separator: ", "))):"] + lines.map { "        " + $0 }
  }
}

extension String {
  /// The text with a capital at its beginning.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
