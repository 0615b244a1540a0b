public import Basics
internal import TensorMath

extension Autoencoder {
  /// Every array by its name in a file, PyTorch's own for the article's network.
  public var namedParameters: [(name: String, parameter: Parameter)] {
    guard let names = try? description.arrays() else { preconditionFailure("A model's parts fit each other.") }
    return zip(names, arrays).map { ($0.name, $1) }
  }

  /// Writes the weights and the state, with the description of the model, whole or not at all; on demand with what the
  /// optimiser remembers, so that training goes on as if the model had never left the memory.
  ///
  /// Throws where a number is not finite, as no file is written that ``open(_:threads:memory:unless:)`` would refuse, and
  /// where it is stopped.
  public func save(to path: String, withOptimizer: Bool = false, unless stop: StopFlag? = nil) throws {
    try checkFinite(for: path)
    let contents = try fileContents(withOptimizer: withOptimizer)
    try SafetensorsWriter.write(contents.tensors, metadata: contents.metadata, to: path, unless: stop)
  }

  /// Throws where a number of the model is not finite, so that no such file takes the place of a good one.
  func checkFinite(for path: String) throws {
    for (name, parameter) in namedParameters {
      if let place = parameter.values.values.firstIndex(where: { !$0.isFinite }) {
        throw SafetensorsError(
          file: path, tensor: name, found: "\(parameter.values[place]) at place \(place)",
          expected: "finite numbers, and nothing was written")
      }
    }
  }

  /// What a file of the model holds: its arrays, and the texts that describe it.
  package func fileContents(
    withOptimizer: Bool
  ) throws -> (tensors: [SafetensorsWriter.Tensor], metadata: [String: String]) {
    let arrays = namedParameters.map { name, parameter in
      SafetensorsWriter.Tensor(
        name: name, shape: parameter.description.shape,
        values: parameter.description.role == .counter
          // The greatest count of a file is one more when it is read as a float.
          ? .integers(parameter.values.values.map { Int64(exactly: $0.rounded()) ?? .max }) : .slice(parameter.values))
    }
    return (
      arrays + (withOptimizer ? OptimizerMemory.tensors(self) : []),
      [AutoencoderNotes.key: try AutoencoderNotes(self, withOptimizer: withOptimizer).text()]
    )
  }
}
