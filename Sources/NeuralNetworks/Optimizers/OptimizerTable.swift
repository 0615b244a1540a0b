public import Options

/// Every optimiser, one row each.
public enum OptimizerTable {
  /// The rows, in the order in which help lists them.
  public static let table = OptionTable<Optimizer>([.adam, .adamW, .sgd, .rmsprop, .adagrad])
}

/// Options that several optimisers have.
enum OptimizerOptions {
  /// The learning rate, as PyTorch calls it.
  static func rate(_ standard: Double) -> OptionKey<Double> {
    OptionKey("lr", .number(.notNegative), default: .number(standard), otherName: "learning_rate", "learning rate")
  }

  /// A share of what was there that stays from step to step.
  static func decay(_ name: String, _ standard: Double, _ summary: String) -> OptionKey<Double> {
    OptionKey(name, .number(NumberRange(0, 1, excludesUpper: true)), default: .number(standard), summary)
  }

  /// What keeps a divisor above zero.
  static func epsilon(_ standard: Double) -> OptionKey<Double> {
    OptionKey("eps", .number(.notNegative), default: .number(standard), "added to the divisor")
  }

  /// How strongly weights are drawn towards zero.
  static func weightDecay(_ standard: Double) -> OptionKey<Double> {
    OptionKey(
      "weight_decay", .number(.notNegative), default: .number(standard), "how strongly weights are drawn towards zero")
  }
}
