internal import TensorMath

/// An optimiser's memory in a model's file: for each trained array and each slot a tensor of the array's shape, named by
/// both, `optimizer.exp_avg.encoder.0.weight`.
enum OptimizerMemory {
  /// What the names of its tensors begin with.
  static let prefix = "optimizer."

  /// The arrays that an optimiser changes, by name.
  private static func trained(_ model: Autoencoder) -> [(name: String, parameter: Parameter)] {
    model.namedParameters.filter { $0.parameter.description.role == .trained }
  }

  private static func name(_ slot: String, _ array: String) -> String { "\(prefix)\(slot).\(array)" }

  /// The tensors of what a model's optimiser remembers.
  static func tensors(_ model: Autoencoder) -> [SafetensorsWriter.Tensor] {
    guard let state = model.optimizerState else { return [] }
    return zip(state.slotNames, state.slots).flatMap { slot, numbers in
      trained(model).map { array, parameter in
        SafetensorsWriter.Tensor(
          name: name(slot, array), shape: parameter.description.shape,
          values: .slice(numbers.buffer.slice(parameter.values.range)))
      }
    }
  }

  /// What a file holds of an optimiser that trained a model of these arrays; throws where something is missing.
  static func state(in file: WeightsFile, _ memory: AutoencoderNotes.Memory, of model: Autoencoder) throws
    -> OptimizerState
  {
    guard memory.step >= 0, memory.step < 1 << 53, memory.slots.count <= 16,
      Set(memory.slots).count == memory.slots.count
    else {
      throw SafetensorsError(
        file: file.file, tensor: nil,
        found: "an optimiser of \(memory.step) steps that remembers \(memory.slots.count) numbers of each weight",
        expected: "the memory of one of Darkroom's")
    }
    let state = OptimizerState(rule: memory.rule, slotNames: memory.slots, count: model.weights.count)
    state.step = memory.step
    for (slot, numbers) in zip(memory.slots, state.slots) {
      for (array, parameter) in trained(model) {
        // A mean of squares may well have run over where the weights have not.
        let values = try file.floats(name(slot, array), shape: parameter.description.shape, takingAll: true)
        (numbers.pointer + parameter.values.range.lowerBound).update(from: values, count: values.count)
      }
    }
    return state
  }
}
