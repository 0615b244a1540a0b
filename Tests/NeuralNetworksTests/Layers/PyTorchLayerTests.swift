import Foundation
import NeuralNetworks
import TensorMath
import TestSupport
import Testing

/// Layers against PyTorch's own in double precision; Tests/Peers/layer_tensors.py makes the file.
@Suite struct PyTorchLayerTests {
  /// An input's shape, then lines of layers.
  private struct Case: Decodable {
    let input: SampleShape
    let lines: [String]

    init(from decoder: any Decoder) throws {
      var parts = try decoder.unkeyedContainer()
      input = try parts.decode(SampleShape.self)
      lines = try parts.decode([String].self)
    }
  }

  @Test func outputsAndGradientsArePyTorchs() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/layers.safetensors")
    let file = try Safetensors(contentsOf: path.standardized.path)
    let cases = try JSONDecoder().decode([Case].self, from: Data(try #require(file.metadata["cases"]).utf8))
    #expect(cases.count == 9)
    let compute = ComputeContext(threads: 2)
    for (index, entry) in cases.enumerated() {
      let description = try NetworkDescription(entry.input, entry.lines)
      let weights = try file.floats("\(index).weights", shape: [description.parameterCount()])
      let gradient = FloatBuffer(count: weights.count)
      let network = try description.network(FloatSlice(weights), gradient: gradient.all)
      let output = try description.output()
      let input = Batch(
        try file.floats("\(index).input", shape: [3] + entry.input.sides), count: 3, shape: entry.input)
      let found = network.forward(input, pass: .test(compute)).rowMajor()
      let expected = try file.floats("\(index).output", shape: [3] + output.sides)
      #expect(relativeError(found, expected.map(Double.init)) < 1e-6, "\(entry.lines)")
      let slope = Batch(try file.floats("\(index).slope"), count: 3, shape: output)
      let back = network.backward(slope, wantsInput: true, compute: compute)?.rowMajor() ?? []
      #expect(
        relativeError(back, try file.floats("\(index).inputGradient").map(Double.init)) < 2e-6, "\(entry.lines)")
      #expect(
        relativeError(gradient.values, try file.floats("\(index).weightsGradient").map(Double.init)) < 2e-6,
        "\(entry.lines)")
    }
  }
}
