public import Basics
internal import TensorMath

extension Autoencoder {
  /// Opens a model: one of ours by its description, or one that PyTorch wrote for the article's network.
  ///
  /// Throws before anything is allocated where training it, on so many threads, would take more than `memory` bytes, and
  /// `Interrupted` where it is stopped.
  public static func open(
    _ path: String, threads: Int = 1, memory: Int? = nil, unless stop: StopFlag = StopFlag()
  ) throws -> Autoencoder {
    try open(WeightsFile(contentsOf: path, limit: memory, unless: stop), threads: threads, memory: memory).model
  }

  /// Opens the model that a file in memory holds, as ``open(_:threads:memory:unless:)`` does.
  package static func open(_ file: Safetensors, threads: Int, memory: Int?) throws -> Autoencoder {
    try open(WeightsFile(file), threads: threads, memory: memory).model
  }

  /// Opens the model that a file holds, as ``open(_:threads:memory:unless:)`` does, and tells what is to be said of it.
  public static func open(
    _ file: WeightsFile, options: WeightsOptions = WeightsOptions(), threads: Int, memory: Int?
  ) throws -> (model: Autoencoder, remarks: [String]) {
    let plan = try WeightsPlan(file, options: options, threads: threads, memory: memory)
    let opened = try Autoencoder(plan.description, threads: threads, memory: memory)
    // Epochs are counted on from here, so there is room above.
    if let notes = plan.notes { opened.epochs = min(max(notes.epochs, 0), 1 << 53) }
    try opened.load(file, by: plan)
    return (opened, plan.remarks)
  }

  /// Fills the model with the weights of a file in memory, as ``load(_:options:)`` does.
  public func load(_ file: Safetensors) throws { try load(WeightsFile(file)) }

  /// Fills the model with a file's weights, the scale of its output and the memory of its optimiser once every name and
  /// shape agrees, and what the file says of its layers; else it stays as it is. A file without such a memory leaves none.
  ///
  /// Gives what is to be said of it: prefixes that were taken off, types that were converted.
  @discardableResult
  public func load(_ file: WeightsFile, options: WeightsOptions = WeightsOptions()) throws -> [String] {
    let plan = try WeightsPlan(file, into: description, options: options)
    try load(file, by: plan)
    return plan.remarks
  }

  private func load(_ file: WeightsFile, by plan: WeightsPlan) throws {
    func numbers(_ role: ParameterDescription.Role...) throws -> [String: [Float]] {
      let wanted = plan.tensors.filter { role.contains($0.array.role) }
      return try file.numbers(
        Dictionary(wanted.map { ($0.name, $0.array.shape) }) { first, _ in first },
        of: role.contains(.counter) ? Safetensors.ElementType.counters : Safetensors.ElementType.floats)
    }
    let values = try numbers(.trained, .state).merging(numbers(.counter)) { first, _ in first }
    let memory = try plan.notes?.optimizer.map { try OptimizerMemory.state(in: file, $0, of: self) }
    // What a file says of the scale holds for its weights, whatever model takes them.
    if let scale = plan.scale { self.scale = scale }
    if let scale = plan.inputScale { inputScale = scale }
    for ((name, _), (_, parameter)) in zip(plan.tensors, namedParameters) {
      guard let numbers = values[name] else { preconditionFailure("The plan has no tensor for “\(name)”.") }
      parameter.values.pointer.update(from: numbers, count: numbers.count)
    }
    optimizerState = memory
  }
}
