import Foundation
import NeuralNetworks
import TensorMath
import TestSupport
import Testing

@Suite(.serialized) struct AutoencoderTests {
  static let image = SampleShape.image(channels: 1, height: 4, width: 4)

  /// Encoder, decoder, and the losses that suit them.
  struct Form: Sendable {
    let encoder: [String]
    let decoder: [String]
    let losses: [String]
  }

  static let forms = [
    Form(
      encoder: ["conv2d 2", "relu", "flatten", "linear 5", "relu"],
      decoder: ["linear 16", "relu", "unflatten 1x4x4", "conv_transpose2d 1 padding=1"], losses: ["mse", "l1"]),
    Form(
      encoder: ["flatten", "linear 5", "relu"], decoder: ["linear 16", "relu", "unflatten 1x4x4"],
      losses: ["mse", "l1"]),
    Form(encoder: ["flatten", "linear 5"], decoder: ["linear 16", "unflatten 1x4x4", "relu"], losses: ["mse", "l1"]),
    Form(
      encoder: ["relu", "flatten", "linear 5", "relu"],
      decoder: ["gelu", "linear 16", "relu", "unflatten 1x4x4", "sigmoid"], losses: ["mse", "l1", "bce"]),
    Form(
      encoder: ["flatten", "linear 4", "relu"],
      decoder: ["unflatten 1x2x2", "conv_transpose2d 1 stride=2 padding=1 output_padding=1", "tanh"],
      losses: ["mse", "l1"]),
    // The decoder's first layer leaves its input's gradient as it is, and a later one does not.
    Form(
      encoder: ["flatten", "linear 5", "relu"], decoder: ["gelu", "linear 8", "relu", "linear 16", "unflatten 1x4x4"],
      losses: ["mse", "l1"]),
    Form(
      encoder: ["conv2d 2 kernel=2 stride=2", "relu"], decoder: ["conv_transpose2d 1 kernel=2 stride=2", "relu"],
      losses: ["mse", "l1"]),
    Form(
      encoder: ["conv2d 2 kernel=2 stride=2", "relu"],
      decoder: ["relu", "conv_transpose2d 1 kernel=2 stride=2", "sigmoid"],
      losses: ["mse", "l1", "bce"]),
  ]

  private func model(_ form: Form, seed: UInt64 = 4) throws -> Autoencoder {
    let encoder = try NetworkDescription(Self.image, form.encoder)
    var generator = RandomGenerator(seed: seed)
    return try Autoencoder(
      encoder: encoder, decoder: NetworkDescription(encoder.output(), form.decoder), initialization: .article,
      generator: &generator)
  }

  private func value(_ loss: String, _ output: [Double], _ images: [Double]) -> Double {
    zip(output, images).reduce(0) { sum, pair in
      let (y, x) = pair
      switch loss {
      case "mse": return sum + (y - x) * (y - x)
      case "l1": return sum + abs(y - x)
      default: return sum - (x + 1) / 2 * log(y) - (1 - x) / 2 * log(1 - y)
      }
    } / Double(images.count)
  }

  @Test(arguments: forms) func everyLossAgreesWithItsFormulaAndItsDifferences(_ form: Form) throws {
    let model = try model(form)
    var generator = RandomGenerator(seed: 8)
    let n = 5
    let images = generator.numbers(n * 16)
    let batch = Batch(images, count: n, shape: Self.image)
    let scalar = try ScalarNetwork(
      NetworkDescription(
        input: Self.image, layers: model.encoder.description.layers + model.decoder.description.layers))
    let (point, weights) = (images.map(Double.init), model.weights.values.map(Double.init))
    let compute = ComputeContext(threads: 2)
    for loss in form.losses {
      func exact(_ weights: [Double]) throws -> Double {
        value(loss, try scalar.forward(point, weights: weights, n: n), point)
      }
      let expected = try exact(weights)
      let found = model.backpropagate(batch, objective: .of(loss), pass: .test(compute))
      #expect(abs(found - expected) < 1e-6, "\(loss)")
      #expect(model.evaluate(batch, objective: .of(loss), compute: compute) == found)
      #expect(relativeError(model.gradients.values, try differences(weights, exact)) < 5e-6, "\(loss)")
    }
  }

