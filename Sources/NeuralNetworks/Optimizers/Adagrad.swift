internal import Options
internal import TensorMath

extension OptionRow<Optimizer> {
  private static let rate = OptimizerOptions.rate(1e-2)
  private static let rateDecay = OptionKey<Double>(
    "lr_decay", .number(.notNegative), default: 0.0, "how fast the rate falls with the steps")
  private static let epsilon = OptimizerOptions.epsilon(1e-10)
  private static let decay = OptimizerOptions.weightDecay(0)

  static let adagrad = OptionRow(
    "adagrad", "Adagrad: steps divided by the size of all gradients so far",
    options: [rate.declaration, rateDecay.declaration, epsilon.declaration, decay.declaration]
  ) {
    Optimizer(Adagrad(rateDecay: $0[rateDecay], epsilon: $0[epsilon], decay: $0[decay]), rate: $0[rate])
  }
}
