public import TensorMath

/// How weights follow their gradients.
public enum Optimizer: Hashable, Sendable {
  case adam(Adam = Adam(), rate: Double = 1e-3)
  case sgd(GradientDescent = GradientDescent(), rate: Double = 1e-3)

  /// The name a script writes.
  public var name: String {
    switch self {
    case .adam: "adam"
    case .sgd: "sgd"
    }
  }

  /// The learning rate.
  public var rate: Double {
    get {
      switch self {
      case .adam(_, let rate), .sgd(_, let rate): rate
      }
    }
    set {
      switch self {
      case .adam(let adam, _): self = .adam(adam, rate: newValue)
      case .sgd(let sgd, _): self = .sgd(sgd, rate: newValue)
      }
    }
  }

  /// The numbers that are remembered for each weight.
  var slots: Int {
    switch self {
    case .adam(let adam, _): adam.slots
    case .sgd(let sgd, _): sgd.slots
    }
  }
}

/// One optimiser: names, options, help and construction come from here.
public struct OptimizerRow: Sendable {
  /// The name a script writes.
  public let name: String
  /// One line of help.
  public let summary: String
  /// The options a script may set.
  public let options: [OptionDeclaration]
  private let build: @Sendable (OptionValues) -> Optimizer

  /// The optimiser with options as given; throws when one is unknown or out of range.
  public func make(_ values: OptionValues = OptionValues()) throws(OptionError) -> Optimizer {
    build(try values.checked(for: name, options))
  }

  init(
    _ name: String, summary: String, options: [OptionDeclaration],
    build: @escaping @Sendable (OptionValues) -> Optimizer
  ) {
    self.name = name
    self.summary = summary
    self.options = options
    self.build = build
  }
}

/// Every optimiser, one row each.
public enum OptimizerTable {
  private static let rate = OptionDeclaration(
    "lr", .number(OptionNumberRange(0, .infinity)), default: .number(1e-3), summary: "Learning rate.")
  private static func decay(_ name: String, _ value: Double, _ summary: String) -> OptionDeclaration {
    OptionDeclaration(
      name, .number(OptionNumberRange(0, 1, excludesUpper: true)), default: .number(value), summary: summary)
  }

  /// The rows, in the order in which help lists them.
  public static let rows: [OptimizerRow] = [
    OptimizerRow(
      "adam", summary: "Adam: steps scaled by running means of the gradient and of its square.",
      options: [
        rate, decay("beta1", 0.9, "Decay of the mean of gradients."),
        decay("beta2", 0.999, "Decay of the mean of squared gradients."),
        OptionDeclaration(
          "eps", .number(OptionNumberRange(0, .infinity)), default: .number(1e-8), summary: "Added to the divisor."),
      ]
    ) {
      .adam(
        Adam(firstDecay: $0.number("beta1"), secondDecay: $0.number("beta2"), epsilon: $0.number("eps")),
        rate: $0.number("lr"))
    },
    OptimizerRow(
      "sgd", summary: "Stochastic gradient descent, with momentum if one is given.",
      options: [rate, decay("momentum", 0, "Part of the last step that is kept.")]
    ) { .sgd(GradientDescent(momentum: $0.number("momentum")), rate: $0.number("lr")) },
  ]

  /// The row of a name, if there is one.
  public static func row(_ name: String) -> OptimizerRow? { rows.first { $0.name == name } }
}
