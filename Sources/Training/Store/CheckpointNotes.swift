internal import Basics
internal import Datasets
internal import NeuralNetworks

/// What the metadata of a checkpoint says, short enough to be read without its numbers.
struct CheckpointNotes {
  /// What the file's numbers and texts are to be.
  var digest: ContentDigest?
  /// What determined the training from its beginning.
  let key: TrainingKey
  let material: TrainingMaterial
  let script: String?
  /// Steps that were made in all.
  let steps: Int
  /// Epochs that were completed.
  let epochs: Int
  /// The seconds that went into it.
  let seconds: Double
  /// Whether the training is over.
  let isFinished: Bool
  /// All of it.
  let json: JSONValue

  /// The notes of a training that stands somewhere.
  init(_ state: TrainingState, _ key: TrainingKey, _ material: TrainingMaterial, script: String?) {
    self.key = key
    self.material = material
    self.script = script
    steps = state.losses.count
    epochs = state.epochs.count
    seconds = state.gauge.seconds
    isFinished = state.ending != nil
    var json: JSONValue = [
      "key": .text("\(key)"), "options": .text(material.options),
      "images": .object(material.images.mapValues { .text("\($0)") }),
      "steps": .integer(steps), "epochs": .integer(epochs), "seconds": .number(seconds),
      "finished": .boolean(isFinished), "exact": .boolean(material.isExact), "state": state.json,
    ]
    json["device"] = material.device.map { .text($0) }
    json["script"] = script.map { .text($0) }
    self.json = json
  }

  /// The notes of a file; throws where they cannot be read.
  init(of file: Safetensors) throws {
    try self.init(metadata: file.metadata, file: file.file)
  }

  /// The notes in some metadata of a file; throws where they cannot be read.
  init(metadata: [String: String], file: String) throws {
    func failure(_ found: String) -> SafetensorsError {
      SafetensorsError(file: file, tensor: nil, found: found, expected: "a checkpoint of a training")
    }
    guard let text = metadata[Checkpoint.key] else { throw failure("no word of a training") }
    let read: JSONValue
    do { read = try JSONValue(json: Array(text.utf8)[...]) } catch { throw failure("notes that are no JSON") }
    guard let key = read["key"]?.text.flatMap({ ContentDigest($0) }), let options = read["options"]?.text,
      let members = read["images"]?.object,
      let steps = read["steps"]?.integer, let epochs = read["epochs"]?.integer, steps >= 0, epochs >= 0,
      let seconds = read["seconds"]?.number, seconds >= 0, let isFinished = read["finished"]?.boolean,
      let isExact = read["exact"]?.boolean
    else { throw failure("notes in which something is missing") }
    let images = members.compactMapValues { $0.text.flatMap { ContentDigest($0) } }
    guard images.count == members.count else { throw failure("a digest that is none") }
    self.key = TrainingKey(digest: key)
    material = TrainingMaterial(options: options, images: images, isExact: isExact, device: read["device"]?.text)
    script = read["script"]?.text
    digest = metadata[CheckpointFile.digestKey].flatMap { ContentDigest($0) }
    (self.steps, self.epochs, self.seconds, self.isFinished) = (steps, epochs, seconds, isFinished)
    json = read
  }
}

extension TrainingState {
  /// What notes say of a state; its longer numbers are tensors.
  fileprivate var json: JSONValue {
    var json: JSONValue = [
      "epochs_before": .integer(epochsBefore), "step_of_epoch": .integer(stepOfEpoch),
      "generator_place": .integer(generator.place), "gauge": gauge.json,
      "records": .list(
        epochs.map { record in
          [
            "number": .integer(record.number), "step": .integer(record.step),
            "seconds": .number(record.trainingSeconds),
            "names": .list(record.measurements.names.map { .text($0) }),
            "reconstructed": .boolean(record.reconstructions != nil),
          ]
        }),
    ]
    for (name, kept) in [("best", best), ("good", good)] {
      if let kept {
        json[name] = ["epoch": .integer(kept.epoch), "loss": kept.loss.isFinite ? .number(kept.loss) : nil]
      }
    }
    if let ending { json["ending"] = ending.json }
    return json
  }
}

extension TrainingState.Ending {
  fileprivate var json: JSONValue {
    var json: JSONValue = ["outcome": .text(outcome.rawValue)]
    if let keptEpoch { json["kept_epoch"] = .integer(keptEpoch) }
    if let divergence {
      json["divergence"] = [.text(divergence.network), .integer(divergence.number), .text(divergence.script)]
    }
    return json
  }

  /// How a training ended, by what notes say; nil where that is nothing.
  init?(json: JSONValue) {
    guard let outcome = json["outcome"]?.text.flatMap({ TrainingOutcome(rawValue: $0) }), outcome != .stopped else {
      return nil
    }
    var divergence: LayerPlace?
    if let place = json["divergence"]?.list, place.count == 3, let network = place[0].text,
      let number = place[1].integer, let script = place[2].text
    {
      divergence = LayerPlace(network: network, number: number, script: script)
    }
    self.init(outcome: outcome, keptEpoch: json["kept_epoch"]?.integer, divergence: divergence)
  }
}
