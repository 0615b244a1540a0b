internal import Options
internal import TensorMath

extension OptionRow<Optimizer> {
  private static let rate = OptimizerOptions.rate(1e-3)
  private static let first = OptimizerOptions.decay("beta1", 0.9, "decay of the mean of gradients")
  private static let second = OptimizerOptions.decay("beta2", 0.999, "decay of the mean of squared gradients")
  private static let epsilon = OptimizerOptions.epsilon(1e-8)
  private static let decay = OptimizerOptions.weightDecay(0)
  private static let decoupledDecay = OptimizerOptions.weightDecay(0.01)
  private static let keepsGreatest = OptionKey<Bool>(
    "amsgrad", .flag, default: false, "whether the greatest mean of squared gradients so far divides")

  private static func options(decay: OptionKey<Double>) -> [OptionDeclaration] {
    [
      rate.declaration, first.declaration, second.declaration, epsilon.declaration, decay.declaration,
      keepsGreatest.declaration,
    ]
  }

  private static func rule(_ values: OptionValues, _ decay: Adam.Decay) -> Adam {
    Adam(
      firstDecay: values[first], secondDecay: values[second], epsilon: values[epsilon], decay: decay,
      keepsGreatest: values[keepsGreatest])
  }

  static let adam = OptionRow(
    "adam", "Adam: steps scaled by running means of the gradient and of its square", options: options(decay: decay)
  ) { Optimizer(rule($0, .added($0[decay])), rate: $0[rate]) }

  static let adamW = OptionRow(
    "adamw", "Adam whose weights are drawn towards zero beside the step, and not through the gradient",
    options: options(decay: decoupledDecay)
  ) { Optimizer(AdamW(adam: rule($0, .decoupled($0[decoupledDecay]))), rate: $0[rate]) }
}

/// Adam with its decay beside the step: a rule of its own, so that neither takes up the other's state.
struct AdamW: WeightUpdate {
  let adam: Adam

  var name: String { "adamw" }
  var slotNames: [String] { adam.slotNames }

  func update(
    _ parameters: FloatSlice, gradients: FloatSlice, slots: [FloatSlice], step: Int, rate: Double,
    compute: ComputeContext
  ) {
    adam.update(parameters, gradients: gradients, slots: slots, step: step, rate: rate, compute: compute)
  }
}
