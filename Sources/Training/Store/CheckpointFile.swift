internal import Basics
internal import Datasets
internal import NeuralNetworks
internal import TensorMath

/// How the state of a training lies in a file: long numbers as tensors, all else in the notes.
enum CheckpointFile {
  /// The key of the metadata that holds the digest of all else.
  static let digestKey = "digest"

  private static func name(_ parts: String...) -> String { ([Checkpoint.key] + parts).joined(separator: ".") }

  /// The whole file of a model and its training.
  static func contents(
    _ model: Autoencoder, _ state: TrainingState, _ notes: CheckpointNotes
  ) throws -> (tensors: [SafetensorsWriter.Tensor], metadata: [String: String]) {
    var (tensors, metadata) = try model.fileContents(withOptimizer: true)
    tensors += self.tensors(state)
    metadata[Checkpoint.key] = notes.json.json()
    let digest = ContentDigest { hash in
      add(metadata, to: &hash)
      add(tensors.map { ($0.name, $0.values.type.rawValue, $0.shape) }, to: &hash)
      for tensor in tensors { tensor.values.withBytes { hash.add(unsized: $0) } }
    }
    metadata[digestKey] = "\(digest)"
    return (tensors, metadata)
  }

  /// The digest that a file ought to name.
  static func digest(of file: Safetensors) -> ContentDigest {
    ContentDigest { hash in
      add(file.metadata, to: &hash)
      add(file.entries.map { ($0.key, $0.value.type, $0.value.shape) }, to: &hash)
      file.data.withUnsafeBytes { hash.add(unsized: $0) }
    }
  }

  private static func add(_ metadata: [String: String], to hash: inout ContentHash) {
    for (key, text) in metadata.sorted(by: { $0.key < $1.key }) where key != digestKey {
      hash.add(key)
      hash.add(text)
    }
  }

  private static func add(_ tensors: [(name: String, type: String, shape: [Int])], to hash: inout ContentHash) {
    for (name, type, shape) in tensors.sorted(by: { $0.name < $1.name }) { hash.add("\(name) \(type) \(shape)") }
  }

  /// The tensors of a state.
  private static func tensors(_ state: TrainingState) -> [SafetensorsWriter.Tensor] {
    typealias Tensor = SafetensorsWriter.Tensor
    var tensors = [
      Tensor(name("generator"), .words(state.generator.words)),
      Tensor(name("generator", "pending"), .doubles(state.generator.pending.map { [$0] } ?? [])),
      Tensor(name("losses"), .floats(state.losses)), Tensor(name("rates"), .floats(state.rates)),
      Tensor(
        name: name("terms"), shape: [state.terms.count, state.losses.count],
        values: .floats(state.terms.flatMap(\.self))),
    ]
    if let order = state.order { tensors.append(Tensor(name("order"), .integers(order.map { Int64($0) }))) }
    for (index, record) in state.epochs.enumerated() {
      let names = record.measurements.names
      tensors.append(
        Tensor(name("epochs", "\(index)", "measured"), .doubles(names.map { record.measurements[$0] ?? .nan })))
      tensors.append(Tensor(name("epochs", "\(index)", "validation"), .floats(record.validationLosses)))
      if let images = record.reconstructions {
        let shape = [images.count, images.shape.channels, images.shape.height, images.shape.width]
        tensors.append(
          Tensor(
            name: name("epochs", "\(index)", "reconstructions"), shape: shape, values: .floats(images.values)))
      }
    }
    for (word, kept) in [("best", state.best), ("good", state.good)] {
      guard let kept else { continue }
      tensors.append(Tensor(name(word, "weights"), .slice(kept.weights.all)))
      tensors.append(Tensor(name(word, "state"), .slice(kept.state.all)))
    }
    return tensors
  }

