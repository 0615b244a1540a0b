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

  private static let samples = 3

  private static let file: Result<(Safetensors, [Case]), any Error> = Result {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/layers.safetensors")
    let file = try Safetensors(contentsOf: path.standardized.path)
    let text = try #require(file.metadata["cases"])
    return (file, try JSONDecoder().decode([Case].self, from: Data(text.utf8)))
  }

  /// The place of every case in the file.
  static let cases: Range<Int> = 0..<((try? file.get().1.count) ?? 0)

  @Test func thereAreCasesOfEveryLayer() throws {
    let words = try Self.file.get().1.flatMap(\.lines).compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(Set(LayerTable.names).subtracting(words).isEmpty)
  }

  @Test(arguments: cases) func passesArePyTorchs(index: Int) throws {
    let (file, cases) = try Self.file.get()
    let (shape, lines, n) = (cases[index].input, cases[index].lines, Self.samples)
    let description = try NetworkDescription(shape, lines)
    let weights = try file.floats("\(index).weights", shape: [description.parameterCount()])
    let (state, gradient) = (
      FloatBuffer(try file.floats("\(index).state").map { _ in 0 }), FloatBuffer(count: weights.count)
    )
    let network = try Network(
      description,
      over: Network.Arrays(values: FloatSlice(weights), gradient: gradient.all, state: state.all))
    for (_, parameter) in network.parameters where parameter.description.role != .trained {
      guard case .constant(let number) = parameter.description.start else { continue }
      for place in 0..<parameter.values.count { parameter.values[place] = number }
    }
    let output = try description.output()
    let compute = ComputeContext(threads: 2)
    let input = Batch(try file.floats("\(index).input", shape: [n] + shape.sides), count: n, shape: shape)
    func numbers(_ name: String) throws -> [Double] { try file.floats("\(index).\(name)").map(Double.init) }
    let found = network.forward(input, pass: .test(compute, seed: UInt64(index))).rowMajor()
    #expect(relativeError(found, try numbers("output")) < 1e-6, "\(lines)")
    #expect(relativeError(state.values, try numbers("state")) < 1e-6, "\(lines)")
    let slope = Batch(try file.floats("\(index).slope", shape: [n] + output.sides), count: n, shape: output)
    let back = network.backward(slope, wantsInput: true, compute: compute)?.rowMajor() ?? []
    #expect(relativeError(back, try numbers("inputGradient")) < 2e-5, "\(lines)")
    #expect(relativeError(gradient.values, try numbers("weightsGradient")) < 2e-5, "\(lines)")
    let evaluated = network.forward(input, pass: .evaluation(compute)).rowMajor()
    #expect(relativeError(evaluated, try numbers("evaluated")) < 1e-6, "\(lines)")
  }
}
