/// What stands beside an axis of losses.
enum LossLabel {
  /// What is measured, and the loss where all that is drawn has the same one.
  static func text(_ measured: String, sharedBy losses: Set<String>) -> String {
    guard let loss = losses.first, losses.count == 1 else { return measured }
    return text(measured, loss)
  }

  /// What is measured, and the loss in parentheses: `loss (mse)`; a sum brings its own.
  static func text(_ measured: String, _ loss: String) -> String {
    loss.hasPrefix("(") && loss.hasSuffix(")") ? "\(measured) \(loss)" : "\(measured) (\(loss))"
  }
}
