package import TensorMath

// The messages of ONNX's format that a network needs, with the numbers of their fields as in onnx.proto.

/// A model: a graph with the version of the operators that it is made of.
public struct ONNXModel: Sendable {
  /// The version of the format, the one that came with ``operatorSet``.
  package static let formatVersion = 8
  /// The version of ONNX's operators.
  package static let operatorSet = 17

  /// The most bytes that a file has, which is the most that a message has.
  public static let mostBytes = ProtobufWriter.greatestCount

  /// The program that wrote it, and the program's version.
  package var producer: (name: String, version: String)
  /// What it is, for people.
  package var documentation: String
  /// What it is, for programs.
  package var metadata: [(key: String, value: String)]
  /// What it computes.
  package var graph: ONNXGraph

  /// The message.
  package var message: ProtobufWriter {
    var message = ProtobufWriter()
    message.integer(1, Self.formatVersion)
    message.text(2, producer.name)
    message.text(3, producer.version)
    message.text(6, documentation)
    message.message(7, graph.message)
    var operators = ProtobufWriter()
    operators.text(1, "")
    operators.integer(2, Self.operatorSet)
    message.message(8, operators)
    for (key, value) in metadata {
      var entry = ProtobufWriter()
      entry.text(1, key)
      entry.text(2, value)
      message.message(14, entry)
    }
    return message
  }
}

/// Operators in the order in which they compute, and the arrays that they read.
package struct ONNXGraph: Sendable {
  /// The name.
  package var name: String
  /// The operators.
  package var nodes: [ONNXNode]
  /// The arrays.
  package var initializers: [ONNXTensor]
  /// What goes in.
  package var inputs: [ONNXValue]
  /// What comes out.
  package var outputs: [ONNXValue]

  fileprivate var message: ProtobufWriter {
    var message = ProtobufWriter()
    for node in nodes { message.message(1, node.message) }
    message.text(2, name)
    for tensor in initializers { message.message(5, tensor.message) }
    for input in inputs { message.message(11, input.message) }
    for output in outputs { message.message(12, output.message) }
    return message
  }
}

/// One operator at work.
package struct ONNXNode: Hashable, Sendable {
  /// What the operator is called, such as `Conv`.
  package var type: String
  /// The node's own name.
  package var name: String
  /// The values that it reads.
  package var inputs: [String]
  /// The value that it makes.
  package var output: String
  /// How it works.
  package var attributes: [ONNXAttribute]

  fileprivate var message: ProtobufWriter {
    var message = ProtobufWriter()
    for input in inputs { message.text(1, input) }
    message.text(2, output)
    message.text(3, name)
    message.text(4, type)
    for attribute in attributes { message.message(5, attribute.message) }
    return message
  }
}

/// A named constant of an operator.
package struct ONNXAttribute: Hashable, Sendable {
  /// What it may be.
  package enum Value: Hashable, Sendable {
    case float(Float)
    case integer(Int)
    case text(String)
    case integers([Int])
  }

  /// The name.
  package let name: String
  /// The constant.
  package let value: Value

  /// A number.
  static func float(_ name: String, _ value: Double) -> ONNXAttribute {
    ONNXAttribute(name: name, value: .float(Float(value)))
  }
  /// A whole number.
  static func integer(_ name: String, _ value: Int) -> ONNXAttribute {
    ONNXAttribute(name: name, value: .integer(value))
  }
  /// A word.
  static func text(_ name: String, _ value: String) -> ONNXAttribute { ONNXAttribute(name: name, value: .text(value)) }
  /// Whole numbers.
  static func integers(_ name: String, _ value: [Int]) -> ONNXAttribute {
    ONNXAttribute(name: name, value: .integers(value))
  }

  fileprivate var message: ProtobufWriter {
    var message = ProtobufWriter()
    message.text(1, name)
    switch value {
    case .float(let value):
      message.float(2, value)
      message.integer(20, 1)
    case .integer(let value):
      message.integer(3, value)
      message.integer(20, 2)
    case .text(let value):
      message.text(4, value)
      message.integer(20, 3)
    case .integers(let values):
      for value in values { message.integer(8, value) }
      message.integer(20, 7)
    }
    return message
  }
}

/// An array that a graph comes with.
package struct ONNXTensor: Sendable {
  /// The numbers.
  package enum Values: Sendable {
    case floats([Float])
    case slice(FloatSlice)
    case integers([Int])
  }

  /// The type of single-precision numbers.
  static let float32 = 1
  private static let integer64 = 7

  /// The name.
  package let name: String
  /// The sides, outermost first.
  package let shape: [Int]
  /// The numbers, as many as the sides' product.
  package let values: Values

  fileprivate var message: ProtobufWriter {
    var message = ProtobufWriter()
    for side in shape { message.integer(1, side) }
    if case .integers = values { message.integer(2, Self.integer64) } else { message.integer(2, Self.float32) }
    message.text(8, name)
    switch values {
    case .floats(let floats): message.value(9, floats.withUnsafeBytes { Array($0) })
    case .slice(let slice): message.value(9, slice)
    case .integers(let integers): message.value(9, integers.map { Int64($0) }.withUnsafeBytes { Array($0) })
    }
    return message
  }
}

/// A batch of samples that passes through a graph, however many there are.
public struct ONNXValue: Hashable, Sendable {
  /// The name of the axis along which samples lie.
  package static let batch = "batch"

  /// The name.
  package let name: String
  /// The shape of a sample.
  package let shape: SampleShape

  /// A batch of samples of a shape.
  package init(name: String, shape: SampleShape) {
    self.name = name
    self.shape = shape
  }

  fileprivate var message: ProtobufWriter {
    var sides = ProtobufWriter()
    var samples = ProtobufWriter()
    samples.text(2, Self.batch)
    sides.message(1, samples)
    for length in shape.sides {
      var side = ProtobufWriter()
      side.integer(1, length)
      sides.message(1, side)
    }
    var tensor = ProtobufWriter()
    tensor.integer(1, ONNXTensor.float32)
    tensor.message(2, sides)
    var type = ProtobufWriter()
    type.message(1, tensor)
    var message = ProtobufWriter()
    message.text(1, name)
    message.message(2, type)
    return message
  }
}
