import NeuralNetworks
import Options
import TensorMath
import Testing

/// Every row of the table of layers, with every pair of its options' values.
@Suite struct LayerExportTests {
  private static let shapes = [
    SampleShape.image(channels: 4, height: 8, width: 9), .image(channels: 16, height: 4, width: 5), .vector(64),
  ]

  /// Some values of a kind, as lines have them.
  private static func values(_ kind: OptionKind) -> [String] {
    if case .shape = kind { return ["64", "4x4x4"] }
    let tried = ["1", "2", "4", "0.5", "1.3", "3x2", "1x2", "yes", "no"] + kind.choices.map(\.word)
    return tried.filter { kind.reading($0) != nil }
  }

  /// The lines of a row with the values of one option and of two.
  private static func lines(_ row: TermDeclaration) -> [(line: String, options: [String])] {
    func word(_ option: OptionDeclaration, _ value: String) -> String {
      option.isArgument ? value : "\(option.name)=\(value)"
    }
    /// What has to be given, in a value that most shapes take.
    let usual = ["shape": "4x4x4", "channels": "4", "kernel": "8"]
    func line(_ set: [(OptionDeclaration, String)]) -> (String, [String]) {
      let words = row.options.compactMap { option in
        if let given = set.first(where: { $0.0.name == option.name }) { return word(option, given.1) }
        return option.isRequired ? word(option, usual[option.name] ?? "2") : nil
      }
      return (([row.name] + words).joined(separator: " "), set.map { word($0.0, $0.1) })
    }
    let single = row.options.flatMap { option in values(option.kind).map { (option, $0) } }
    return [line([])] + single.map { line([$0]) }
      + single.flatMap { first in
        single.filter { $0.0.name > first.0.name }.map { line([first, $0]) }
      }
  }

  @Test("It becomes operators that are made of what is there, and a line of PyTorch", arguments: LayerTable.names)
  func exports(name: String) throws {
    let row = try #require(LayerTable.row(name)).declaration
    var missing = Set(row.options.flatMap { option in Self.values(option.kind).map { "\(option.name) \($0)" } })
    // No shape has as many channels.
    missing.remove("slopes 2")
    // It has to be smaller than the stride or the dilation.
    missing.remove("output_padding 4")
    var count = 0
    for (line, options) in Self.lines(row) {
      guard var layer = try? LayerTable.layer(line) else { continue }
      for shape in Self.shapes {
        if row.opensBlock { layer = layer.around(try LayerTable.layers(["silu"])) }
        guard let output = try? layer.outputShape(for: shape) else { continue }
        try check(layer, shape, output)
        count += 1
        for option in row.options {
          for value in Self.values(option.kind)
          where options.contains(option.isArgument ? value : "\(option.name)=\(value)") {
            missing.remove("\(option.name) \(value)")
          }
        }
      }
    }
    #expect(count > 0)
    #expect(missing.isEmpty, "\(missing.sorted())")
  }

  @Test(
    "Means of windows that are alike are one operator, and those of others are written out",
    arguments: [
      (8, "AveragePool"), (7, "ReduceSum"), (1, "GlobalAveragePool"),
    ])
  func adaptiveMeans(side: Int, type: String) throws {
    let layer = try #require(LayerTable.layers(["adaptive_avg_pool2d \(side == 1 ? 1 : 4)"]).first)
    var builder = ONNXGraphBuilder()
    let side = max(side, 5)
    _ = try builder.add(
      layer, to: ONNXValue(name: "x", shape: .image(channels: 2, height: side, width: side)), at: "0")
    #expect(builder.nodes.last?.type == type)
  }

  private func check(_ layer: any LayerKind, _ input: SampleShape, _ output: SampleShape) throws {
    let arrays = layer.parameters(for: input).map { description in
      let numbers = FloatBuffer(count: description.count).all
      return ("layer.\(description.name)", Parameter(description: description, values: numbers, gradient: numbers))
    }
    var graph = ONNXGraphBuilder(arrays: arrays)
    let made = try graph.add(layer, to: ONNXValue(name: "x", shape: input), at: "layer")
    #expect(made.shape == output)
    var known = Set(graph.initializers.map(\.name) + ["x", ""])
    #expect(known.count == graph.initializers.count + 2, "\(layer.script)")
    for node in graph.nodes {
      #expect(known.isSuperset(of: node.inputs), "\(layer.script) \(node)")
      #expect(known.insert(node.output).inserted, "\(layer.script) \(node)")
    }
    #expect(known.contains(made.name))
    for tensor in graph.initializers {
      let count =
        switch tensor.values {
        case .floats(let floats): floats.count
        case .slice(let slice): slice.count
        case .integers(let integers): integers.count
        }
      #expect(count == tensor.shape.reduce(1, *), "\(layer.script) \(tensor.name)")
    }
    // All that is trained is there; PyTorch's own counter is not.
    let names = Set(graph.initializers.map(\.name))
    for (name, parameter) in arrays where parameter.description.role != .counter {
      #expect(names.contains(name), "\(layer.script) \(name)")
    }
    let lines = try layer.pyTorch(for: input).lines()
    #expect(lines[0].hasPrefix("nn.") || lines[0].hasPrefix("Residual("), "\(lines)")
    #expect(lines.joined().filter { $0 == "(" }.count == lines.joined().filter { $0 == ")" }.count)
  }
}
