/// When a training ends early.
///
/// Source: Lightning's `EarlyStopping` with `min_delta=0`.
enum Patience {
  /// Whether as many epochs as patience lasts have come since the smallest loss.
  static func isOver(_ losses: [Double], _ patience: Int) -> Bool {
    guard let best = losses.indices.min(by: { losses[$0] < losses[$1] }) else { return false }
    return losses.count - 1 - best >= patience
  }
}
