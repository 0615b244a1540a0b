internal import Options

/// What layers that normalise have in common.
enum NormalizationOptions {
  static let epsilon = OptionKey<Double>("eps", .number(.notNegative), default: 1e-5, "added to the variance")

  /// Whether a learned weight and bias follow, under the name that PyTorch has for it.
  static func affine(_ name: String) -> OptionKey<Bool> {
    OptionKey(name, .flag, default: true, "whether a learned weight and bias follow")
  }

  /// The weight and the bias that follow, which change nothing at first.
  static func weightAndBias(_ shape: [Int]) -> [ParameterDescription] {
    [
      ParameterDescription(name: "weight", shape: shape, start: .constant(1)),
      ParameterDescription(name: "bias", shape: shape, start: .constant(0)),
    ]
  }
}
