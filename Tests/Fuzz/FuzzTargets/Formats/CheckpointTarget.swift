import Datasets
import NeuralNetworks
import TensorMath
import Training

/// The store's files: checkpoints of a small training, which goes on from any that fits it.
///
/// That their bytes are those that were written is not asked for, or no changed file would come any further.
enum CheckpointTarget: FuzzTarget {
  static let name = "checkpoint"
  static let words = [
    "\"training\":\"", "\\\"finished\\\":", "\\\"records\\\":[", "\\\"ending\\\":", "\\\"diverged\\\"",
    "\\\"gauge\\\":[",
    "\\\"best\\\":{", "\\\"good\\\":{", "\\\"step_of_epoch\\\":", "\\\"generator_place\\\":", "training.order",
    "training.losses", "training.epochs.0.measured", "optimizer.exp_avg.", "\"F64\"", "\"U32\"",
  ]

  /// Six images of four pixels, the last two of which are watched.
  static let images = ImageSet(
    name: "fuzz", shape: ImageShape(channels: 1, height: 2, width: 2), pixels: (0..<24).map { UInt8($0 * 10) })

  /// The model that is trained.
  static func model() throws -> Autoencoder {
    var generator = RandomGenerator(seed: 1)
    return try Autoencoder(
      encoder: NetworkDescription(
        input: .image(channels: 1, height: 2, width: 2), layers: LayerTable.layers(["flatten", "linear 1"])),
      decoder: NetworkDescription(
        input: .vector(1), layers: LayerTable.layers(["linear 4", "unflatten 1x2x2", "tanh"])), generator: &generator)
  }

  /// The training: two epochs of three steps.
  static func trainer(_ model: Autoencoder) -> Trainer {
    var configuration = TrainingConfiguration(epochs: 2, batchSize: 2)
    configuration.order = ShuffledOrder()
    configuration.keepsBest = true
    return Trainer(model, configuration: configuration, compute: ComputeContext(threads: 1), now: { 0 })
  }

  static func run(_ bytes: [UInt8]) {
    guard let file = try? Safetensors(bytes, file: "fuzz.checkpoint"),
      let checkpoint = try? Checkpoint(file, time: 0, isVerified: false), let model = try? model()
    else { return }
    _ = try? checkpoint.model(threads: 1, memory: BoundedSession.memory)
    let log = try? trainer(model).run(
      on: images, validating: images, watching: images[4..<6], random: RandomStream(RandomGenerator(seed: 2)),
      from: checkpoint)
    guard let log else { return }
    require(log.outcome != .stopped, "a training that nobody stopped came to no end")
    _ = (log.csv(), log.json())
  }
}
