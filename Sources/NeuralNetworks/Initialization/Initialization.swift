internal import Basics
public import Options
internal import TensorMath

/// How new weights are drawn.
public enum Initialization: String, OptionWord, Hashable {
  /// PyTorch's defaults, then Xavier-uniform weights and biases of 0.01 for conv2d and linear, as the article does.
  case article
  /// PyTorch's defaults.
  case pytorch

  /// One line of help.
  public var summary: String {
    switch self {
    case .article: "PyTorch's defaults, then Xavier weights and 0.01 biases for conv2d and linear, as in the article"
    case .pytorch: "PyTorch's defaults"
    }
  }

  /// Begins the arrays of a model, in the order of their construction, as PyTorch would after `torch.manual_seed`; throws
  /// where it is stopped.
  func begin(
    _ arrays: [Parameter], from generator: inout RandomGenerator, unless stop: StopFlag
  ) throws(Interrupted) {
    for array in arrays { try array.begin(array.description.start, from: &generator, unless: stop) }
    guard self == .article else { return }
    for array in arrays {
      if let start = array.description.articleStart { try array.begin(start, from: &generator, unless: stop) }
    }
  }
}

extension Parameter {
  fileprivate func begin(
    _ start: ParameterDescription.Start, from generator: inout RandomGenerator, unless stop: StopFlag
  ) throws(Interrupted) {
    switch start {
    case .constant(let number): values.pointer.update(repeating: number, count: values.count)
    case .uniform(let bound):
      let piece = 1 << 16
      for first in stride(from: 0, to: values.count, by: piece) {
        try stop.check()
        for place in first..<min(first + piece, values.count) {
          values[place] = generator.uniform(from: Float(-bound), to: Float(bound))
        }
      }
    }
  }
}
