import NeuralNetworks

/// What is compared with images: what a model makes of them, or images themselves.
enum Compared {
  case model(Autoencoder)
  case images(ImageCollection)

  /// The model or images that a value is; nil where it is neither.
  init?(_ value: Value) {
    if let model = value.model {
      self = .model(model)
    } else if let images = ImageCollection(value) {
      self = .images(images)
    } else {
      return nil
    }
  }
}
