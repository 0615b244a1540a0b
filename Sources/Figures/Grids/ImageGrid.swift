/// How images are put side by side into one, as torchvision's `make_grid` does it.
public struct ImageGrid: Hashable, Sendable {
  /// Images in a row (`nrow`).
  public var columns: Int
  /// Pixels between images and around them.
  public var padding: Int
  /// The number that padding is filled with.
  public var padValue: Float
  /// Whether numbers are stretched so that the smallest becomes 0 and the largest 1.
  public var normalize: Bool
  /// The numbers that become 0 and 1 when normalising; nil for the smallest and largest there are.
  public var valueRange: ClosedRange<Float>?
  /// Whether each image is stretched by its own numbers rather than all by the same.
  public var scaleEach: Bool

  /// A grid with `make_grid`'s options and defaults.
  public init(
    columns: Int = 8, padding: Int = 2, padValue: Float = 0, normalize: Bool = false,
    valueRange: ClosedRange<Float>? = nil, scaleEach: Bool = false
  ) {
    self.columns = columns
    self.padding = padding
    self.padValue = padValue
    self.normalize = normalize
    self.valueRange = valueRange
    self.scaleEach = scaleEach
  }
}
