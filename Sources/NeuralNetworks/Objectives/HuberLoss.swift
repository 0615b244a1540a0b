internal import Options
internal import TensorMath

extension OptionRow<LossFunction> {
  private static let delta = OptionKey<Double>(
    "delta", .number(.positive), default: 1.0, argument: true, "the difference from which on it is no longer squared")

  static let huber = OptionRow(
    "huber", "squared where differences are small, and absolute where they are large", options: [delta.declaration]
  ) { values in
    LossFunction { _ in ElementwiseLoss.huber(delta: Float(values[delta])) }
  }
}
