import Basics
import Datasets
import Distributed
import NeuralNetworks
import Options
import ScriptLanguage
import TensorMath
import Training

/// Where the training that a command asks for is kept: what there is of it, and what writes more.
struct KeptTraining {
  private let asked: AskedTraining
  private let session: Session
  private let material: TrainingMaterial
  private let key: TrainingKey
  private let store: TrainingStore?
  /// The file that the command names.
  private let file: String?
  /// What is there already, where there is anything; the furthest of several.
  let found: Checkpoint?

  /// What is kept of a training; nil where nothing keeps it. Throws where it would take the place of another one.
  init?(_ asked: AskedTraining, _ session: Session) throws {
    let keeping = session.settings.keeping
    store = try asked.call[AskedTraining.store] ? keeping.store : nil
    file = try asked.call[ifGiven: AskedTraining.checkpoint].map { try asked.place(of: $0, session) }
    guard store != nil || file != nil else { return nil }
    self.asked = asked
    self.session = session
    material = asked.material(session.compute)
    key = try TrainingKey(asked.model, material, random: try session.random.generator)
    let (file, key, store) = (file, key, store)
    found = try Self.fromLeader(session.settings.processes) {
      var candidates = [try Self.checkpoint(inFile: file, key, asked, session)]
      if !keeping.isFresh, let store {
        do {
          candidates.append(try store.checkpoint(key, memory: session.settings.memoryLimit))
        } catch {
          asked.warn("what is kept of this training cannot be used: \(error)", note: "it begins anew", session)
        }
      }
      return candidates.compactMap(\.self).max {
        ($0.isFinished ? 1 : 0, $0.steps) < ($1.isFinished ? 1 : 0, $1.steps)
      }
    }
  }

  /// What the leader finds, where there are several processes, so that all go on from the same place.
  private static func fromLeader(
    _ processes: (any ProcessGroup)?, _ find: () throws -> Checkpoint?
  ) throws -> Checkpoint? {
    guard let processes else { return try find() }
    var found: Checkpoint?
    let bytes = try processes.fromLeader {
      found = try find()
      return found?.bytes ?? []
    }
    if processes.isLeader || bytes.isEmpty { return found }
    return try Checkpoint(Safetensors(bytes, file: "the leader's checkpoint"), time: 0)
  }

  /// Whether this process is the one that writes.
  private var isLeader: Bool { session.settings.processes?.isLeader ?? true }

  /// A training that goes on from a checkpoint in a file, and is kept there.
  init(_ asked: AskedTraining, _ session: Session, resuming checkpoint: Checkpoint, in file: String) {
    self.asked = asked
    self.session = session
    self.file = file
    material = checkpoint.material
    key = checkpoint.trainingKey
    store = session.settings.keeping.store
    found = checkpoint
  }

  /// The checkpoint of this training that a file holds; throws where the file holds another one that is not over, or
  /// something else, which would be lost.
  private static func checkpoint(
    inFile file: String?, _ key: TrainingKey, _ asked: AskedTraining, _ session: Session
  ) throws -> Checkpoint? {
    guard let file, FileFacts(file) != nil else { return nil }
    func refusal(_ found: String, _ cure: String) -> Diagnostic {
      asked.call.error(at: AskedTraining.checkpoint, "“\(file)” \(found)", expected: cure)
    }
    let checkpoint: Checkpoint
    do {
      checkpoint = try Checkpoint(contentsOf: file, memory: session.settings.memoryLimit)
    } catch {
      throw refusal("is there already, and is no checkpoint that can be read", "another name")
    }
    if checkpoint.trainingKey == key { return session.settings.keeping.isFresh ? nil : checkpoint }
    guard checkpoint.isFinished else {
      throw refusal(
        "holds another training, which is not over yet", "another name, or `resume` to bring that one to its end")
    }
    return nil
  }

  /// Claims the training for this process; nil where another has, or where nothing keeps it that others look at.
  func claim() throws -> TrainingClaim? { try store?.claim(key) }

  /// Which images it is about, as its key was made of them; nil where the key was made of none.
  var images: TrainedImages? {
    let digests = material.images
    return (digests[AskedTraining.target.declaration.name] ?? digests[AskedTraining.on.declaration.name]).map {
      TrainedImages(training: $0, validation: digests[AskedTraining.validate.declaration.name])
    }
  }

