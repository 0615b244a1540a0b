internal import Basics
package import NeuralNetworks

/// Writes the checkpoints of one training, each in place of the one before it.
public final class CheckpointKeeper {
  /// Where checkpoints are written.
  public enum Place: Sendable {
    /// A file.
    case file(String)
    /// Under the training's key in a store.
    case store(TrainingStore)
  }

  private let places: [Place]
  private let plan: CheckpointPlan
  private let key: TrainingKey
  private let material: TrainingMaterial
  private let script: String?
  private let fail: (any Error) -> Void
  private var timer: CheckpointTimer?
  private var hasFailed = false

  /// A keeper for a training of some material, which a script asked for; the first failure to write is told to `fail`, and
  /// the training goes on.
  public init(
    _ places: [Place], plan: CheckpointPlan, _ key: TrainingKey, of material: TrainingMaterial, script: String?,
    failing fail: @escaping (any Error) -> Void
  ) {
    self.places = places
    self.plan = plan
    self.key = key
    self.material = material
    self.script = script
    self.fail = fail
  }

  /// The training of a model begins, or goes on.
  func begin(_ model: Autoencoder, at time: Double) {
    let numbers = model.weights.count * (1 + (model.optimizerState?.slots.count ?? 2)) + model.state.count
    timer = CheckpointTimer(plan, at: time, bytes: 4 * numbers)
  }

  /// Whether a checkpoint is due at a time.
  func isDue(at time: Double, endsEpoch: Bool) -> Bool { timer?.isDue(at: time, endsEpoch: endsEpoch) ?? false }

  /// Writes where a training stands that goes on, or was stopped; a model with a number that is not finite has nowhere to go
  /// on from, and is left out.
  package func keep(_ model: Autoencoder, _ state: TrainingState, now: () -> Double) {
    guard plan != .never || state.ending != nil else { return }
    let start = now()
    guard model.isFinite else { return }
    do {
      let notes = CheckpointNotes(state, key, material, script: script)
      let contents = try CheckpointFile.contents(model, state, notes)
      for place in places {
        do {
          try write(contents, notes, to: place)
        } catch {
          tell(error)
        }
      }
    } catch {
      tell(error)
    }
    timer?.wrote(from: start, to: now())
  }
}

extension CheckpointKeeper {
  private func write(
    _ contents: (tensors: [SafetensorsWriter.Tensor], metadata: [String: String]), _ notes: CheckpointNotes,
    to place: Place
  ) throws {
    func write(_ path: String) throws {
      try SafetensorsWriter.write(contents.tensors, metadata: contents.metadata, to: path)
    }
    switch place {
    case .file(let path): try write(path)
    case .store(let store): try store.keep(notes, write)
    }
  }

  private func tell(_ error: any Error) {
    if !hasFailed { fail(error) }
    hasFailed = true
  }
}

extension Autoencoder {
  /// Whether every number of the model can be written, and read again.
  fileprivate var isFinite: Bool {
    [weights, state].allSatisfy { numbers in
      numbers.withUnsafeBufferPointer { $0.allSatisfy(\.isFinite) }
    }
  }
}
