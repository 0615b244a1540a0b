public import Options

/// Every kind of layer, one row each: names, options, help and construction come from here.
public enum LayerTable {
  /// The rows, in the order in which help lists them.
  public static let table = OptionTable<any LayerKind>(
    [
      [Conv2d.row, ConvTranspose2d.row, LinearLayer.row], PointwiseActivation.rows, [PReLU.row, SoftmaxLayer.row],
      [MaxPool2d.row, .averagePool, .adaptiveAveragePool, .upsample, PixelShuffleLayer.row], BatchNorm.rows,
      SampleNorm.rows, DropoutLayer.rows,
      [Flatten.row, Unflatten.row], [Residual.row, Repeat.row],
    ].flatMap(\.self))

  /// The rows, in the order in which help lists them.
  public static var rows: [OptionRow<any LayerKind>] { table.rows }

  /// The names of all layers.
  public static var names: [String] { table.names }

  /// The row of a name, if there is one.
  public static func row(_ name: String) -> OptionRow<any LayerKind>? { table[name] }
}
