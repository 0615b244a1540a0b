import Foundation
import NeuralNetworks
import Options
import TensorMath
import TestSupport
import Testing

/// A variational bottleneck against plain scalar code: what it draws, what it costs, and how the gradient goes through it.
@Suite(.serialized) struct VariationalTests {
  static let image = SampleShape.image(channels: 1, height: 2, width: 3)

  private func model(decoder lines: [String] = ["linear 6", "unflatten 1x2x3"]) throws -> Autoencoder {
    let encoder = try NetworkDescription(Self.image, ["flatten", "linear 4", "relu"])
    let decoder = try NetworkDescription(.vector(2), lines)
    var generator = RandomGenerator(seed: 3)
    return try Autoencoder(
      AutoencoderDescription(
        encoder: encoder, bottleneck: BottleneckTable.table.make(Term("variational")), decoder: decoder),
      initialization: .pytorch, generator: &generator)
  }

  /// The objective with the noise that a seed draws, for weights in the model's order.
  private func objective(
    _ weights: [Double], _ images: [Double], n: Int, noise: [Float], codeWeight: Double
  ) -> (total: Double, divergence: Double) {
    var rest = weights[...]
    func linear(_ x: [[Double]], _ outputs: Int) -> [[Double]] {
      let inputs = x[0].count
      let matrix = Array(rest.prefix(inputs * outputs))
      rest = rest.dropFirst(inputs * outputs)
      let bias = Array(rest.prefix(outputs))
      rest = rest.dropFirst(outputs)
      return x.map { row in
        (0..<outputs).map { o in (0..<inputs).reduce(bias[o]) { $0 + matrix[o * inputs + $1] * row[$1] } }
      }
    }
    let rows = (0..<n).map { Array(images[($0 * 6)..<($0 * 6 + 6)]) }
    let heads = linear(linear(rows, 4).map { $0.map { max($0, 0) } }, 4)
    var divergence = 0.0
    let codes = heads.enumerated().map { sample, head in
      (0..<2).map { place -> Double in
        let (mean, logVariance) = (head[place], head[2 + place])
        divergence -= 0.5 * (1 + logVariance - mean * mean - exp(logVariance)) / Double(n)
        return mean + Double(noise[sample * 2 + place]) * exp(logVariance / 2)
      }
    }
    let output = linear(codes, 6).flatMap(\.self)
    let error = zip(output, images).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(images.count)
    return (error + codeWeight * divergence, divergence)
  }

  @Test func lossAndGradientsAreThoseOfTheDefinition() throws {
    let model = try model()
    var generator = RandomGenerator(seed: 8)
    let n = 9
    let pixels = generator.numbers(n * 6)
    let images = Batch(pixels, count: n, shape: Self.image)
    let compute = ComputeContext(threads: 2)
    let terms = LossTerms(.meanSquaredError, model.description.bottleneck)
    #expect(terms.names == ["reconstruction", "kl"])
    var random = RandomGenerator(seed: 5)
    let noise = random.normals(n * 2)
    let weights = model.weights.values.map(Double.init)
    let codeWeight = 0.3
    func exact(_ weights: [Double]) -> (total: Double, divergence: Double) {
      objective(weights, pixels.map(Double.init), n: n, noise: noise, codeWeight: codeWeight)
    }
    let found = model.backpropagate(
      images, objective: .meanSquaredError, codeWeight: codeWeight, terms: terms, pass: .test(compute, seed: 5))
    let expected = exact(weights)
    #expect(abs(found - expected.total) < 1e-6)
    #expect(abs(terms.values[1] - expected.divergence) < 1e-6)
    #expect(abs(terms.values[0] + codeWeight * terms.values[1] - found) < 1e-9)
    #expect(relativeError(model.gradients.values, differences(weights) { exact($0).total }) < 2e-5)
  }

  @Test func evaluationTakesTheMeans() throws {
    let model = try model()
    var generator = RandomGenerator(seed: 8)
    let images = Batch(generator.numbers(20 * 6), count: 20, shape: Self.image)
    let compute = ComputeContext(threads: 1)
    let codes = model.encode(images, compute: compute).rowMajor()
    #expect(codes.count == 40)
    #expect(model.encode(images, compute: compute).rowMajor() == codes)
    let noise = [Float](repeating: 0, count: 40)
    let value = objective(
      model.weights.values.map(Double.init), images.rowMajor().map(Double.init), n: 20, noise: noise, codeWeight: 0.1)
    let found = model.evaluate(images, objective: .meanSquaredError, codeWeight: 0.1, compute: compute)
    #expect(abs(found - value.total) < 1e-6)
  }

  @Test func aBetaOfOneIsTheEvidenceLowerBound() {
    // ½ Σ d² + KL over the half of the numbers is mean d² + KL · 2 / numbers.
    #expect(Objective.meanSquaredError.codeWeight(imageCount: 3072) == 2.0 / 3072)
    #expect(Objective.of("bce").codeWeight(imageCount: 3072) == 1.0 / 3072)
  }

  @Test func filesKeepTheBottleneck() throws {
    let folder = try TemporaryFolder()
    let model = try model()
    try model.save(to: folder.file("m.safetensors"))
    #expect(
      model.namedParameters.map(\.name) == [
        "encoder.1.weight", "encoder.1.bias", "bottleneck.weight", "bottleneck.bias", "decoder.0.weight",
        "decoder.0.bias",
      ])
    let opened = try Autoencoder.open(folder.file("m.safetensors"))
    #expect(opened.weights.values == model.weights.values)
    #expect("\(opened.description.bottleneck.term)" == "variational")
  }

  @Test func networksWithoutRoomForACodeAreRefused() throws {
    func refused(_ encoder: [String], _ code: SampleShape, _ decoder: [String]) -> String {
      message {
        try AutoencoderDescription(
          encoder: NetworkDescription(Self.image, encoder),
          bottleneck: BottleneckTable.table.make(Term("variational")), decoder: NetworkDescription(code, decoder)
        ).check()
      }
    }
    #expect(
      refused(["conv2d 1 kernel=1"], .vector(2), ["linear 6", "unflatten 1x2x3"])
        == "a variational code is drawn from a vector, and the encoder makes 1x2x3: end it with `flatten`")
    #expect(
      refused(["flatten"], Self.image, ["relu"])
        == "a variational code is a vector, and the decoder takes 1x2x3: begin it with `unflatten`")
  }
}
