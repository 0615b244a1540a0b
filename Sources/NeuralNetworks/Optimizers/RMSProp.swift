internal import Options
internal import TensorMath

extension OptionRow<Optimizer> {
  private static let rate = OptimizerOptions.rate(1e-2)
  private static let smoothing = OptimizerOptions.decay("alpha", 0.99, "decay of the mean of squared gradients")
  private static let epsilon = OptimizerOptions.epsilon(1e-8)
  private static let momentum = OptimizerOptions.decay("momentum", 0, "part of the last step that is kept")
  private static let decay = OptimizerOptions.weightDecay(0)
  private static let isCentered = OptionKey<Bool>(
    "centered", .flag, default: false, "whether the gradient's variance divides, and not its mean square")

  static let rmsprop = OptionRow(
    "rmsprop", "RMSprop: steps divided by a running mean of the gradient's size",
    options: [
      rate.declaration, smoothing.declaration, epsilon.declaration, momentum.declaration, decay.declaration,
      isCentered.declaration,
    ]
  ) {
    Optimizer(
      RMSProp(
        smoothing: $0[smoothing], epsilon: $0[epsilon], momentum: $0[momentum], isCentered: $0[isCentered],
        decay: $0[decay]), rate: $0[rate])
  }
}
