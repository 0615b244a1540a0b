public import Options
public import TensorMath

/// A change of training images that is drawn anew for each of them, one after the other: one file and one row of
/// ``AugmentationTable`` each.
public protocol Augmentation: Sendable {
  /// Draws the change of one image, and gives where each of its pixels is taken from: row and column, or nil for black.
  func draw(height: Int, width: Int, random: RandomStream) -> PixelMove
}

/// Where the pixels of a changed image come from: the same place moved, and mirrored.
public struct PixelMove: Sendable, Hashable {
  /// Rows that the image is moved up.
  public var down = 0
  /// Columns that it is moved to the left.
  public var across = 0
  /// Whether left and right are exchanged, before it is moved.
  public var isMirrored = false

  /// A move; without arguments none at all.
  public init(down: Int = 0, across: Int = 0, isMirrored: Bool = false) {
    self.down = down
    self.across = across
    self.isMirrored = isMirrored
  }
}

/// Every augmentation, one row each.
public enum AugmentationTable {
  /// The rows, in the order in which help lists them.
  public static let table = OptionTable<any Augmentation>([.flip, .crop])
}
