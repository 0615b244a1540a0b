import Foundation
import TensorMath
import TestSupport
import Testing

/// Losses, measures and codes against PyTorch's in double precision; Tests/Peers/loss_tensors.py makes the file.
@Suite struct PyTorchLossTests {
  struct File: Decodable {
    let pairs: [Pair]
    let code: Code
  }

  struct Pair: Decodable {
    struct Loss: Decodable {
      let value: Double
      let gradient: [Double]
    }

    let pair: String
    let shape: [Int]
    let range: Double
    let prediction, target: [Float]
    let losses: [String: Loss]
    let measures: [String: [Double]]
  }

  struct Code: Decodable {
    let shape: [Int]
    let seed: UInt64
    let means, logVariances, slope: [Float]
    let sample: [Double]
    let sampleGradients, divergenceGradients: [[Double]]
    let divergence: Double
  }

  private func file() throws -> File {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/losses.json")
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: path))
  }

  private func term(_ name: String, _ range: Double) -> (any LossTerm)? {
    switch name {
    case "squaredError": ElementwiseLoss.squaredError
    case "absoluteError": ElementwiseLoss.absoluteError
    case "huber 1": ElementwiseLoss.huber(delta: 1)
    case "huber 0.25": ElementwiseLoss.huber(delta: 0.25)
    case "crossEntropy": ElementwiseLoss.crossEntropy
    case "similarity": StructuralSimilarity(range: range)
    default: nil
    }
  }

  @Test func lossesAndTheirGradientsArePyTorchs() throws {
    let compute = ComputeContext(threads: 2)
    var compared = 0
    for pair in try file().pairs {
      let (count, shape) = (pair.shape[0], try #require(SampleShape(sides: Array(pair.shape.dropFirst()))))
      let prediction = Batch(pair.prediction, count: count, shape: shape)
      let target = Batch(pair.target, count: count, shape: shape)
      for (name, expected) in pair.losses {
        let term = try #require(self.term(name, pair.range))
        let gradient = Batch(capacity: count, shape: shape)
        let value = term.evaluate(prediction, target: target, gradient: GradientPlace(gradient), compute: compute)
        let error = relativeError(gradient.rowMajor(), expected.gradient)
        #expect(abs(value - expected.value) < 1e-6 * max(1, expected.value), "\(name) of \(pair.pair)")
        #expect(error < 2e-5, "\(name) of \(pair.pair)")
        compared += 1
      }
    }
    #expect(compared == 11)
  }

  @Test func measuresOfImagesArePyTorchs() throws {
    let compute = ComputeContext(threads: 2)
    var compared = 0
    for pair in try file().pairs {
      let (count, shape) = (pair.shape[0], try #require(SampleShape(sides: Array(pair.shape.dropFirst()))))
      let prediction = Batch(pair.prediction, count: count, shape: shape)
      let target = Batch(pair.target, count: count, shape: shape)
      let measures: [String: ImageMeasure] = [
        "mse": .mse, "l1": .l1, "psnr": .psnr(range: pair.range), "ssim": .ssim(range: pair.range),
      ]
      for (name, expected) in pair.measures {
        let found = try #require(measures[name]).values(prediction, target: target, compute: compute)
        #expect(found.count == count)
        for (found, expected) in zip(found, expected) {
          #expect(abs(found - expected) < 1e-6 * max(1, expected), "\(name) of \(pair.pair)")
        }
        compared += 1
      }
    }
    #expect(compared == 11)
  }

  @Test func codesArePyTorchs() throws {
    let expected = try file().code
    let compute = ComputeContext(threads: 2)
    let (count, shape) = (expected.shape[0], SampleShape.vector(expected.shape[1]))
    func room() -> Batch { Batch(capacity: count, shape: shape) }
    let code = GaussianCode(
      means: Batch(expected.means, count: count, shape: shape),
      logVariances: Batch(expected.logVariances, count: count, shape: shape))
    let gradient = GaussianCode.Gradient(means: room(), logVariances: room())
    let (sample, noise) = (room(), room())
    var random = RandomGenerator(seed: expected.seed)
    code.sample(into: sample, noise: noise, generator: &random, compute: compute)
    #expect(relativeError(sample.rowMajor(), expected.sample) < 2e-7)
    code.sampleGradient(
      Batch(expected.slope, count: count, shape: shape), noise: noise, into: gradient, compute: compute)
    #expect(relativeError(gradient.means.rowMajor(), expected.sampleGradients[0]) < 2e-7)
    #expect(relativeError(gradient.logVariances.rowMajor(), expected.sampleGradients[1]) < 5e-7)
    // Added with a weight to what is there, and written over it.
    #expect(
      abs(code.divergence(gradient: gradient, weight: 0.5, adding: true, compute: compute) - expected.divergence) < 1e-6
    )
    let sums = zip(expected.sampleGradients, expected.divergenceGradients).map { zip($0, $1).map { $0 + 0.5 * $1 } }
    #expect(relativeError(gradient.means.rowMajor(), sums[0]) < 5e-7)
    #expect(relativeError(gradient.logVariances.rowMajor(), sums[1]) < 5e-7)
    _ = code.divergence(gradient: gradient, compute: compute)
    #expect(relativeError(gradient.means.rowMajor(), expected.divergenceGradients[0]) < 5e-7)
    #expect(relativeError(gradient.logVariances.rowMajor(), expected.divergenceGradients[1]) < 5e-7)
    #expect(code.divergence(compute: compute) == code.divergence(gradient: gradient, compute: compute))
  }
}
