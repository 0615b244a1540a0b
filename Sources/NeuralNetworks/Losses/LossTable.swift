public import TensorMath

/// A loss that a network's output cannot be measured by.
public struct LossMisfit: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is missing, and the way out.
  public let description: String
}

extension Loss {
  /// The name a script writes.
  public var name: String { rawValue }

  /// One line of help.
  public var summary: String {
    switch self {
    case .mse: "Mean squared error."
    case .l1: "Mean absolute error."
    case .bce: "Binary cross-entropy, of images scaled to 0 to 1; the decoder must end in `sigmoid`."
    }
  }

  /// Throws when the decoder's output does not suit the loss: `bce` needs numbers between 0 and 1.
  public func check(decoder: NetworkDescription) throws(LossMisfit) {
    if self == .bce, !(decoder.layers.last is Sigmoid) {
      throw LossMisfit(
        description: "`bce` compares numbers between 0 and 1, and the decoder ends in "
          + "`\(decoder.layers.last?.script ?? "nothing")`: end it with `sigmoid`, or choose `mse` or `l1`")
    }
  }
}
