/// What stands beside an axis of losses.
enum LossLabel {
  /// What is measured, and the loss in parentheses: `loss (mse)`; a sum brings its own.
  static func text(_ measured: String, _ loss: String) -> String {
    loss.hasPrefix("(") && loss.hasSuffix(")") ? "\(measured) \(loss)" : "\(measured) (\(loss))"
  }
}
