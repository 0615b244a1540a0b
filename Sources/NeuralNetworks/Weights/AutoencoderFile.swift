public import Basics
internal import TensorMath

extension Autoencoder {
  /// How the layers stand in PyTorch's module.
  var moduleLayout: ModuleLayout {
    ModuleLayout(description, heads: encoder.description.layers.count - description.encoder.layers.count)
  }

  /// Every array by its name in a file, PyTorch's own for the article's network.
  public var namedParameters: [(name: String, parameter: Parameter)] {
    let layout = moduleLayout
    let encoderPart = encoder.parameters.map { layer, parameter in
      ("\(layout.encoderPath(layer)).\(parameter.description.name)", parameter)
    }
    let decoderPart = decoder.parameters.map { layer, parameter in
      ("\(layout.decoderPath(layer)).\(parameter.description.name)", parameter)
    }
    return encoderPart + decoderPart
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

  /// Opens a model: one of ours by its description, or one that PyTorch wrote for the article's network.
  ///
  /// Throws before anything is allocated where training it, on so many threads, would take more than `memory` bytes, and
  /// `Interrupted` where it is stopped.
  public static func open(
    _ path: String, threads: Int = 1, memory: Int? = nil, unless stop: StopFlag = StopFlag()
  ) throws -> Autoencoder {
    try open(Safetensors(contentsOf: path, limit: memory, unless: stop), threads: threads, memory: memory)
  }

  /// Opens the model that a file holds, as ``open(_:threads:memory:unless:)`` does.
  package static func open(_ file: Safetensors, threads: Int, memory: Int?) throws -> Autoencoder {
    let notes = try AutoencoderNotes(of: file)
    let description = try notes?.description() ?? articleDescription(file)
    do {
      try description.check(threads: threads, memory: memory)
    } catch {
      throw SafetensorsError(
        file: file.file, tensor: nil, found: "a model that cannot be made: \(error)",
        expected: "one that fits together and into memory")
    }
    let opened = try Autoencoder(description, threads: threads, memory: memory)
    // Epochs are counted on from here, so there is room above.
    if let notes { opened.epochs = min(max(notes.epochs, 0), 1 << 53) }
    try opened.load(file)
    return opened
  }

  /// Fills the model with a file's weights, the scale of its output and the memory of its optimiser once every name and
  /// shape agrees; else it stays as it is. A file without such a memory leaves none.
  public func load(_ file: Safetensors) throws {
    let named = namedParameters
    let notes = try AutoencoderNotes(of: file)
    let others = (notes?.optimizer == nil ? [] : [OptimizerMemory.prefix]) + Self.prefixesOfOthers(in: file)
    let extra = file.entries.keys.filter { key in
      !named.contains { $0.name == key } && !others.contains { key.hasPrefix($0) }
    }
    if let extra = extra.min() {
      throw SafetensorsError(
        file: file.file, tensor: extra, found: "a tensor the model has no place for", expected: "none")
    }
    let values = try named.map { name, parameter in
      parameter.description.role == .counter
        ? try file.integers(name, shape: parameter.description.shape).map { Float($0) }
        : try file.floats(name, shape: parameter.description.shape)
    }
    let memory = try notes?.optimizer.map { try OptimizerMemory.state(in: file, $0, of: self) }
    // What a file says of the scale holds for its weights, whatever model takes them.
    if let notes { scale = notes.scale }
    for ((_, parameter), values) in zip(named, values) {
      parameter.values.pointer.update(from: values, count: values.count)
    }
    optimizerState = memory
  }

  /// What tensors begin with that a file holds besides the model: each of its other texts has some of its name.
  private static func prefixesOfOthers(in file: Safetensors) -> [String] {
    file.metadata.keys.filter { $0 != AutoencoderNotes.key }.map { $0 + "." }
  }

  /// The article's network in the size that the tensors have.
  private static func articleDescription(_ file: Safetensors) throws -> AutoencoderDescription {
    func failure(_ tensor: String?, _ found: String, _ expected: String) -> SafetensorsError {
      SafetensorsError(file: file.file, tensor: tensor, found: found, expected: expected)
    }
    let first = "encoder.net.0.weight"
    let last = "encoder.net.13.weight"
    guard let shape = file.entries[first]?.shape, let code = file.entries[last]?.shape else {
      throw failure(
        nil, "no description of the model and no \(file.entries[first] == nil ? first : last)",
        "a file of Darkroom's or the article's network; for another one, open it into a model")
    }
    guard shape.count == 4, shape.allSatisfy({ $0 > 0 }) else {
      throw failure(first, "shape \(shape)", "[width, channels, 3, 3]")
    }
    guard code.count == 2, code[0] > 0, code[1] > 0, shape[0] <= 16_384, code[1] % (4 * shape[0]) == 0 else {
      throw failure(last, "shape \(code)", "[latent, 4 · \(shape[0]) · (height / 4) · (width / 4)]")
    }
    let area = code[1] / (4 * shape[0])
    let side = Int(Double(area).squareRoot().rounded())
    guard side < 1 << 20, side * side == area else {
      throw failure(
        last, "\(area) pixels behind the last convolution", "a square number: for other images, open it into a model")
    }
    do {
      let (encoder, decoder) = try NetworkDescription.article(
        latent: code[0], width: shape[0], input: .image(channels: shape[1], height: 4 * side, width: 4 * side))
      return AutoencoderDescription(encoder: encoder, decoder: decoder)
    } catch {
      throw failure(nil, "a network that cannot be made: \(error)", "the article's, in a size that can")
    }
  }
}