  /// Whether the session computes on what the training was begun on.
  var isComputedAsBegun: Bool { material.device == session.compute.device?.description.description }

  /// Where the training is computed, as exactly as it was begun.
  var compute: ComputeContext { ComputeContext(session.compute, exact: material.isExact) }

  /// What writes the checkpoints of the training; nil where another process does.
  var keeper: CheckpointKeeper? {
    guard isLeader else { return nil }
    let (asked, session) = (asked, session)
    return CheckpointKeeper(
      (file.map { [.file($0)] } ?? []) + (store.map { [.store($0)] } ?? []), plan: session.settings.keeping.plan, key,
      of: material, script: session.settings.scriptName
    ) { error in
      asked.warn("no checkpoint could be written: \(error)", note: "the training goes on", session)
    }
  }

  /// Says where the training goes on, or that it was done before; writes the file that was asked for where it was kept
  /// elsewhere.
  func tell(_ checkpoint: Checkpoint) {
    guard checkpoint.isFinished else {
      session.output.note("goes on at \(Self.place(checkpoint.epoch, checkpoint.stepOfEpoch))")
      return
    }
    session.output.note("kept from \(checkpoint.day), \(durationText(checkpoint.seconds)) saved")
    guard let file, isLeader else { return }
    do { try checkpoint.copy(to: file) } catch {
      asked.warn("the checkpoint could not be written: \(error)", note: "the training is kept elsewhere", session)
    }
  }

  /// Says of a training that was stopped which file keeps it, and of one in a script where the script's next run goes on.
  func tellWhereTheNextRunGoesOn(_ log: TrainingLog) {
    guard session.settings.keeping.plan != .never else { return }
    if let file { session.output.note("kept in \(file): `resume \"\(file.fileName)\"` brings it to its end") }
    // What is done afresh does not take the place of what has come further.
    guard session.settings.scriptName != nil, !session.settings.keeping.isFresh else { return }
    let step = log.batchLosses.count - log.epochs.count * log.stepsPerEpoch
    session.output.note("the next run goes on at \(Self.place(log.epochsBefore + log.epochs.count + 1, step))")
  }

  /// A place in a training, behind so many steps of an epoch.
  private static func place(_ epoch: Int, _ stepOfEpoch: Int) -> String {
    "epoch \(epoch), step \(countText(stepOfEpoch + 1))"
  }
}

extension AskedTraining {
  static let store = OptionKey<Bool>(
    "store", .flag, default: true,
    "whether the training is taken from the store where it was done before, and kept there")
  static let checkpoint = OptionKey<String>(
    "checkpoint", .writing(endings: []), "a file that keeps where the training stands, for `resume`")

  /// What the training is of: every option that says what is done, and what the images are.
  fileprivate func material(_ compute: ComputeContext) -> TrainingMaterial {
    let keeping = [Self.store.declaration.name, Self.checkpoint.declaration.name]
    var values = OptionValues()
    for option in Self.options.map(\.declaration) where call.isGiven(option) && !keeping.contains(option.name) {
      let value = call.bound.options[option.name]
      if value != OptimizerOptions.standard(option, in: call) { values[option.name] = value }
    }
    let images = Self.imageKeys.compactMap { key in
      call.value(key).flatMap { ImageCollection($0) }.map { (key.declaration.name, $0.source.contentDigest) }
    }
    return TrainingMaterial(
      options: values.json.json(), images: Dictionary(uniqueKeysWithValues: images), isExact: compute.exact,
      device: compute.device?.description.description)
  }

  /// What images are to a training.
  static let imageKeys = [on, target, validate, watchedImages]
  /// The watched images, as any others.
  private static let watchedImages = ValueKey<ImageCollection>.images(
    watch.declaration.name, argument: false, required: false, watch.declaration.summary)

  /// The place of a checkpoint, in a folder that is there.
  fileprivate func place(of path: String, _ session: Session) throws -> String {
    do { return try session.settings.workspace.write(path) { _ in } } catch {
      throw call.error(at: Self.checkpoint, "\(error)")
    }
  }

  /// Remarks on something that the training goes on in spite of.
  fileprivate func warn(_ message: String, note: String, _ session: Session) {
    session.output.warn(Diagnostic(.warning, at: call.range, message, notes: [.init(note)]))
  }
}
