internal import Basics
public import TensorMath

/// A layer that does not fit where it stands in a network.
public struct NetworkShapeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The position of the layer, counted from 0; `nil` when the network's input itself is no shape.
  public let index: Int?
  /// The layer as a script writes it.
  public let layer: String
  /// Why it does not fit; `nil` when the network's input itself is no shape.
  public let reason: LayerShapeError?

  /// The layer's place, counted from 1, and the reason.
  public var description: String {
    if let index, let reason { "layer \(index + 1) (`\(layer)`): \(reason)" } else { "no network takes \(layer)" }
  }
}

/// A network as a value: the shape of its input and its layers in order.
public struct NetworkDescription: Sendable {
  /// The shape of one sample that goes in.
  public var input: SampleShape
  /// The layers, first to last.
  public var layers: [any LayerKind]

  /// Describes a network; whether its layers fit is what ``shapes()`` says.
  public init(input: SampleShape, layers: [any LayerKind] = []) {
    self.input = input
    self.layers = layers
  }

  /// The shape before the first layer and after each layer, so one more than there are layers.
  public func shapes() throws(NetworkShapeError) -> [SampleShape] {
    guard input.isUsable else { throw NetworkShapeError(index: nil, layer: "\(input)", reason: nil) }
    var shapes = [input]
    var shape = input
    for (index, layer) in layers.enumerated() {
      do {
        shape = try layer.outputShape(for: shape)
      } catch {
        throw NetworkShapeError(index: index, layer: layer.script, reason: error)
      }
      shapes.append(shape)
    }
    return shapes
  }

  /// The shape of one sample that comes out.
  public func output() throws(NetworkShapeError) -> SampleShape {
    try shapes().last ?? input
  }

  /// The arrays of each layer, in order.
  public func parameters() throws(NetworkShapeError) -> [[ParameterDescription]] {
    zip(layers, try shapes()).map { $0.parameters(for: $1) }
  }

  /// How many weights there are in all; the greatest integer when they cannot be counted.
  public func parameterCount() throws(NetworkShapeError) -> Int { try count(of: [.trained]) }

  /// How many weights each layer has, as PyTorch counts parameters: without what a layer keeps beside them.
  public func parameterCounts() throws(NetworkShapeError) -> [Int] {
    try parameters().map { $0.reduce(0) { $1.role == .trained ? $0.plusSaturating($1.count) : $0 } }
  }

  /// How many numbers of state the layers keep beside their weights.
  package func stateCount() throws(NetworkShapeError) -> Int { try count(of: [.state, .counter]) }

  private func count(of roles: Set<ParameterDescription.Role>) throws(NetworkShapeError) -> Int {
    try parameters().joined().reduce(0) { roles.contains($1.role) ? $0.plusSaturating($1.count) : $0 }
  }

  /// The floating-point operations of the forward pass for one sample.
  public func operations() throws(NetworkShapeError) -> Int {
    zip(layers, try shapes()).reduce(0) { $0.plusSaturating($1.0.operations(for: $1.1)) }
  }
}

extension NetworkDescription: Hashable {
  /// Whether the inputs and all layers with their options are the same.
  public static func == (left: NetworkDescription, right: NetworkDescription) -> Bool {
    left.input == right.input && left.layers.count == right.layers.count
      && zip(left.layers, right.layers).allSatisfy { $0.equals($1) }
  }

  /// Hashes the input and every layer.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(input)
    for layer in layers { hasher.combine(layer) }
  }
}

extension NetworkDescription {
  /// A layer that computes by itself, as the networks at work have them.
  struct Leaf {
    /// The layer of ``layers`` that it is, or is part of.
    let layer: Int
    /// Where it stands within that layer: `0.2`, or nothing where it is that layer.
    let path: String
    let kind: any LayerKind
    let input: SampleShape
    let output: SampleShape

    /// The arrays that it keeps, named from ``layer`` on.
    var parameters: [ParameterDescription] {
      kind.parameters(for: input).map { path.isEmpty ? $0 : $0.named(under: path) }
    }
  }

  /// The layers in the order in which they compute, those that a `repeat` stands for one by one.
  func leaves() throws(NetworkShapeError) -> [Leaf] {
    guard input.isUsable else { throw NetworkShapeError(index: nil, layer: "\(input)", reason: nil) }
    var leaves: [Leaf] = []
    var shape = input
    func add(_ kind: any LayerKind, _ layer: Int, _ path: String) throws(LayerShapeError) {
      if let parts = kind.unrolled {
        for part in parts { try add(part.layer, layer, path.isEmpty ? part.path : "\(path).\(part.path)") }
        return
      }
      let output = try kind.outputShape(for: shape)
      leaves.append(Leaf(layer: layer, path: path, kind: kind, input: shape, output: output))
      shape = output
    }
    for (index, layer) in layers.enumerated() {
      do {
        // What stands for too many layers is refused before it is gone through.
        _ = try layer.outputShape(for: shape)
        try add(layer, index, "")
      } catch {
        throw NetworkShapeError(index: index, layer: layer.script, reason: error)
      }
    }
    return leaves
  }

  /// The numbers that can come out where any can come in, as far as the layers tell.
  public var outputRange: ClosedRange<Float> {
    layers.reduce(-.infinity...(.infinity)) { $1.outputRange(for: $0) }
  }

  /// The last layer that changes numbers, and not only their places; nil where there is none.
  public var lastComputingLayer: (any LayerKind)? { layers.last { !$0.traits.contains(.reshapes) } }
}

extension NetworkDescription: Codable {
  private enum Key: String, CodingKey { case input, layers }

  /// Reads the input's shape and each layer's line.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    input = try container.decode(SampleShape.self, forKey: .input)
    let lines = try container.decode([String].self, forKey: .layers)
    do {
      layers = try LayerTable.layers(lines)
    } catch {
      throw DecodingError.dataCorruptedError(forKey: .layers, in: container, debugDescription: "\(error)")
    }
  }

  /// Writes the input's shape and each layer as a script would.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(input, forKey: .input)
    try container.encode(LayerTable.lines(layers), forKey: .layers)
  }
}
