internal import Basics
public import Options
public import TensorMath

/// Layers whose result is added to what went in: x + f(x).
///
/// Where the shapes of x and f(x) differ, x goes through a 1×1 convolution, or a linear layer where it is a vector.
/// Source: He et al., "Deep Residual Learning for Image Recognition" (2015), section 3.2.
public struct Residual: LayerKind {
  /// The row of the table of layers.
  public static let row = OptionRow<any LayerKind>(
    "residual",
    "add what the layers up to its `end` make to what went in, through a 1x1 convolution where shapes differ",
    opensBlock: true
  ) { Residual(values: $0, body: []) }

  /// The options as they are set: it has none.
  public let values: OptionValues
  /// The layers inside.
  public let body: [any LayerKind]
  /// The row's declaration.
  public var declaration: TermDeclaration { Self.row.declaration }

  /// The same around other layers.
  public func around(_ body: [any LayerKind]) -> Residual { Residual(values: values, body: body) }

  /// A sum, with a shortcut where the shapes differ.
  public func composition(for input: SampleShape) -> LayerComposition? { .sum(shortcut: shortcut(for: input)) }

  private func network(_ input: SampleShape) -> NetworkDescription { NetworkDescription(input: input, layers: body) }

  /// The shape of what the layers inside make.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    var shape = input
    for layer in body { shape = try layer.outputShape(for: shape) }
    if shape != input { _ = try shortcut(from: input, to: shape) }
    return shape
  }

  /// The layer on the way round.
  private func shortcut(from input: SampleShape, to output: SampleShape) throws(LayerShapeError) -> any LayerKind {
    func line(_ line: String) throws(LayerShapeError) -> any LayerKind {
      guard let layer = try? LayerTable.layer(line) else {
        throw .unsuitable(layer: name, reason: "makes \(output) of \(input), and no layer leads round it")
      }
      return layer
    }
    switch (input, output) {
    case (.vector, .vector(let length)): return try line("linear \(length)")
    case (.image(_, let height, let width), .image(let channels, let rows, let columns)):
      // The step from one output pixel to the next that leaves as many rows and columns.
      let (down, across) = ((height + rows - 1) / rows, (width + columns - 1) / columns)
      guard (height - 1) / down + 1 == rows, (width - 1) / across + 1 == columns else {
        throw .unsuitable(
          layer: name,
          reason: "makes \(output) of \(input), which no 1x1 convolution leads round: rows and columns must stay, or "
            + "become fewer by a whole number")
      }
      return try line("conv2d \(channels) kernel=1 stride=\(down)x\(across)")
    default:
      throw .unsuitable(layer: name, reason: "makes \(output) of \(input), and an image cannot be added to a vector")
    }
  }

  /// The layer on the way round; nil where what went in is added as it is.
  private func shortcut(for input: SampleShape) -> (any LayerKind)? {
    guard let output = try? outputShape(for: input), output != input else { return nil }
    return try? shortcut(from: input, to: output)
  }

  /// The arrays of the layers inside, named `body.0.weight`, and of the way round, named `shortcut.weight`.
  public func parameters(for input: SampleShape) -> [ParameterDescription] {
    let inside = (try? network(input).parameters()) ?? []
    return inside.enumerated().flatMap { index, arrays in arrays.map { $0.named(under: "body.\(index)") } }
      + (shortcut(for: input)?.parameters(for: input) ?? []).map { $0.named(under: "shortcut") }
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int {
    ((try? network(input).operations()) ?? 0).plusSaturating(shortcut(for: input)?.operations(for: input) ?? 0)
      .plusSaturating((try? outputShape(for: input).elementCount) ?? 0)
  }

  /// A rectifier behind it is computed with the sum.
  public var traits: LayerTraits {
    body.reduce(.fusesRectifier) { $0.union($1.traits.intersection(.ofWhole)) }
  }

  /// The activations and gradients of the layers inside, and what these take themselves.
  public func memory(for input: SampleShape, batch: Int) -> OperationMemory? {
    guard let plan = try? StagePlan(network(input)), let output = try? outputShape(for: input) else { return nil }
    let inside = plan.memory(batch: batch)
    let round = shortcut(for: input)?.memory(for: input, batch: batch)
    let passing = plan.greatestPassingCount(wantsInput: true)
    let added = shortcut(for: input) == nil ? 0 : output.elementCount
    let numbers = plan.activationCount.plusSaturating(passing.timesSaturating(2)).plusSaturating(added)
    return OperationMemory(
      tables: inside.tables.plusSaturating(round?.tables ?? 0)
        .plusSaturating(numbers.timesSaturating(TrainingMemory.bytes(ofSamples: batch))),
      workspace: max(inside.workspace, round?.workspace ?? 0), scratch: max(inside.scratch, round?.scratch ?? 0))
  }

  /// Whether two are around the same layers.
  public static func == (left: Residual, right: Residual) -> Bool {
    LayerTable.lines(left.body) == LayerTable.lines(right.body)
  }

  /// Hashes the layers inside by their lines.
  public func hash(into hasher: inout Hasher) { hasher.combine(LayerTable.lines(body)) }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    let inside = try network(input).parameters().joined().count
    let (own, round) = (parameters.prefix(inside), Array(parameters.dropFirst(inside)))
    let shortcut = try shortcut(for: input)?.makeLayer(
      input: input,
      parameters: round.map { parameter in
        Parameter(
          description: parameter.description.named(below: "shortcut"), values: parameter.values,
          gradient: parameter.gradient)
      })
    return Work(
      body: try Network(network(input), over: Self.arrays(own)), shortcut: shortcut, output: try outputShape(for: input)
    )
  }

  /// A class of the file's own, as PyTorch has none.
  public func pyTorch(for input: SampleShape) throws -> PyTorchModule {
    let inside = try PyTorchModule.modules(of: body, for: input).modules
    let round = try shortcut(for: input).map { [(name: "shortcut", module: try $0.pyTorch(for: input))] }
    return .own("Residual", Self.pyTorchClass, inside, named: round ?? [])
  }

  private static let pyTorchClass = """
    class Residual(nn.Module):
        \"""What the modules of the body make, added to what went in; a shortcut changes its shape where it has to.\"""

        def __init__(self, *body, shortcut=None):
            super().__init__()
            self.body = nn.Sequential(*body)
            self.shortcut = nn.Identity() if shortcut is None else shortcut

        def forward(self, x):
            return self.body(x) + self.shortcut(x)
    """

  /// The layers inside and the one on the way round, and their sum.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) throws -> String {
    let inside = try body.enumerated().reduce(x) { try graph.add($1.element, to: $0, at: "body.\($1.offset)") }
    let round = try shortcut(for: x.shape).map { try graph.add($0, to: x, at: "shortcut") } ?? x
    return graph.node("Add", [inside.name, round.name])
  }

  /// The arrays of the layers inside as one stretch each: they were dealt out one after the other.
  private static func arrays(_ parameters: ArraySlice<Parameter>) -> Network.Arrays {
    func stretch(_ slices: [FloatSlice]) -> FloatSlice {
      guard let first = slices.first, let last = slices.last else { return FloatBuffer(count: 0).all }
      return FloatSlice(first.buffer, first.range.lowerBound..<last.range.upperBound)
    }
    let trained = parameters.filter { $0.description.role == .trained }
    let kept = parameters.filter { $0.description.role != .trained }
    return Network.Arrays(
      values: stretch(trained.map(\.values)), gradient: stretch(trained.map(\.gradient)),
      state: stretch(kept.map(\.values)))
  }

  private final class Work: Layer {
    let body: Network
    let shortcut: (any Layer)?
    let output: SampleShape
    let masksInputGradient = true
    var inside: Network? { body }
    /// What came the way round, where that is not the input itself.
    private var round: Batch?

    init(body: Network, shortcut: (any Layer)?, output: SampleShape) {
      self.body = body
      self.shortcut = shortcut
      self.output = output
    }

    func forward(_ input: Batch, into output: Batch, relu: Bool, pass: Pass) {
      let made = body.forward(input, pass: pass)
      var other = input
      if let shortcut {
        other = reservedRound(for: input)
        shortcut.forward(input, into: other, relu: false, pass: pass)
      }
      Addition.add(made, other, rectified: relu, into: output, compute: pass.compute)
    }

    func backward(
      input: Batch, output: Batch, outputGradient: Batch, into inputGradient: Batch?, masked: Bool,
      compute: ComputeContext
    ) {
      let mask = masked ? input : nil
      guard let inputGradient else {
        shortcut?.backward(
          input: input, output: output, outputGradient: outputGradient, into: nil, masked: false, compute: compute)
        _ = body.backward(outputGradient, wantsInput: false, compute: compute)
        return
      }
      var other = inputGradient
      // The way round comes first, since layers inside that end in a rectifier overwrite the gradient that they get.
      if let shortcut {
        shortcut.backward(
          input: input, output: output, outputGradient: outputGradient, into: inputGradient, masked: false,
          compute: compute)
      } else if body.outputIsRectified {
        Addition.copy(outputGradient, into: inputGradient, compute: compute)
      } else {
        other = outputGradient
      }
      guard let inner = body.backward(outputGradient, wantsInput: true, compute: compute) else { return }
      Addition.add(inner, other, mask: mask, into: inputGradient, compute: compute)
    }

    private func reservedRound(for input: Batch) -> Batch {
      if let round, round.capacity >= input.count { return round }
      let made = Batch(capacity: max(input.count, 1), shape: output)
      round = made
      return made
    }
  }
}