  /// The state that a file holds; throws where something is missing or cannot be.
  static func state(in file: Safetensors, _ notes: CheckpointNotes) throws -> TrainingState {
    func failure(_ found: String) -> SafetensorsError {
      SafetensorsError(file: file.file, tensor: nil, found: found, expected: "a checkpoint of a training")
    }
    guard let json = notes.json["state"], let epochsBefore = json["epochs_before"]?.integer,
      (0..<1 << 53).contains(epochsBefore),
      let stepOfEpoch = json["step_of_epoch"]?.integer, stepOfEpoch >= 0,
      let place = json["generator_place"]?.integer, let gauge = json["gauge"].flatMap(SpeedGauge.init),
      let records = json["records"]?.list
    else { throw failure("a state in which something is missing") }
    let pending = try file.doubles(name("generator", "pending"))
    guard pending.count <= 1,
      let generator = RandomGenerator.State(
        words: try file.words(name("generator")), place: place, pending: pending.first)
    else { throw failure("a state that no random generator can be in") }
    var state = TrainingState(epochsBefore: epochsBefore, generator: generator)
    state.stepOfEpoch = stepOfEpoch
    state.gauge = gauge
    state.losses = try file.floats(name("losses"), takingAll: true)
    state.rates = try file.floats(name("rates"), takingAll: true)
    guard let termShape = file.entries[name("terms")]?.shape, termShape.count == 2, termShape[0] <= 1 << 10,
      termShape[1] == state.losses.count, stepOfEpoch <= state.losses.count
    else { throw failure("terms of another number of steps") }
    let terms = try file.floats(name("terms"), takingAll: true)
    state.terms = (0..<termShape[0]).map { Array(terms[$0 * termShape[1]..<($0 + 1) * termShape[1]]) }
    if file.entries[name("order")] != nil {
      state.order = try file.integers(name("order")).map { Int(truncatingIfNeeded: $0) }
    }
    for (index, record) in records.enumerated() {
      guard let record = try self.record(index, record, in: file) else {
        throw failure("an epoch in which something is missing")
      }
      state.epochs.append(record)
    }
    state.best = try kept("best", json, in: file)
    state.good = try kept("good", json, in: file)
    if let ending = json["ending"] {
      guard let read = TrainingState.Ending(json: ending) else { throw failure("an end that is none") }
      state.ending = read
    }
    guard notes.isFinished == (state.ending != nil), notes.epochs == state.epochs.count else {
      throw failure("notes that say another thing than the state")
    }
    return state
  }

  private static func record(_ index: Int, _ json: JSONValue, in file: Safetensors) throws -> EpochRecord? {
    guard let number = json["number"]?.integer, let step = json["step"]?.integer, let seconds = json["seconds"]?.number,
      SpeedGauge.bounds.contains(seconds), let names = json["names"]?.list?.compactMap(\.text),
      let isReconstructed = json["reconstructed"]?.boolean
    else { return nil }
    let values = try file.doubles(name("epochs", "\(index)", "measured"), shape: [names.count])
    var measurements = Measurements()
    for (name, value) in zip(names, values) { measurements[name] = value }
    var images: Images?
    if isReconstructed {
      let tensor = name("epochs", "\(index)", "reconstructions")
      guard let shape = file.entries[tensor]?.shape, shape.count == 4,
        shape.dropFirst().allSatisfy({ (1...1 << 20).contains($0) })
      else { return nil }
      images = Images(
        shape: ImageShape(channels: shape[1], height: shape[2], width: shape[3]),
        values: try file.floats(tensor, takingAll: true))
    }
    return EpochRecord(
      number: number, step: step, measurements: measurements,
      validationLosses: try file.floats(name("epochs", "\(index)", "validation"), takingAll: true),
      reconstructions: images, trainingSeconds: seconds)
  }

  private static func kept(_ word: String, _ json: JSONValue, in file: Safetensors) throws -> KeptWeights? {
    guard let notes = json[word] else { return nil }
    return KeptWeights(
      epoch: notes["epoch"]?.integer ?? 0, loss: notes["loss"]?.number ?? .infinity,
      weights: try file.floats(name(word, "weights")), state: try file.floats(name(word, "state")))
  }
}
