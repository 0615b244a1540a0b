extension AutoencoderDescription {
  /// The first thing that a file's description says otherwise than a model's: a layer with its options, or what stands
  /// between the networks; nil where there is none.
  ///
  /// The size of the images is none: where all layers are the same, weights of one size do for others.
  func difference(toModel model: AutoencoderDescription) -> String? {
    if let difference = encoder.difference(toModel: model.encoder, called: "encoder") { return difference }
    if bottleneck.term != model.bottleneck.term {
      return "the bottleneck is `\(bottleneck.term)` in the file and `\(model.bottleneck.term)` in the model"
    }
    return decoder.difference(toModel: model.decoder, called: "decoder")
  }
}

extension NetworkDescription {
  fileprivate func difference(toModel model: NetworkDescription, called name: String) -> String? {
    for (index, (own, other)) in zip(layers, model.layers).enumerated() where !own.equals(other) {
      let lines = zip(LayerTable.lines([own]), LayerTable.lines([other])).first { $0 != $1 }
      let (inFile, inModel) = lines ?? (own.script, other.script)
      guard inFile != inModel else {
        return "layer \(index + 1) of the \(name), `\(inFile)`, holds other layers in the file"
      }
      return "layer \(index + 1) of the \(name) is `\(inFile)` in the file and `\(inModel)` in the model"
    }
    guard layers.count != model.layers.count else { return nil }
    return "the \(name) has \(layers.count) layers in the file and \(model.layers.count) in the model"
  }
}
