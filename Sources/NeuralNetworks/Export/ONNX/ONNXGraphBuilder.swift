internal import Basics
internal import TensorMath

/// A graph as it grows, layer by layer: each adds the operators that compute what it does where it evaluates.
public struct ONNXGraphBuilder {
  package private(set) var nodes: [ONNXNode] = []
  package private(set) var initializers: [ONNXTensor] = []
  private var outputs: [ONNXValue] = []
  /// The arrays of the model, by their names in files.
  private let arrays: [String: Parameter]
  /// What stands before the names of the layer at hand.
  private var path = ""
  /// How often each name was asked for.
  private var uses: [String: Int] = [:]
  private var initialized: Set<String> = []

  /// An empty graph for layers that have these arrays.
  package init(arrays: [(name: String, parameter: Parameter)] = []) {
    self.arrays = Dictionary(arrays.map { ($0.name, $0.parameter) }) { first, _ in first }
  }

  /// Adds a layer, which stands at a path within the one at hand, and gives what it makes.
  package mutating func add(_ layer: any LayerKind, to x: ONNXValue, at path: String) throws -> ONNXValue {
    let outer = self.path
    self.path = outer.isEmpty ? path : "\(outer).\(path)"
    defer { self.path = outer }
    return ONNXValue(name: try layer.addONNX(to: &self, x), shape: try layer.outputShape(for: x.shape))
  }

  /// Adds an operator of the layer at hand, and gives the value that it makes.
  mutating func node(_ type: String, _ inputs: [String], _ attributes: [ONNXAttribute] = []) -> String {
    let name = unique("\(path)/\(type)")
    nodes.append(ONNXNode(type: type, name: name, inputs: inputs, output: name, attributes: attributes))
    return name
  }

  /// An array of the layer at hand, on demand in another shape of as many numbers; nil where it has none of the name.
  mutating func array(_ name: String, shape: [Int]? = nil) -> String? {
    let name = "\(path).\(name)"
    guard let parameter = arrays[name] else { return nil }
    if initialized.insert(name).inserted {
      initializers.append(
        ONNXTensor(name: name, shape: shape ?? parameter.description.shape, values: .slice(parameter.values)))
    }
    return name
  }

  /// Numbers that are the same for every model of the layer at hand; a single number without a shape is none of a row.
  mutating func constant(_ name: String, _ values: [Float], shape: [Int]) -> String {
    constant(name, shape, .floats(values))
  }

  /// A single number.
  mutating func constant(_ name: String, _ value: Double) -> String { constant(name, [Float(value)], shape: []) }

  /// Whole numbers in a row, or in rows of equal length.
  mutating func constant(_ name: String, _ values: [Int], shape: [Int]? = nil) -> String {
    constant(name, shape ?? [values.count], .integers(values))
  }

  /// Adds the same numbers of each sample in another shape, of which one side may be -1 for what is left.
  mutating func reshape(_ x: String, _ sides: [Int]) -> String {
    // 0 leaves the batch as it is.
    node("Reshape", [x, constant("shape", [0] + sides)])
  }

  private mutating func constant(_ name: String, _ shape: [Int], _ values: ONNXTensor.Values) -> String {
    let name = unique("\(path)/\(name)")
    initializers.append(ONNXTensor(name: name, shape: shape, values: values))
    return name
  }

  /// Gives what comes out of the graph its name there.
  mutating func output(_ value: ONNXValue, as name: String) -> ONNXValue {
    let output = ONNXValue(name: name, shape: value.shape)
    defer { outputs.append(output) }
    let isOutput = outputs.contains { $0.name == value.name }
    if !isOutput, let place = nodes.lastIndex(where: { $0.output == value.name }) {
      nodes[place].output = name
      for reader in nodes.indices.dropFirst(place + 1) {
        nodes[reader].inputs = nodes[reader].inputs.map { $0 == value.name ? name : $0 }
      }
    } else {
      // What comes out is what went in, or has come out under another name.
      nodes.append(ONNXNode(type: "Identity", name: name, inputs: [value.name], output: name, attributes: []))
    }
    return output
  }

  /// The graph between what goes in and what was said to come out.
  func graph(named name: String, input: ONNXValue) -> ONNXGraph {
    ONNXGraph(name: name, nodes: nodes, initializers: initializers, inputs: [input], outputs: outputs)
  }

  private mutating func unique(_ name: String) -> String {
    let count = uses[name, default: 0] + 1
    uses[name] = count
    return count == 1 ? name : "\(name)_\(count)"
  }
}
