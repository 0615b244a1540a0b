/// Arguments of a layer that stand in PyTorch's order.
public enum PyTorchArguments {
  /// The line to write for `conv2d 3 16 3`, `conv2d 16 kernel=3`; nil where PyTorch has no such layer, or it takes fewer.
  public static func line(of layer: String, _ arguments: [String]) -> String? {
    PyTorchLayer.line(of: layer, givenInOrder: arguments)
  }
}
