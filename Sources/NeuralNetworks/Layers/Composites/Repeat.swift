internal import Basics
public import Options
public import TensorMath

/// Some layers several times in a row, each time with weights of their own: PyTorch's `Sequential` of `Sequential`s.
public struct Repeat: LayerKind {
  private static let times = OptionKey<Int>(
    "times", .whole(1...1_000), argument: true, required: true, "how many times")

  /// The row of the table of layers.
  public static let row = OptionRow<any LayerKind>(
    "repeat", "the layers up to its `end` several times, each time with weights of their own",
    options: [times.declaration], opensBlock: true
  ) { Repeat(values: $0, body: []) }

  /// The options as they are set.
  public let values: OptionValues
  /// The layers inside.
  public let body: [any LayerKind]
  /// The row's declaration.
  public var declaration: TermDeclaration { Self.row.declaration }

  /// The same around other layers.
  public func around(_ body: [any LayerKind]) -> Repeat { Repeat(values: values, body: body) }

  /// One time after the other.
  public func composition(for input: SampleShape) -> LayerComposition? { .succession(times: values[Self.times]) }

  /// Every layer of every time: `1.0` is the first layer of the second time.
  public var unrolled: [(path: String, layer: any LayerKind)]? {
    (0..<values[Self.times]).flatMap { time in
      body.enumerated().map { ("\(time).\($0.offset)", $0.element) }
    }
  }

  /// The most layers that it may stand for, so that going through them ends.
  private static let mostLayers = 10_000

  /// The layers inside, so many times.
  public var leafCount: Int {
    body.reduce(0) { $0.plusSaturating($1.leafCount) }.timesSaturating(values[Self.times])
  }

  private var layers: [any LayerKind] { (unrolled ?? []).map(\.layer) }

  /// The shape that comes out of the last time.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard leafCount <= Self.mostLayers else {
      throw .unsuitable(
        layer: name, reason: "stands for more than \(countText(Self.mostLayers, "layer")): repeat fewer")
    }
    var shape = input
    for layer in layers { shape = try layer.outputShape(for: shape) }
    return shape
  }

  /// The arrays of every layer, named `1.0.weight`.
  public func parameters(for input: SampleShape) -> [ParameterDescription] {
    var shape = input
    return (unrolled ?? []).flatMap { path, layer -> [ParameterDescription] in
      defer { shape = (try? layer.outputShape(for: shape)) ?? shape }
      return layer.parameters(for: shape).map { $0.named(under: path) }
    }
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int {
    var shape = input
    return layers.reduce(0) { sum, layer in
      defer { shape = (try? layer.outputShape(for: shape)) ?? shape }
      return sum.plusSaturating(layer.operations(for: shape))
    }
  }

  /// What the last time leaves.
  public func outputRange(for input: ClosedRange<Float>) -> ClosedRange<Float> {
    layers.reduce(input) { $1.outputRange(for: $0) }
  }

  /// Those of the layers inside that matter to the whole.
  public var traits: LayerTraits {
    body.reduce([]) { $0.union($1.traits.intersection(.ofWhole)) }
  }

  /// Whether two stand for the same layers.
  public static func == (left: Repeat, right: Repeat) -> Bool {
    left.values == right.values && LayerTable.lines(left.body) == LayerTable.lines(right.body)
  }

  /// Hashes the layers inside by their lines.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(values)
    hasher.combine(LayerTable.lines(body))
  }

  /// A `repeat` computes nothing by itself: a network takes what it stands for.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    preconditionFailure("A network unrolls what is repeated.")
  }

  /// `nn.Sequential` of a sequence a time, told once where all of them are the same.
  public func pyTorch(for input: SampleShape) throws -> PyTorchModule {
    var shape = input
    let times = try (0..<values[Self.times]).map { _ in
      let (modules, output) = try PyTorchModule.modules(of: body, for: shape)
      shape = output
      return PyTorchModule.sequence(modules)
    }
    return PyTorchModule.succession(times)
  }

  /// What every time's layers are.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) throws -> String {
    try (unrolled ?? []).reduce(x) { try graph.add($1.layer, to: $0, at: $1.path) }.name
  }
}
