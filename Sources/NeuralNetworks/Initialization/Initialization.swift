internal import TensorMath

/// How new weights are drawn.
public enum Initialization: String, CaseIterable, Hashable, Sendable {
  /// PyTorch's defaults, then Xavier-uniform weights and biases of 0.01 for conv2d and linear, as the article does.
  case article
  /// PyTorch's defaults.
  case pytorch

  /// One line of help.
  public var summary: String {
    switch self {
    case .article: "PyTorch's defaults, then Xavier weights and 0.01 biases for conv2d and linear, as in the article."
    case .pytorch: "PyTorch's defaults."
    }
  }

  /// Draws the weights of networks in the order of their construction, as PyTorch would after `torch.manual_seed`.
  func draw(_ networks: [Network], from generator: inout MersenneTwister) {
    for network in networks {
      // A layer's bias is drawn right after its weight, and its bound follows from the weight's fan-in.
      var fanIn = 1.0
      for (_, parameter) in network.parameters {
        if parameter.description.name == "weight" { fanIn = parameter.fans.input }
        // kaiming_uniform with a = √5 for weights, as torch computes it; 1/√fan_in for biases.
        let bound =
          parameter.description.name == "weight"
          ? 3.0.squareRoot() * ((2.0 / 6.0).squareRoot() / fanIn.squareRoot()) : 1 / fanIn.squareRoot()
        parameter.draw(bound, from: &generator)
      }
    }
    guard self == .article else { return }
    for network in networks {
      for (layer, parameter) in network.parameters where !(network.description.layers[layer] is ConvTranspose2d) {
        if parameter.description.name == "weight" {
          let fans = parameter.fans
          parameter.draw(3.0.squareRoot() * (2 / (fans.input + fans.output)).squareRoot(), from: &generator)
        } else {
          for place in 0..<parameter.values.count { parameter.values[place] = 0.01 }
        }
      }
    }
  }
}

extension Parameter {
  /// The numbers that come into and go out of one unit, as PyTorch counts them: second and first axis times the rest.
  fileprivate var fans: (input: Double, output: Double) {
    let shape = description.shape
    let field = Double(shape.dropFirst(2).reduce(1, *))
    return (Double(shape.dropFirst().first ?? 1) * field, Double(shape.first ?? 1) * field)
  }

  /// Uniform between −bound and bound.
  fileprivate func draw(_ bound: Double, from generator: inout MersenneTwister) {
    for place in 0..<values.count { values[place] = generator.uniform(from: Float(-bound), to: Float(bound)) }
  }
}
