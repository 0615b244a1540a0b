public import Options

/// Every loss, one row each.
public enum LossTable {
  /// The rows, in the order in which help lists them.
  public static let table = OptionTable<LossFunction>([.mse, .l1, .huber, .bce, .ssim])
}
