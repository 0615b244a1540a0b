package import TensorMath

/// A layer of a model, as people count them.
public struct LayerPlace: Hashable, Sendable, CustomStringConvertible {
  /// `encoder` or `decoder`.
  public let network: String
  /// Its number, from 1.
  public let number: Int
  /// The layer as a script writes it.
  public let script: String

  /// A layer by what is known of it.
  package init(network: String, number: Int, script: String) {
    self.network = network
    self.number = number
    self.script = script
  }

  /// Its place and what it is: ``layer 3 of the encoder, `conv2d 16` ``.
  public var description: String { "layer \(number) of the \(network), `\(script)`" }
}

extension Autoencoder {
  /// The first layer that made something else than finite numbers of the last batch, wherever that was computed; nil where
  /// all made such.
  package func firstNonFiniteLayer(compute: ComputeContext) -> LayerPlace? {
    let twin = compute.device == nil ? nil : twin
    let found =
      twin.map(\.firstNonFinite) ?? (encoder: encoder.firstNonFiniteLayer, decoder: decoder.firstNonFiniteLayer)
    for (name, network, layer) in [("encoder", encoder, found.encoder), ("decoder", decoder, found.decoder)] {
      guard let layer else { continue }
      return LayerPlace(network: name, number: layer + 1, script: network.description.layers[layer].script)
    }
    return nil
  }
}

extension Autoencoder {
  /// The number of a layer among all, from 0, the decoder's behind the encoder's.
  package func position(of place: LayerPlace) -> Int {
    (place.network == "encoder" ? 0 : encoder.description.layers.count) + place.number - 1
  }

  /// The layer of such a number; nil where there is none.
  package func layerPlace(at position: Int) -> LayerPlace? {
    let split = encoder.description.layers.count
    let (name, network, number) =
      position < split ? ("encoder", encoder, position) : ("decoder", decoder, position - split)
    guard network.description.layers.indices.contains(number) else { return nil }
    return LayerPlace(network: name, number: number + 1, script: network.description.layers[number].script)
  }
}

extension Network {
  /// The position of the first layer of the description whose output of the last batch holds what is no finite number.
  fileprivate var firstNonFiniteLayer: Int? {
    lastOutputs.first { _, output in !output.rowMajor().allSatisfy(\.isFinite) }?.layer
  }
}
