import Devices
import NeuralNetworks
import Options
import TensorMath
import Testing

/// What a device computes is what the processor computes, within 1e-5 of the greatest number.
@Suite(.serialized, .enabled(if: OpenCLDevice.isThere, OpenCLDevice.isMissing)) struct ParityTests {
  /// Networks between 3x9x7 and a vector of 6, whose layers go through what layers on a device can be.
  static let networks: [(encoder: [String], decoder: [String])] = [
    (["flatten", "linear 6"], ["linear 189", "unflatten 3x9x7"]),
    (["flatten", "linear 40", "relu", "linear 6 bias=no"], ["linear 189", "tanh", "unflatten 3x9x7"]),
    (
      [
        "conv2d 4 kernel=3 padding=1", "relu", "conv2d 6 kernel=3x2 stride=2x1 padding=1x0", "flatten", "relu",
        "linear 6",
      ],
      ["linear 72", "relu", "unflatten 6x4x3", "conv_transpose2d 3 kernel=3 stride=2", "sigmoid"]
    ),
    (
      ["conv2d 6 kernel=3 dilation=2 groups=3 bias=no", "gelu", "flatten", "linear 6"],
      [
        "linear 80", "silu", "unflatten 4x5x4", "conv_transpose2d 6 kernel=3 stride=2 padding=1 groups=2", "elu",
        "conv2d 3 kernel=1x1 padding=0",
      ]
    ),
    (
      ["conv2d 35 kernel=2 padding=same", "leaky_relu slope=0.2", "flatten", "linear 6", "softplus beta=2"],
      ["linear 24", "unflatten 2x4x3", "repeat 1", "tanh", "end", "conv_transpose2d 3 kernel=3 stride=2"]
    ),
  ].map { encoder, decoder in (encoder, decoder) }

  private static func experiment(_ index: Int) throws -> Experiment {
    let lines = networks[index]
    return try Experiment(
      .image(channels: 3, height: 9, width: 7), lines.encoder, code: .vector(6), lines.decoder)
  }

  @Test("Codes and reconstructions of every network", arguments: networks.indices, [1, 16, 37])
  func forward(index: Int, count: Int) throws {
    let experiment = try Self.experiment(index)
    let device = try OpenCLDevice.open()
    let compute = ComputeContext(processor(), device: device)
    let (model, images) = (try experiment.model(), experiment.images(count))
    let codes = model.encode(images, compute: processor()).rowMajor()
    let made = model.reconstruct(images, compute: processor()).rowMajor()
    #expect(relativeDifference(model.encode(images, compute: compute).rowMajor(), codes) < 1e-5)
    #expect(relativeDifference(model.reconstruct(images, compute: compute).rowMajor(), made) < 1e-5)
    let coded = Batch(capacity: count, shape: .vector(6))
    coded.load(codes, count: count)
    #expect(relativeDifference(model.decode(coded, compute: compute).rowMajor(), made) < 1e-5)
    #expect(device.takeFailure() == nil)
  }

  @Test("The gradients of every network, as a step of a large rate tells them", arguments: networks.indices, [1, 37])
  func gradients(index: Int, count: Int) throws {
    try Self.experiment(index).expectParity(images: count)
  }

  static let losses: [[WeightedTerm]] = [
    [WeightedTerm(weight: 1, term: Term("mse"))],
    [WeightedTerm(weight: 1, term: Term("l1"))],
    [WeightedTerm(weight: 1, term: Term("huber", OptionValues(["delta": .number(0.3)])))],
    [WeightedTerm(weight: 1, term: Term("bce"))],
    [WeightedTerm(weight: 1, term: Term("mse")), WeightedTerm(weight: 0.25, term: Term("l1"))],
  ]

  /// Of images that a window fits into.
  static let similarities: [[WeightedTerm]] = [
    [WeightedTerm(weight: 1, term: Term("ssim"))],
    [WeightedTerm(weight: 0.5, term: Term("mse")), WeightedTerm(weight: 0.5, term: Term("ssim"))],
    [WeightedTerm(weight: 0.5, term: Term("ssim")), WeightedTerm(weight: 0.5, term: Term("bce"))],
  ]

  @Test("The structural similarity, alone, first and last", arguments: similarities.indices, [1, 18])
  func similarity(index: Int, count: Int) throws {
    var experiment = try Experiment(
      .image(channels: 2, height: 14, width: 17), ["flatten", "linear 6"], code: .vector(6),
      ["linear 476", "sigmoid", "unflatten 2x14x17"])
    experiment.loss = TermSum(Self.similarities[index])
    try experiment.expectParity(images: count)
  }

  @Test("Each loss, and sums of them", arguments: losses.indices) func loss(index: Int) throws {
    var experiment = try Self.experiment(2)
    experiment.loss = TermSum(Self.losses[index])
    try agree(experiment, steps: 3)
  }

  @Test("A weight that is no number makes each loss none", arguments: losses.indices) func noNumber(index: Int) throws {
    let experiment = try Self.experiment(2)
    let model = try experiment.model()
    model.weights.pointer[model.weights.count - 1] = .nan
    let compute = try ComputeContext(processor(), device: OpenCLDevice.open())
    let loss = model.step(
      experiment.images(3), objective: Objective(TermSum(Self.losses[index])), optimizer: experiment.optimizer,
      pass: .training(compute, random: RandomStream(RandomGenerator(seed: 0))))
    #expect(loss.isNaN && compute.device?.takeFailure() == nil)
  }

  static let optimizers: [Optimizer] = [
    .adam,
    Optimizer(Adam(firstDecay: 0.8, decay: .added(0.1), keepsGreatest: true), rate: 1e-2),
    Optimizer(GradientDescent(momentum: 0.9, decay: 0.01), rate: 0.1),
    Optimizer(GradientDescent(momentum: 0.9, isNesterov: true), rate: 0.1),
    Optimizer(GradientDescent(), rate: 0.1),
    Optimizer(RMSProp(), rate: 1e-3),
    Optimizer(RMSProp(momentum: 0.9, isCentered: true, decay: 0.01), rate: 1e-3),
    Optimizer(RMSProp(momentum: 0.5), rate: 1e-3),
    Optimizer(RMSProp(smoothing: 0.9, isCentered: true), rate: 1e-3),
    Optimizer(Adagrad(), rate: 1e-2),
    Optimizer(Adagrad(rateDecay: 0.1, decay: 0.01), rate: 1e-2),
  ]

  @Test("Each optimiser", arguments: optimizers.indices) func optimizer(index: Int) throws {
    var experiment = try Self.experiment(2)
    experiment.optimizer = Self.optimizers[index]
    try agree(experiment, steps: 3)
  }

  @Test("AdamW, as a script names it") func adamW() throws {
    var experiment = try Self.experiment(1)
    experiment.optimizer = try #require(OptimizerTable.table["adamw"]).make()
    try agree(experiment, steps: 3)
  }

  @Test("Gradients that are clipped", arguments: [GradientClipping.norm(0.01), .norm(1e6), .value(1e-3)])
  func clipping(_ clipping: GradientClipping) throws {
    var experiment = try Self.experiment(2)
    experiment.clipping = clipping
    try experiment.expectParity(images: 20)
    try agree(experiment, steps: 3)
  }

  @Test("Codes that are drawn, and the term that holds them", arguments: [1, 20]) func variational(count: Int) throws {
    var experiment = try Self.experiment(2)
    experiment.bottleneck = BottleneckTable.table.make(Term("variational"))
    experiment.codeWeight = 0.3
    try experiment.expectParity(images: count)
    try experiment.expectSameOutput(images: count)
    experiment.optimizer = .adam
    try agree(experiment, steps: 3)
  }

  /// What the optimiser remembers comes home with the weights.
  private func agree(_ experiment: Experiment, steps: Int) throws {
    let expected = try experiment.train(steps: steps, images: 20, on: processor())
    let found = try experiment.train(
      steps: steps, images: 20, on: ComputeContext(processor(), device: OpenCLDevice.open()))
    for (own, processors) in zip(found.losses, expected.losses) {
      #expect(abs(own - processors) < 1e-5 * abs(processors))
    }
    #expect(relativeDifference(found.model.weights.all.values, expected.model.weights.all.values) < 1e-5)
    let (state, processors) = (found.model.optimizerState, expected.model.optimizerState)
    #expect(state?.step == processors?.step)
    for (own, slot) in zip(state?.slots ?? [], processors?.slots ?? []) {
      #expect(relativeDifference(own.values, slot.values) < 1e-4)
    }
  }
}
