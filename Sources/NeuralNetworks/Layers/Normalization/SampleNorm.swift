internal import Basics
public import Options
public import TensorMath

/// Numbers brought to mean 0 and variance 1 within each sample: PyTorch's `GroupNorm` and `LayerNorm`.
///
/// Sources: Y. Wu and K. He, "Group Normalization" (2018); J. L. Ba, J. R. Kiros and G. E. Hinton, "Layer Normalization"
/// (2016).
public struct SampleNorm: LayerKind {
  private static let groups = OptionKey<Int>(
    "groups", .whole(1...65_536), argument: true, required: true, "into how many groups the channels fall")
  private static let epsilon = NormalizationOptions.epsilon
  private static let affine = NormalizationOptions.affine("affine")
  private static let elementwiseAffine = NormalizationOptions.affine("elementwise_affine")

  /// The rows of the table of layers.
  public static let rows: [OptionRow<any LayerKind>] = [
    row(
      "group_norm", "bring each group of channels to mean 0 and variance 1, image by image",
      options: [groups.declaration, epsilon.declaration, affine.declaration]),
    row(
      "layer_norm", "bring all numbers of a sample to mean 0 and variance 1",
      options: [epsilon.declaration, elementwiseAffine.declaration]),
  ]

  private static func row(
    _ name: String, _ summary: String, options: [OptionDeclaration]
  ) -> OptionRow<any LayerKind> {
    let declaration = TermDeclaration(name, summary, options: options)
    return OptionRow(name, summary, options: options) { SampleNorm(declaration: declaration, values: $0) }
  }

  /// The row's declaration.
  public let declaration: TermDeclaration
  /// The options as they are set.
  public let values: OptionValues

  /// The groups of channels; nil where all numbers of a sample are one.
  var groupCount: Int? { values[ifGiven: Self.groups] }

  private func operation(for input: SampleShape) -> any SampleNormalization {
    let epsilon = values[Self.epsilon]
    return groupCount.map { GroupNormalization(input, groups: $0, epsilon: epsilon) }
      ?? LayerNormalization(input, epsilon: epsilon)
  }

  /// The shape that goes in.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard input.isUsable else { throw .tooLarge(layer: name, found: input) }
    if let groupCount, input.channels % groupCount != 0 {
      throw .unsuitable(
        layer: name, reason: "falls into \(groupCount) groups, which must divide the channels, \(input.channels)")
    }
    return input
  }

  /// Weight and bias: a number a channel for groups, one for each number of a sample without.
  public func parameters(for input: SampleShape) -> [ParameterDescription] {
    if groupCount != nil { return values[Self.affine] ? NormalizationOptions.weightAndBias([input.channels]) : [] }
    return values[Self.elementwiseAffine] ? NormalizationOptions.weightAndBias(input.sides) : []
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int { (input.checkedCount ?? 0).timesSaturating(7) }

  /// A rectifier behind it is computed with it.
  public var traits: LayerTraits { [.fusesRectifier, .keepsPlaces] }

  /// What the statistics take.
  public func memory(for input: SampleShape, batch: Int) -> OperationMemory? {
    operation(for: input).memory(batch: batch)
  }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    Work(operation(for: input), weight: parameters["weight"], bias: parameters["bias"])
  }

  /// `nn.GroupNorm` or `nn.LayerNorm`.
  public func pyTorch(for input: SampleShape) -> PyTorchModule {
    let epsilon = pythonArgument("eps", values[Self.epsilon], default: 1e-5)
    guard let groupCount else {
      let isVector = input.sides.count == 1
      return PyTorchModule(
        "nn.LayerNorm", isVector ? "\(input.elementCount)" : python(input), epsilon,
        pythonArgument("elementwise_affine", values[Self.elementwiseAffine], default: true))
    }
    return PyTorchModule(
      "nn.GroupNorm", "\(groupCount)", "\(input.channels)", epsilon,
      pythonArgument("affine", values[Self.affine], default: true))
  }

  /// `InstanceNormalization` of each group as if it were a channel: this version of ONNX has no operator for groups, and
  /// its `LayerNormalization` is less exact where it is computed in one pass.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) -> String {
    let (groups, sides) = (groupCount ?? 1, x.shape.sides)
    let flat = graph.reshape(x.name, [groups, -1])
    let one = graph.constant("one", Array(repeating: 1, count: groups), shape: [groups])
    let zero = graph.constant("zero", Array(repeating: 0, count: groups), shape: [groups])
    let normal = graph.node(
      "InstanceNormalization", [flat, one, zero], [.float("epsilon", values[Self.epsilon])])
    var result = graph.reshape(normal, sides)
    let shape = groupCount == nil ? sides : [sides[0]] + sides.dropFirst().map { _ in 1 }
    if let weight = graph.array("weight", shape: shape) { result = graph.node("Mul", [result, weight]) }
    if let bias = graph.array("bias", shape: shape) { result = graph.node("Add", [result, bias]) }
    return result
  }

  private final class Work: Layer {
    let operation: any SampleNormalization
    let weight, bias: Parameter?
    let statistics = NormalizationStatistics()
    let masksInputGradient = true

    init(_ operation: any SampleNormalization, weight: Parameter?, bias: Parameter?) {
      self.operation = operation
      self.weight = weight
      self.bias = bias
    }

    func forward(_ input: Batch, into output: Batch, relu: Bool, pass: Pass) {
      operation.forward(
        input, weight: weight?.values, bias: bias?.values, activation: relu ? .relu : .none, into: output,
        statistics: statistics, compute: pass.compute)
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

/// What group and layer normalisation both do.
private protocol SampleNormalization: Sendable {
  func forward(
    _ input: Batch, weight: FloatSlice?, bias: FloatSlice?, activation: FusedActivation, into output: Batch,
    statistics: NormalizationStatistics, compute: ComputeContext)

  func backward(
    _ outputGradient: Batch, input: Batch, weight: FloatSlice?, mask: Batch?, into inputGradient: Batch?,
    weightGradient: FloatSlice?, biasGradient: FloatSlice?, statistics: NormalizationStatistics,
    compute: ComputeContext)

  func memory(batch: Int) -> OperationMemory?
}

extension GroupNormalization: SampleNormalization {}
extension LayerNormalization: SampleNormalization {}
