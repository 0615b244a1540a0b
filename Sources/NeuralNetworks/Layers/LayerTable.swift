/// Every kind of layer, one row each: names, options, help and construction come from here.
public enum LayerTable {
  /// The rows, in the order in which help lists them.
  public static let rows: [any LayerKind.Type] = [
    Conv2d.self, ConvTranspose2d.self, LinearLayer.self,
    ReLU.self, LeakyReLU.self, GELU.self, Sigmoid.self, Tanh.self,
    Flatten.self, Unflatten.self,
  ]

  /// The names of all layers.
  public static var names: [String] { rows.map { $0.name } }

  /// The row of a name, if there is one.
  public static func row(_ name: String) -> (any LayerKind.Type)? {
    rows.first { $0.name == name }
  }
}
