/// What `evaluate` measured of a model on some images.
public struct Evaluation: Sendable {
  /// Images that were looked at.
  public let count: Int
  /// The name of the loss, as in `mse`.
  public let lossName: String
  /// The mean loss over all images.
  public let loss: Double
}
