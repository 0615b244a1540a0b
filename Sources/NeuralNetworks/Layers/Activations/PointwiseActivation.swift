internal import Basics
public import Options
public import TensorMath

/// An activation that works number by number, PyTorch's of the same name.
public struct PointwiseActivation: LayerKind {
  /// The row's declaration.
  public let declaration: TermDeclaration
  /// The options as they are set.
  public let values: OptionValues
  let activation: Activation
  private let cost: Int
  private let range: ClosedRange<Float>

  private static let slope = OptionKey<Double>("slope", .number(.unit), default: 0.01, "factor for negative numbers")

  private static let alpha = OptionKey<Double>(
    "alpha", .number(.notNegative), default: 1.0, "how far below zero numbers get at most")
  private static let beta = OptionKey<Double>("beta", .number(.positive), default: 1.0, "how sharp the bend is")
  private static let threshold = OptionKey<Double>(
    "threshold", .anyNumber, default: 20.0, "where beta x is larger, x itself is taken")

  /// The rows of the table of layers.
  public static let rows: [OptionRow<any LayerKind>] = [
    row("relu", "keep what is positive, and put 0 for the rest", cost: 1, range: 0...(.infinity)) { _ in .relu },
    row("leaky_relu", "keep what is positive, and scale down the rest", options: [slope.declaration], cost: 2) {
      .leakyReLU(slope: Float($0[slope]))
    },
    row(
      "gelu", "a smooth ReLU: x times the probability that a normal number is below x", cost: 8,
      range: -0.17...(.infinity)
    ) {
      _ in .gelu
    },
    row("silu", "x times its sigmoid, also called swish", cost: 5, range: -0.2785...(.infinity)) { _ in .silu },
    row(
      "elu", "keep what is positive, and let the rest approach -alpha", options: [alpha.declaration], cost: 4
    ) { .elu(alpha: Float($0[alpha])) },
    row(
      "softplus", "a smooth ReLU: the logarithm of 1 + exp(beta x), divided by beta",
      options: [beta.declaration, threshold.declaration], cost: 6, range: 0...(.infinity)
    ) { .softplus(beta: Float($0[beta]), threshold: Float($0[threshold])) },
    row("sigmoid", "squeeze every number into 0 to 1", cost: 4, range: 0...1) { _ in .sigmoid },
    row("tanh", "squeeze every number into -1 to 1", cost: 4, range: -1...1) { _ in .tanh },
  ]

  /// A row: `cost` is floating-point operations a number, `range` what can come out.
  private static func row(
    _ name: String, _ summary: String, options: [OptionDeclaration] = [], cost: Int,
    range: ClosedRange<Float> = -.infinity...(.infinity), _ activation: @escaping @Sendable (OptionValues) -> Activation
  ) -> OptionRow<any LayerKind> {
    let declaration = TermDeclaration(name, summary, options: options)
    return OptionRow(name, summary, options: options) { values in
      PointwiseActivation(
        declaration: declaration, values: values, activation: activation(values), cost: cost, range: range)
    }
  }

  /// The shape that goes in.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape { input }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int { (input.checkedCount ?? 0).timesSaturating(cost) }

  /// The numbers that can come out: those of the activation, and of a rectifier no larger ones than come in.
  public func outputRange(for input: ClosedRange<Float>) -> ClosedRange<Float> {
    activation == .relu ? max(0, input.lowerBound)...max(0, input.upperBound) : range
  }

  /// A rectifier is computed by the layer before it.
  public var traits: LayerTraits { activation == .relu ? [.rectifies, .keepsPlaces] : .keepsPlaces }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer { Work(activation) }

  /// PyTorch's activation.
  public func pyTorch(for input: SampleShape) -> PyTorchModule {
    switch activation {
    case .relu: PyTorchModule("nn.ReLU")
    case .leakyReLU: PyTorchModule("nn.LeakyReLU", pythonNumber(values[Self.slope]))
    case .gelu: PyTorchModule("nn.GELU")
    case .silu: PyTorchModule("nn.SiLU")
    case .elu: PyTorchModule("nn.ELU", pythonArgument("alpha", values[Self.alpha], default: 1))
    case .softplus:
      PyTorchModule(
        "nn.Softplus", pythonArgument("beta", values[Self.beta], default: 1),
        pythonArgument("threshold", values[Self.threshold], default: 20))
    case .sigmoid: PyTorchModule("nn.Sigmoid")
    case .tanh: PyTorchModule("nn.Tanh")
    }
  }

  /// ONNX's activation, or what it is made of.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) -> String {
    let x = x.name
    switch activation {
    case .relu: return graph.node("Relu", [x])
    case .leakyReLU: return graph.node("LeakyRelu", [x], [.float("alpha", values[Self.slope])])
    case .gelu:
      let root = graph.constant("root", 0.5.squareRoot())
      let error = graph.node("Erf", [graph.node("Mul", [x, root])])
      let doubled = graph.node("Add", [error, graph.constant("one", 1)])
      return graph.node("Mul", [graph.node("Mul", [x, doubled]), graph.constant("half", 0.5)])
    case .silu: return graph.node("Mul", [x, graph.node("Sigmoid", [x])])
    case .elu: return graph.node("Elu", [x], [.float("alpha", values[Self.alpha])])
    case .softplus:
      let (beta, threshold) = (graph.constant("beta", values[Self.beta]), values[Self.threshold])
      let scaled = graph.node("Mul", [x, beta])
      let bent = graph.node("Div", [graph.node("Softplus", [scaled]), beta])
      // Above 20 the two are the same number in single precision.
      guard threshold < 20 else { return bent }
      let isStraight = graph.node("Greater", [scaled, graph.constant("threshold", threshold)])
      return graph.node("Where", [isStraight, x, bent])
    case .sigmoid: return graph.node("Sigmoid", [x])
    case .tanh: return graph.node("Tanh", [x])
    }
  }

  private final class Work: Layer {
    let activation: Activation
    let masksInputGradient = false

    init(_ activation: Activation) { self.activation = activation }

    func forward(_ input: Batch, into output: Batch, relu: Bool, pass: Pass) {
      activation.forward(input, into: output, compute: pass.compute)
    }

    func backward(
      input: Batch, output: Batch, outputGradient: Batch, into inputGradient: Batch?, masked: Bool,
      compute: ComputeContext
    ) {
      guard let inputGradient else { return }
      activation.backward(
        outputGradient, remembered: activation.backwardReadsOutput ? output : input, into: inputGradient,
        compute: compute)
    }
  }
}