  @Test func momentumDescentFollowsPyTorchsFormula() throws {
    let model = try model(Self.forms[0])
    var generator = RandomGenerator(seed: 8)
    let batch = Batch(generator.numbers(3 * 16), count: 3, shape: Self.image)
    let compute = ComputeContext(threads: 1)
    var velocity = [Double](repeating: 0, count: model.parameterCount)
    for step in 1...3 {
      let before = model.weights.values
      _ = model.step(
        batch, optimizer: Optimizer(GradientDescent(momentum: 0.9), rate: 0.1), pass: .test(compute))
      let gradient = model.gradients.values
      for place in velocity.indices { velocity[place] = 0.9 * velocity[place] + Double(gradient[place]) }
      let expected = zip(before, velocity).map { Double($0) - 0.1 * $1 }
      #expect(relativeError(model.weights.values, expected) < 1e-7)
      #expect(model.optimizerState?.step == step)
    }
  }

  @Test func anOptimiserTakesUpNoStateButItsOwn() throws {
    let model = try model(Self.forms[0])
    var generator = RandomGenerator(seed: 8)
    let batch = Batch(generator.numbers(3 * 16), count: 3, shape: Self.image)
    let compute = ComputeContext(threads: 1)
    let momentum = Optimizer(GradientDescent(momentum: 0.9), rate: 0.1)
    for optimizer in [Optimizer.adam, momentum] {
      for _ in 0..<3 { _ = model.step(batch, optimizer: optimizer, pass: .test(compute)) }
      #expect(model.optimizerState?.step == 3)
      #expect(model.optimizerState?.slots.count == optimizer.rule.slots)
    }
    // The first step of a new kind is that of an optimiser which remembers nothing.
    let fresh = try model.copy()
    fresh.forgetOptimizer()
    _ = model.step(batch, optimizer: .adam, pass: .test(compute))
    _ = fresh.step(batch, optimizer: .adam, pass: .test(compute))
    #expect(model.optimizerState?.step == 1)
    #expect(model.weights.values == fresh.weights.values)
  }

  @Test func trainingLowersTheLossAndACopyGoesItsOwnWay() throws {
    let model = try model(Self.forms[0])
    var generator = RandomGenerator(seed: 8)
    let batch = Batch(generator.numbers(20 * 16), count: 20, shape: Self.image)
    let compute = ComputeContext(threads: 2)
    func train(_ model: Autoencoder, _ steps: Int) -> [Double] {
      (0..<steps).map { _ in model.step(batch, optimizer: .adam, pass: .test(compute)) }
    }
    let losses = train(model, 50)
    #expect(try #require(losses.last) < 0.95 * losses[0])
    model.epochs = 3
    let copy = try model.copy()
    #expect(copy.epochs == 3)
    #expect(copy.weights.values == model.weights.values)
    let ahead = train(model, 5)
    #expect(copy.weights.values != model.weights.values)
    #expect(train(copy, 5) == ahead)
    #expect(copy.weights.values == model.weights.values)
  }

  @Test func batchesOfAnySizeFollowOneAnother() throws {
    let model = try model(Self.forms[0])
    var generator = RandomGenerator(seed: 8)
    let values = generator.numbers(40 * 16)
    let compute = ComputeContext(threads: 2)
    func gradients(_ count: Int, by model: Autoencoder) -> [Float] {
      let batch = Batch(Array(values.prefix(count * 16)), count: count, shape: Self.image)
      _ = model.backpropagate(batch, objective: .meanSquaredError, pass: .test(compute))
      return model.gradients.values
    }
    for count in [16, 40, 1, 17, 40] {
      #expect(gradients(count, by: model) == gradients(count, by: try model.copy()), "\(count)")
    }
  }

  @Test func brightnessComesBackAsNormalisedImages() throws {
    let model = try model(Self.forms[3])
    let batch = Batch([Float](repeating: 0.5, count: 16), count: 1, shape: Self.image)
    let compute = ComputeContext(threads: 1)
    let output = model.reconstruct(batch, compute: compute).rowMajor()
    #expect(model.images(model.reconstruct(batch, compute: compute)) == output)
    _ = model.step(
      batch, objective: .of("bce"), optimizer: Optimizer(GradientDescent(momentum: 0), rate: 0), pass: .test(compute))
    #expect(model.images(model.reconstruct(batch, compute: compute)) == output.map { 2 * $0 - 1 })
  }
}
