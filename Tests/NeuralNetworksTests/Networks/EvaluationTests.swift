import NeuralNetworks
import TensorMath
import TestSupport
import Testing

/// Passes that evaluate: what scales and shifts channels is computed with the convolution before it, and activations share
/// two buffers.
@Suite struct EvaluationTests {
  static let networks: [[String]] = [
    ["conv2d 6 padding=1", "batch_norm2d", "relu", "conv2d 4 kernel=1 bias=no", "batch_norm2d"],
    ["conv2d 4 padding=1 groups=2", "batch_norm2d", "conv_transpose2d 6 groups=2 stride=2", "batch_norm2d", "relu"],
    ["conv2d 16 padding=1", "batch_norm2d", "relu", "conv2d 16 padding=1", "batch_norm2d", "max_pool2d 2"],
    ["residual", "conv2d 2 padding=1", "batch_norm2d", "relu", "conv2d 2 padding=1", "batch_norm2d", "end"],
    // What is not folded: a rectifier between, borders of other pixels, a norm without numbers of its own.
    ["conv2d 6 padding=1", "relu", "batch_norm2d", "conv2d 4 padding=1 padding_mode=reflect", "batch_norm2d"],
    ["conv2d 6 padding=1", "batch_norm2d affine=no", "gelu", "flatten", "linear 5", "batch_norm1d", "tanh"],
  ]

  /// A network with numbers of its own in every array, as after a training.
  private func network(_ lines: [String]) throws -> (network: Network, gradient: FloatBuffer, random: RandomGenerator) {
    let description = try NetworkDescription(.image(channels: 2, height: 6, width: 6), lines)
    var random = RandomGenerator(seed: 4)
    let values = FloatBuffer(random.numbers(try description.parameterCount()))
    let state = FloatBuffer(random.numbers(try description.stateCount()).map { $0 * $0 + 0.1 })
    let gradient = FloatBuffer(count: values.count)
    let arrays = Network.Arrays(values: values.all, gradient: gradient.all, state: state.all)
    return (try Network(description, over: arrays), gradient, random)
  }

  @Test(arguments: networks) func evaluatingIsGoingThroughTheLayersOneByOne(_ lines: [String]) throws {
    var (network, _, random) = try network(lines)
    let shape = network.description.input
    let images = Batch(random.numbers(19 * shape.elementCount), count: 19, shape: shape)
    let compute = ComputeContext(threads: 2)
    let found = network.forward(images, pass: .evaluation(compute)).rowMajor()
    // Sums that are asked for exactly are those of the layers.
    let expected = network.forward(images, pass: .evaluation(ComputeContext(threads: 1, exact: true))).rowMajor()
    #expect(relativeError(found, expected.map(Double.init)) < 5e-6)
    #expect(found == network.forward(images, pass: .evaluation(ComputeContext(threads: 1))).rowMajor())
  }

  @Test func whatIsFoldedIsTheConvolutionAndTheNormBehindIt() throws {
    var (network, gradient, random) = try network(Self.networks[0])
    let shape = network.description.input
    let images = Batch(random.numbers(3 * shape.elementCount), count: 3, shape: shape)
    _ = network.forward(images, pass: .evaluation(ComputeContext(threads: 1, exact: true)))
    #expect(gradient.values.allSatisfy { $0 == 0 })
    _ = network.forward(images, pass: .evaluation(ComputeContext(threads: 1)))
    // A kernel's numbers by the weight of the norm over the deviation.
    func array(_ layer: Int, _ name: String) throws -> Parameter {
      try #require(network.parameters.first { $0.layer == layer && $0.parameter.description.name == name }?.parameter)
    }
    let (kernels, weights) = (try array(0, "weight"), try array(1, "weight"))
    let variances = try array(1, "running_var").values
    for channel in 0..<6 {
      let scale = weights.values.pointer[channel] / (variances.pointer[channel] + 1e-5).squareRoot()
      for place in channel * 18..<(channel + 1) * 18 {
        let expected = kernels.values.pointer[place] * scale
        #expect(abs(kernels.gradient.pointer[place] - expected) <= 1e-6 * abs(expected))
      }
    }
  }

  @Test func evaluatingBetweenStepsChangesNone() throws {
    func losses(evaluating: Bool) throws -> [Double] {
      let model = try SmallModel.article()
      var random = RandomGenerator(seed: 2)
      let compute = ComputeContext(threads: 2)
      return (0..<4).map { _ in
        let images = Batch(random.numbers(20 * 16), count: 20, shape: SmallModel.image)
        if evaluating { _ = model.reconstruct(images, compute: compute) }
        return model.step(images, pass: .test(compute))
      }
    }
    #expect(try losses(evaluating: true) == losses(evaluating: false))
  }

  @Test func aNetworkIsGivenWhatAnotherOneLeftInTheSharedMemory() throws {
    let model = try SmallModel.article()
    var random = RandomGenerator(seed: 2)
    let compute = ComputeContext(threads: 1)
    let images = Batch(random.numbers(20 * 16), count: 20, shape: SmallModel.image)
    let codes = model.encode(images, compute: compute)
    let copy = Batch(codes.rowMajor(), count: 20, shape: codes.shape)
    let found = model.decode(codes, compute: compute).rowMajor()
    #expect(found == model.decode(copy, compute: compute).rowMajor())
    #expect(found == model.reconstruct(images, compute: compute).rowMajor())
  }
}
