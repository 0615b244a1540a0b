internal import Basics
internal import NeuralNetworks
internal import TensorMath

/// A graph of ONNX's operators as the page runs it: what each operator reads and makes by number, and where its arrays
/// lie among the page's bytes.
struct BrowserProgram {
  /// What the page is told.
  let json: JSONValue

  /// A graph of one input and one output; its arrays are appended to `arrays`, on demand the large ones in half
  /// precision.
  init(_ graph: ONNXGraph, scale: TargetScale, half: Bool, arrays: inout ArrayBytes) {
    guard let input = graph.inputs.first, let output = graph.outputs.first else {
      preconditionFailure("A half of an autoencoder takes something and makes something.")
    }
    let names = graph.initializers.map(\.name) + [input.name] + graph.nodes.map(\.output)
    let numbers = Dictionary(zip(names, names.indices)) { first, _ in first }
    json = [
      "input": .list(input.shape.sides.map(JSONValue.integer)),
      "output": .integer(numbers[output.name] ?? -1),
      "brightness": .boolean(scale == .brightness),
      "arrays": .list(graph.initializers.map { Self.json($0, half: half, arrays: &arrays) }),
      "nodes": .list(graph.nodes.map { Self.json($0, numbers: numbers) }),
    ]
  }

  private static func json(_ tensor: ONNXTensor, half: Bool, arrays: inout ArrayBytes) -> JSONValue {
    var json: JSONValue = ["dims": .list(tensor.shape.map(JSONValue.integer))]
    switch tensor.values {
    case .integers(let integers): json["values"] = .list(integers.map(JSONValue.integer))
    case .floats(let floats): arrays.add(floats, half: false, to: &json)
    case .slice(let slice):
      arrays.add(slice.values, half: half && slice.count >= HalfPrecision.fewestNumbers, to: &json)
    }
    return json
  }

  private static func json(_ node: ONNXNode, numbers: [String: Int]) -> JSONValue {
    var json: JSONValue = [
      "type": .text(node.type),
      // What an operator can do without, and has no name, has no number.
      "inputs": .list(node.inputs.map { .integer(numbers[$0] ?? -1) }),
      "output": .integer(numbers[node.output] ?? -1),
    ]
    for attribute in node.attributes {
      json[attribute.name] =
        switch attribute.value {
        case .float(let number): .number(Double(number))
        case .integer(let number): .integer(number)
        case .text(let text): .text(text)
        case .integers(let numbers): .list(numbers.map(JSONValue.integer))
        }
    }
    return json
  }
}

/// The bytes of arrays, one after the other, the lowest of each number first.
struct ArrayBytes {
  /// The bytes.
  private(set) var bytes: [UInt8] = []

  /// Appends numbers, and notes in `json` where and how they lie.
  mutating func add(_ numbers: [Float], half: Bool, to json: inout JSONValue) {
    // Where a browser reads numbers from, they lie at a multiple of their size.
    while bytes.count % 4 != 0 { bytes.append(0) }
    json["offset"] = .integer(bytes.count)
    json["count"] = .integer(numbers.count)
    if half {
      json["half"] = true
      numbers.map { HalfPrecision.bits($0).littleEndian }.withUnsafeBytes { bytes += $0 }
    } else {
      numbers.map(\.bitPattern.littleEndian).withUnsafeBytes { bytes += $0 }
    }
  }

  /// Where and how numbers lie that are appended.
  mutating func added(_ numbers: [Float], half: Bool) -> JSONValue {
    var json: JSONValue = [:]
    add(numbers, half: half, to: &json)
    return json
  }
}
