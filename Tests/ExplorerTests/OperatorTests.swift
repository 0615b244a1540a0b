import Explorer
import NeuralNetworks
import Options
import TensorMath
import Testing

/// The page computes whatever a layer may say of itself.
@Suite struct OperatorTests {
  @Test("Every layer, in each of its ways, is made of operators that the page knows", arguments: LayerTable.names)
  func layersAreCovered(name: String) throws {
    let row = try #require(LayerTable.row(name)).declaration
    let usual = ["shape": "4x4x4", "channels": "4", "kernel": "3"]
    let required = row.options.filter(\.isRequired).map { option in
      let value = usual[option.name] ?? "2"
      return option.isArgument ? value : "\(option.name)=\(value)"
    }
    let tried = ["2", "3", "1.3", "yes", "no"]
    let ways = row.options.flatMap { option in
      (tried + option.kind.choices.map(\.word)).filter { option.kind.reading($0) != nil }.map { "\(option.name)=\($0)" }
    }
    var count = 0
    for words in [required] + ways.map({ required + [$0] }) {
      guard var layer = try? LayerTable.layer(([name] + words).joined(separator: " ")) else { continue }
      if row.opensBlock { layer = layer.around(try LayerTable.layers(["silu"])) }
      for shape in [SampleShape.image(channels: 4, height: 8, width: 9), .vector(64)] {
        guard (try? layer.outputShape(for: shape)) != nil else { continue }
        var builder = ONNXGraphBuilder()
        _ = try builder.add(layer, to: ONNXValue(name: "x", shape: shape), at: "0")
        #expect(Set(builder.nodes.map(\.type)).subtracting(ExplorerPage.operators).isEmpty)
        count += 1
      }
    }
    #expect(count > 0)
  }

  @Test("Pictures are as far apart as their farthest numbers, in grey levels, as far as they can be seen")
  func levels() {
    #expect(HalfPrecision.levels([0, -1, 0.5], [0, 1, 0.25]) == 255)
    #expect(abs(HalfPrecision.levels([0, 0.5], [1 / 255, 0.5]) - 0.5) < 1e-5)
    #expect(HalfPrecision.levels([1, -3], [7, -1]) == 0)
    #expect(HalfPrecision.levels([1], [.nan]) == .infinity)
    #expect(HalfPrecision.levels([], []) == 0)
  }
}
