internal import Options
internal import TensorMath

extension OptionRow<Optimizer> {
  private static let rate = OptimizerOptions.rate(1e-3)
  private static let momentum = OptimizerOptions.decay("momentum", 0, "part of the last step that is kept")
  private static let decay = OptimizerOptions.weightDecay(0)
  private static let isNesterov = OptionKey<Bool>(
    "nesterov", .flag, default: false, "whether the step looks ahead along the momentum")

  static let sgd = OptionRow(
    "sgd", "stochastic gradient descent, with momentum if one is given",
    options: [rate.declaration, momentum.declaration, decay.declaration, isNesterov.declaration]
  ) {
    // Without a momentum there is nothing to look ahead along.
    Optimizer(
      GradientDescent(
        momentum: $0[momentum], isNesterov: $0[isNesterov] && $0[momentum] > 0, decay: $0[decay]), rate: $0[rate])
  }
}
