import Basics
import Datasets
import NeuralNetworks
import Options
import TensorMath
import TestSupport
import Training

/// A training with everything in it that has to be kept, of three epochs of five steps, and what comes of it.
struct KeptTraining {
  /// All that a training leaves, bit by bit.
  struct Result: Equatable {
    var weights: [UInt32]
    var state: [UInt32]
    var slots: [[UInt32]]
    var optimizerStep: Int
    var epochs: Int
    var losses: [UInt32]
    var rates: [UInt32]
    var terms: [[UInt32]]
    var measured: [[String: UInt64]]
    var validation: [[UInt32]]
    var reconstructions: [[UInt32]]
    var keptEpoch: Int?
    var outcome: TrainingOutcome
    var generator: RandomGenerator.State
  }

  static let material = TrainingMaterial(options: "{}", images: [:])

  var configuration: TrainingConfiguration
  var threads = 2

  init() throws {
    configuration = TrainingConfiguration(epochs: 3, batchSize: 8, optimizer: Optimizer(Adam(), rate: 3e-3))
    configuration.order = ShuffledOrder()
    configuration.corruption = CorruptionTable.table.make(
      Term("gaussian", OptionValues(["deviation": .number(0.2)])))
    configuration.corruptsValidation = true
    configuration.augmentations = [AugmentationTable.table.make(Term("flip"))]
    configuration.schedule = try ScheduleTable.schedule([
      Term("warmup", OptionValues(["steps": .whole(4)])), Term("plateau", OptionValues(["patience": .whole(1)])),
    ])
    configuration.metrics = [MetricTable.table.make(Term("psnr"))]
    configuration.keepsBest = true
    configuration.beta = Ramp(to: 1, steps: 7)
  }

  /// A model with running means, dropout and a code that is drawn.
  static func model() throws -> Autoencoder {
    var generator = RandomGenerator(seed: 3)
    let encoder = NetworkDescription(
      input: .image(channels: 1, height: 8, width: 8),
      layers: try LayerTable.layers([
        "conv2d 2 kernel=3 stride=2 padding=1", "batch_norm2d", "relu", "dropout 0.2", "flatten",
      ]))
    let decoder = NetworkDescription(
      input: .vector(4),
      layers: try LayerTable.layers(["linear 64", "unflatten 1x8x8", "tanh"]))
    return try Autoencoder(
      AutoencoderDescription(
        encoder: encoder, bottleneck: BottleneckTable.table.make(Term("variational")), decoder: decoder),
      generator: &generator)
  }

  private func trainer(_ model: Autoencoder) -> Trainer {
    Trainer(model, configuration: configuration, compute: ComputeContext(threads: threads), now: { 0 })
  }

  private func result(_ model: Autoencoder, _ log: TrainingLog, _ random: RandomStream) -> Result {
    Result(
      weights: model.weights.values.map(\.bitPattern), state: model.state.values.map(\.bitPattern),
      slots: model.optimizerState?.slots.map { $0.values.map(\.bitPattern) } ?? [],
      optimizerStep: model.optimizerState?.step ?? 0, epochs: model.epochs,
      losses: log.batchLosses.map(\.bitPattern), rates: log.rates.map(\.bitPattern),
      terms: log.termLosses.map { $0.map(\.bitPattern) },
      measured: log.epochs.map { record in
        Dictionary(
          uniqueKeysWithValues: record.measurements.names.map { ($0, record.measurements[$0]?.bitPattern ?? 0) })
      },
      validation: log.epochs.map { $0.validationLosses.map(\.bitPattern) },
      reconstructions: log.epochs.map { $0.reconstructions?.values.map(\.bitPattern) ?? [] },
      keptEpoch: log.keptEpoch, outcome: log.outcome, generator: random.generator.state)
  }

  /// A keeper of files whose failures are the test's.
  static func keeper(
    _ places: [CheckpointKeeper.Place], _ plan: CheckpointPlan = .never, model: Autoencoder, random: RandomStream,
    failing fail: @escaping (any Error) -> Void = { _ in }
  ) throws -> CheckpointKeeper {
    CheckpointKeeper(
      places, plan: plan, try TrainingKey(model, material, random: random.generator), of: material, script: "test",
      failing: fail)
  }

  /// The training without a stop, and without a checkpoint.
  func whole() throws -> Result {
    let (model, random) = (try Self.model(), stream())
    let log = trainer(model).run(
      on: smallImages(37), validating: smallImages(11), watching: smallImages(2), random: random)
    return result(model, log, random)
  }

  /// The training, stopped where `stops` says so of what it reports, with its checkpoint in a file; nil where it came to
  /// its end.
  func stopped(
    in file: String, plan: CheckpointPlan = .epoch, where stops: (TrainingEvent) -> Bool
  ) throws -> TrainingLog {
    let (model, random, flag) = (try Self.model(), stream(), StopFlag())
    let keeper = try Self.keeper([.file(file)], plan, model: model, random: random)
    return trainer(model).run(
      on: smallImages(37), validating: smallImages(11), watching: smallImages(2), random: random, stop: flag,
      keeper: keeper
    ) { event in
      if stops(event) { flag.set() }
    }
  }

  /// What comes of the training that goes on from the checkpoint in a file, with a new model and other random numbers.
  func resumed(from file: String, keeper: CheckpointKeeper? = nil) throws -> Result {
    let (model, random) = (try Self.model(), RandomStream(RandomGenerator(seed: 99)))
    let log = try trainer(model).run(
      on: smallImages(37), validating: smallImages(11), watching: smallImages(2), random: random, keeper: keeper,
      from: Checkpoint(contentsOf: file))
    return result(model, log, random)
  }
}
