internal import Basics
public import Options
public import TensorMath

/// Channels, or the features of a vector, brought to mean 0 and variance 1 over a batch: PyTorch's `BatchNorm2d` and
/// `BatchNorm1d`.
///
/// Source: S. Ioffe and C. Szegedy, "Batch Normalization" (2015).
public struct BatchNorm: LayerKind {
  private static let epsilon = NormalizationOptions.epsilon
  private static let momentum = OptionKey<Momentum>(
    "momentum", .either(.choice([OptionChoice("none", "the plain mean over all batches")]), .number(.unit)),
    default: 0.1, "the part that a batch has in the running mean and variance")
  private static let affine = NormalizationOptions.affine("affine")

  /// The rows of the table of layers.
  public static let rows: [OptionRow<any LayerKind>] = [
    row("batch_norm2d", "bring each channel to mean 0 and variance 1 over the batch", takesImages: true),
    row("batch_norm1d", "bring each number of a vector to mean 0 and variance 1 over the batch", takesImages: false),
  ]

  private static func row(_ name: String, _ summary: String, takesImages: Bool) -> OptionRow<any LayerKind> {
    let declaration = TermDeclaration(
      name, summary, options: [epsilon.declaration, momentum.declaration, affine.declaration])
    return OptionRow(name, summary, options: declaration.options) { values in
      BatchNorm(declaration: declaration, values: values, takesImages: takesImages)
    }
  }

  /// How much a batch changes the running values: a part, or as much as all those before it.
  private enum Momentum: OptionReadable {
    case part(Double)
    case none

    init?(_ value: OptionValue) {
      switch value {
      case .text("none"): self = .none
      case .number(let part): self = .part(part)
      default: return nil
      }
    }

    var optionValue: OptionValue { part.map { .number($0) } ?? "none" }
    var part: Double? { if case .part(let part) = self { part } else { nil } }
  }

  /// The row's declaration.
  public let declaration: TermDeclaration
  /// The options as they are set.
  public let values: OptionValues
  private let takesImages: Bool

  private func operation(for input: SampleShape) -> BatchNormalization {
    BatchNormalization(input, epsilon: values[Self.epsilon], momentum: values[Self.momentum].part)
  }

  /// The shape that goes in.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard input.isUsable else { throw .tooLarge(layer: name, found: input) }
    if takesImages {
      _ = try input.image(for: name)
    } else if case .image = input {
      throw .needsVector(layer: name, found: input)
    }
    return input
  }

  /// Weight and bias, a number a channel, and the running mean and variance with the count of batches.
  public func parameters(for input: SampleShape) -> [ParameterDescription] {
    let channels = [input.channels]
    return (values[Self.affine] ? NormalizationOptions.weightAndBias(channels) : []) + [
      ParameterDescription(name: "running_mean", shape: channels, role: .state, start: .constant(0)),
      ParameterDescription(name: "running_var", shape: channels, role: .state, start: .constant(1)),
      ParameterDescription(name: "num_batches_tracked", shape: [], role: .counter, start: .constant(0)),
    ]
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int { (input.checkedCount ?? 0).timesSaturating(7) }

  /// A rectifier behind it is computed with it; a batch of one vector has no variance.
  public var traits: LayerTraits { [.fusesRectifier, .mixesSamples, .keepsPlaces] }

  /// What the statistics take.
  public func memory(for input: SampleShape, batch: Int) -> OperationMemory? {
    operation(for: input).memory(batch: batch)
  }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    guard let mean = parameters["running_mean"], let variance = parameters["running_var"],
      let batches = parameters["num_batches_tracked"]
    else { preconditionFailure("The layer keeps running values.") }
    return Work(
      operation(for: input), weight: parameters["weight"], bias: parameters["bias"],
      running: RunningMoments(mean: mean.values, variance: variance.values, batches: batches.values))
  }

  /// `nn.BatchNorm2d` or `nn.BatchNorm1d`.
  public func pyTorch(for input: SampleShape) -> PyTorchModule {
    let momentum = values[Self.momentum].part
    return PyTorchModule(
      takesImages ? "nn.BatchNorm2d" : "nn.BatchNorm1d", "\(input.channels)",
      pythonArgument("eps", values[Self.epsilon], default: 1e-5),
      momentum.map { pythonArgument("momentum", $0, default: 0.1) } ?? "momentum=None",
      pythonArgument("affine", values[Self.affine], default: true))
  }

  /// `BatchNormalization` by the running values.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) -> String {
    let channels = x.shape.channels
    let weight =
      graph.array("weight") ?? graph.constant("weight", Array(repeating: 1, count: channels), shape: [channels])
    let bias = graph.array("bias") ?? graph.constant("bias", Array(repeating: 0, count: channels), shape: [channels])
    let moments = [graph.array("running_mean"), graph.array("running_var")].compactMap(\.self)
    return graph.node(
      "BatchNormalization", [x.name, weight, bias] + moments, [.float("epsilon", values[Self.epsilon])])
  }

  private final class Work: ScalingLayer {
    let operation: BatchNormalization
    let weight, bias: Parameter?
    let running: RunningMoments
    let statistics = NormalizationStatistics()
    let masksInputGradient = true

    init(_ operation: BatchNormalization, weight: Parameter?, bias: Parameter?, running: RunningMoments) {
      self.operation = operation
      self.weight = weight
      self.bias = bias
      self.running = running
    }

    func forward(_ input: Batch, into output: Batch, relu: Bool, pass: Pass) {
      let activation = relu ? FusedActivation.relu : .none
      if pass.isTraining {
        operation.forward(
          input, weight: weight?.values, bias: bias?.values, running: running, activation: activation, into: output,
          statistics: statistics, compute: pass.compute)
      } else {
        operation.evaluate(
          input, weight: weight?.values, bias: bias?.values, running: running, activation: activation, into: output,
          statistics: statistics, compute: pass.compute)
      }
    }

    var scaling: (any ScalingLayer)? { weight == nil || bias == nil ? nil : self }

    func scalesAndShifts() -> (scales: FloatSlice, shifts: FloatSlice) {
      guard let weight, let bias else { preconditionFailure("It has no numbers of its own to put them by.") }
      operation.scalesAndShifts(
        weight: weight.values, bias: bias.values, running: running, scales: weight.gradient, shifts: bias.gradient)
      return (weight.gradient, bias.gradient)
    }

    func backward(
      input: Batch, output: Batch, outputGradient: Batch, into inputGradient: Batch?, masked: Bool,
      compute: ComputeContext
    ) {
      operation.backward(
        outputGradient, input: input, weight: weight?.values, mask: masked ? input : nil, into: inputGradient,
        weightGradient: weight?.gradient, biasGradient: bias?.gradient, statistics: statistics, compute: compute)
    }
  }
}

extension NetworkDescription {
  /// The first layer that takes the variance over a batch of single numbers, so that it needs two samples to train; nil
  /// where there is none.
  public var layerThatNeedsTwoSamples: String? {
    (try? leaves())?.first { $0.kind.traits.contains(.mixesSamples) && $0.input.pixels == 1 }?.kind.name
  }
}
