import Devices
import NeuralNetworks
import TensorMath
import Testing

/// Each layer on a device beside the processor's: what comes out, what goes back, and what it keeps.
@Suite(.serialized, .enabled(if: OpenCLDevice.isThere, OpenCLDevice.isMissing)) struct LayerParityTests {
  /// Layers on 4x9x7 images, between a convolution and the code.
  static let imageLayers: [[String]] = [
    ["batch_norm2d"],
    ["batch_norm2d momentum=none affine=no", "relu"],
    ["batch_norm2d eps=0.1 momentum=0.3", "relu"],
    ["group_norm 2"],
    ["group_norm 4 affine=no", "relu"],
    ["layer_norm", "relu"],
    ["layer_norm elementwise_affine=no"],
    ["max_pool2d 2"],
    ["max_pool2d 3 stride=2 padding=1 ceil_mode=yes"],
    ["max_pool2d 3x2 stride=1x2"],
    ["relu", "max_pool2d 3 stride=1 padding=1"],
    ["avg_pool2d 2"],
    ["avg_pool2d 3 stride=2 padding=1 ceil_mode=yes"],
    ["avg_pool2d 3x2 stride=1 padding=1 count_include_pad=no"],
    ["adaptive_avg_pool2d 4x3"],
    ["adaptive_avg_pool2d 1"],
    ["upsample 2"],
    ["upsample 1.5"],
    ["upsample 2 mode=bilinear"],
    ["upsample 1.7 mode=bilinear"],
    ["upsample 3 mode=bilinear align_corners=yes"],
    ["pixel_shuffle 2"],
    ["dropout 0.3"],
    ["dropout 1"],
    ["dropout2d 0.4"],
    ["prelu"],
    ["prelu 4 init=-0.5"],
    ["softmax"],
    ["conv2d 5 padding=1 padding_mode=reflect", "relu"],
    ["conv2d 5 kernel=3x4 padding=2 padding_mode=replicate"],
    ["conv2d 5 kernel=4 padding=same padding_mode=circular"],
    ["residual", "conv2d 4 padding=1", "end"],
    ["residual", "conv2d 4 padding=1", "relu", "end", "relu"],
    ["residual", "conv2d 6 stride=2 padding=1 bias=no", "batch_norm2d", "relu", "end"],
    ["residual", "repeat 2", "conv2d 4 padding=1", "relu", "end", "residual", "prelu", "end", "end"],
  ]

  /// Layers on vectors of 8.
  static let vectorLayers: [[String]] = [
    ["batch_norm1d"],
    ["batch_norm1d affine=no", "relu"],
    ["layer_norm"],
    ["group_norm 2"],
    ["dropout"],
    ["prelu 8"],
    ["softmax"],
    ["residual", "linear 5", "gelu", "linear 8", "end"],
    ["residual", "linear 5", "relu", "end"],
  ]

  private static func images(_ layers: [String]) throws -> Experiment {
    // A bias before a norm has no gradient but what rounding leaves.
    try Experiment(
      .image(channels: 3, height: 9, width: 7), ["conv2d 4 padding=1 bias=no"] + layers + ["flatten", "linear 6"],
      code: .vector(6), ["linear 189", "tanh", "unflatten 3x9x7"])
  }

  private static func vectors(_ layers: [String]) throws -> Experiment {
    try Experiment(
      .image(channels: 3, height: 9, width: 7), ["flatten", "linear 8 bias=no"] + layers + ["linear 6"],
      code: .vector(6), ["linear 189", "unflatten 3x9x7"])
  }

  @Test("Layers of images, back and forth", arguments: imageLayers, [1, 19]) func images(
    layers: [String], count: Int
  ) throws {
    let experiment = try Self.images(layers)
    try experiment.expectParity(images: count)
    try experiment.expectSameOutput(images: count)
  }

  @Test("Layers of vectors, back and forth", arguments: vectorLayers, [2, 19]) func vectors(
    layers: [String], count: Int
  ) throws {
    let experiment = try Self.vectors(layers)
    try experiment.expectParity(images: count)
    try experiment.expectSameOutput(images: count)
  }

  @Test("A layer that nothing stands before leaves its weights' gradients all the same")
  func first() throws {
    for layer in [["batch_norm2d"], ["prelu 3"], ["residual", "conv2d 3 padding=1", "end"], ["layer_norm"]] {
      let experiment = try Experiment(
        .image(channels: 3, height: 9, width: 7), layer + ["flatten", "linear 6"], code: .vector(6),
        ["linear 189", "unflatten 3x9x7"])
      try experiment.expectParity(images: 19, "\(layer)")
    }
  }

  @Test("Running values follow from step to step, and come home") func running() throws {
    for momentum in ["0.1", "none"] {
      var experiment = try Self.images(["batch_norm2d momentum=\(momentum)", "dropout 0.2"])
      experiment.optimizer = .adam
      let expected = try experiment.train(steps: 4, images: 19, on: processor()).model
      let found = try experiment.train(
        steps: 4, images: 19, on: ComputeContext(processor(), device: OpenCLDevice.open())
      ).model
      #expect(relativeDifference(found.state.all.values, expected.state.all.values) < 1e-5)
      #expect(found.state.all.values.last == 4)
    }
  }

  @Test("A mean far from zero costs no digits") func farMean() throws {
    let experiment = try Experiment(
      .image(channels: 3, height: 9, width: 7),
      ["conv2d 4 padding=1", "batch_norm2d", "flatten", "linear 6"], code: .vector(6),
      ["linear 189", "unflatten 3x9x7"])
    func codes(_ compute: ComputeContext) throws -> [Float] {
      let model = try experiment.model()
      let biases = try #require(model.encoder.parameters.first { $0.parameter.description.name == "bias" }).parameter
      for place in 0..<4 { biases.values.pointer[place] = 4096 }
      let pass = Pass.training(compute, random: RandomStream(RandomGenerator(seed: 0)))
      _ = model.backpropagate(experiment.images(19), objective: .meanSquaredError, pass: pass)
      model.bringHome()
      return model.state.all.values
    }
    let expected = try codes(processor())
    let found = try codes(ComputeContext(processor(), device: OpenCLDevice.open()))
    // Four means, four variances, the count.
    #expect(relativeDifference(Array(found[0..<4]), Array(expected[0..<4])) < 1e-6)
    #expect(relativeDifference(Array(found[4..<8]), Array(expected[4..<8])) < 1e-3)
  }
}
