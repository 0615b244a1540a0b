internal import Basics
internal import Datasets
public import NeuralNetworks
internal import TensorMath

/// A training as a file keeps it: a model's file with its optimiser's memory, and beside it where the training stands.
///
/// PyTorch and `open` read the model in it like any other's.
public struct Checkpoint {
  /// The key of the metadata, and what the names of its own tensors begin with.
  static let key = "training"

  /// What determined the training from its beginning.
  public let trainingKey: TrainingKey
  /// When it was written, in seconds since 1970.
  public let time: Double
  /// What the training is of.
  public let material: TrainingMaterial
  /// The script that asked for it; nil for what people typed.
  public let script: String?
  let state: TrainingState
  private let file: Safetensors

  /// Reads the checkpoint at a path, of no more than `memory` bytes.
  ///
  /// Throws where it is none, or where a bit of it is not as it was written.
  public init(contentsOf path: String, memory: Int? = nil) throws {
    try self.init(Safetensors(contentsOf: path, limit: memory), time: FileFacts(path)?.time ?? 0)
  }

  /// The checkpoint in a file that was written at a time.
  ///
  /// - Parameter isVerified: Whether its bytes must be those that were written; whatever else is in a file that holds other
  ///   ones is looked at all the same.
  package init(_ file: Safetensors, time: Double, isVerified: Bool = true) throws {
    self.file = file
    let notes = try CheckpointNotes(of: file)
    if isVerified, CheckpointFile.digest(of: file) != notes.digest {
      throw SafetensorsError(
        file: file.file, tensor: nil, found: "other bytes than were written",
        expected: "a file that nothing has changed")
    }
    trainingKey = notes.key
    self.time = time
    material = notes.material
    script = notes.script
    state = try CheckpointFile.state(in: file, notes)
  }

  /// Whether the training is over.
  public var isFinished: Bool { state.ending != nil }

  /// The epoch under way, counted from the model's first epoch on.
  public var epoch: Int { completedEpochs + 1 }

  /// The epochs that the model has completed, those before the training too.
  private var completedEpochs: Int { state.epochsBefore + state.epochs.count }

  /// The steps that were made in it.
  public var stepOfEpoch: Int { state.stepOfEpoch }

  /// The steps that were made in all.
  public var steps: Int { state.losses.count }

  /// The seconds that went into it.
  public var seconds: Double { state.gauge.seconds }

  /// The day on which it was written, where the program runs: `2026-11-27`.
  public var day: String { dayText(time) }

  /// The bytes of the file.
  package var bytes: [UInt8] { file.contents }

  /// Writes the same file elsewhere, whole or not at all.
  public func copy(to path: String) throws { try file.copy(to: path) }

  /// A model as the checkpoint has it; throws where it cannot be made, or takes more than `memory` bytes.
  public func model(threads: Int, memory: Int?) throws -> Autoencoder {
    let model = try Autoencoder.open(file, threads: threads, memory: memory)
    model.epochs = completedEpochs
    return model
  }

  /// Gives a model the weights, the layers' state, the optimiser's memory and the epochs of the checkpoint; throws where
  /// it is another one's.
  func restore(to model: Autoencoder) throws {
    try model.load(file)
    model.epochs = completedEpochs
  }

  /// Throws unless a training of this configuration, on so many images, can go on from it.
  func check(
    _ model: Autoencoder, _ configuration: TrainingConfiguration, imageCount: Int, watching watched: ImageSet?
  ) throws {
    func fail(_ found: String, _ expected: String) throws -> Never {
      throw SafetensorsError(file: file.file, tensor: nil, found: found, expected: expected)
    }
    let stepsPerEpoch = configuration.steps(of: imageCount)
    let isUnderWay = state.ending == nil
    guard state.epochs.count <= configuration.epochs, !isUnderWay || state.epochs.count < configuration.epochs
    else {
      try fail("\(state.epochs.count) completed epochs", "no more than the training's \(configuration.epochs)")
    }
    let steps = state.epochs.count * stepsPerEpoch + state.stepOfEpoch
    // A training that diverged has made another step, whose loss belongs to no epoch.
    let rest = state.losses.count - steps
    guard state.stepOfEpoch <= stepsPerEpoch, isUnderWay ? rest == 0 : (0...stepsPerEpoch).contains(rest),
      state.rates.count == state.losses.count, state.terms.allSatisfy({ $0.count == state.losses.count })
    else {
      try fail("the losses of \(state.losses.count) steps", "those of \(steps)")
    }
    if let order = state.order {
      guard order.count == imageCount, order.allSatisfy({ (0..<imageCount).contains($0) }) else {
        try fail("an order of \(order.count) images", "one of \(imageCount)")
      }
    }
    for (index, record) in state.epochs.enumerated()
    where record.number != state.epochsBefore + index + 1 || record.step != (index + 1) * stepsPerEpoch {
      try fail("epoch \(record.number) up to step \(record.step)", "epoch \(state.epochsBefore + index + 1)")
    }
    for record in state.epochs
    where record.reconstructions?.count != watched?.count || record.reconstructions?.shape != watched?.shape {
      try fail("reconstructions of other images in epoch \(record.number)", "those of the watched images")
    }
    let terms = LossTerms(configuration.objective, model.description.bottleneck).names.count
    guard state.terms.count == terms else { try fail("\(state.terms.count) terms of the loss", "\(terms)") }
    for kept in [state.best, state.good].compactMap(\.self) where !kept.fits(model) {
      try fail("the weights of another model", "those of \(model.weights.count)")
    }
  }
}
