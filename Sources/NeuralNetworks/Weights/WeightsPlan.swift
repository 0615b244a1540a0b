internal import Basics
internal import Options
internal import TensorMath

/// How a file's weights are to be taken, where it does not say so itself.
public struct WeightsOptions: Sendable {
  /// Which names of the file stand for which of the model.
  public var names = NameMap()
  /// The scale of the images that these weights take and make; nil where the file says it, or nobody does.
  public var scale: TargetScale?

  /// Nothing that the file does not say itself.
  public init() {}
}

/// Which of a file's tensors fill the arrays of a model: all of it is found, or refused, before a number is read.
public struct WeightsPlan {
  /// The model.
  public let description: AutoencoderDescription
  /// What is to be said: prefixes that are taken off, types that are converted.
  public let remarks: [String]
  /// The scale of what the decoder makes; nil where nobody says it.
  let scale: TargetScale?
  /// The scale of what the encoder takes; nil where nobody says it.
  let inputScale: TargetScale?
  let notes: AutoencoderNotes?
  /// The file's name for each array of the model, in order.
  let tensors: [(name: String, array: ParameterDescription)]

  /// Plans to fill a model, or one that the file itself describes; throws where the file is another one's, with what is
  /// wanted beside what is found.
  ///
  /// A model of the file's own has to fit, trained on so many threads, into `memory` bytes.
  public init(
    _ file: WeightsFile, into model: AutoencoderDescription? = nil, options: WeightsOptions = WeightsOptions(),
    threads: Int = 1, memory: Int? = nil
  ) throws {
    notes = try AutoencoderNotes(of: file)
    let described = try notes?.description()
    if let described, let difference = model.flatMap({ described.difference(toModel: $0) }) {
      throw WeightsRefusal(
        file: file.file, about: .file, difference,
        cure: "without `into=` the file opens as the model that it was saved from")
    }
    if let notes, let asked = options.scale, asked != notes.scale {
      throw WeightsRefusal(
        file: file.file, about: .scale,
        "the file says that its decoder makes \(notes.scale.script), and `scale=` says \(asked.script)")
    }
    scale = notes?.scale ?? options.scale
    inputScale = notes?.inputScale ?? options.scale
    description = try model ?? described ?? Self.article(file, options.names)
    if model == nil { try Self.check(description, threads: threads, memory: memory, file: file.file) }
    let arrays = try description.arrays()
    let others = Self.prefixesOfOthers(in: file, notes)
    let wanted = Set(arrays.map(\.name))
    let names = file.names.filter { name in wanted.contains(name) || !others.contains { name.hasPrefix($0) } }
    let matching = try NameMatching(names, to: wanted, by: options.names, in: file.file)
    func tensor(_ name: String) -> NameTable.Tensor { (name, file.entries[name]?.shape ?? []) }
    let table = NameTable(
      arrays.map { (($0.name, $0.description.shape), matching.found[$0.name].map(tensor)) },
      extra: matching.extra.map(tensor))
    guard table.isEmpty else {
      throw WeightsRefusal(
        file: file.file, about: .file, "the file \(table.summary)", table: table.lines, cure: table.cure)
    }
    tensors = arrays.compactMap { array in matching.found[array.name].map { ($0, array.description) } }
    remarks = file.remarks + matching.remarks + (try Self.conversions(tensors, in: file))
  }

  private static func check(
    _ description: AutoencoderDescription, threads: Int, memory: Int?, file: String
  ) throws(SafetensorsError) {
    do {
      try description.check(threads: threads, memory: memory)
    } catch {
      throw SafetensorsError(
        file: file, tensor: nil, found: "a model that cannot be made: \(error)",
        expected: "one that fits together and into memory")
    }
  }

  /// The types that become floats of 32 bits, and how often; throws where one cannot.
  private static func conversions(
    _ tensors: [(name: String, array: ParameterDescription)], in file: WeightsFile
  ) throws -> [String] {
    var counts: [String: Int] = [:]
    for (name, array) in tensors {
      guard let entry = file.entries[name] else { continue }
      let isCounter = array.role == .counter
      let type = try WeightsFile.type(
        of: entry, name, among: isCounter ? Safetensors.ElementType.counters : Safetensors.ElementType.floats,
        file: file.file)
      if !isCounter, type != .float32 { counts[type.rawValue, default: 0] += 1 }
    }
    return counts.sorted { $0.key < $1.key }.map { type, count in
      "converted \(count) tensor\(count == 1 ? "" : "s") from \(type) to F32"
    }
  }

  /// What tensors begin with that a file holds besides the model: the memory of its optimiser, and each of its other texts
  /// has some of its name.
  private static func prefixesOfOthers(in file: WeightsFile, _ notes: AutoencoderNotes?) -> [String] {
    (notes?.optimizer == nil ? [] : [OptimizerMemory.prefix])
      + file.metadata.keys.filter { $0 != AutoencoderNotes.key }.map { $0 + "." }
  }

  /// The article's network in the size that the tensors have.
  private static func article(_ file: WeightsFile, _ map: NameMap) throws -> AutoencoderDescription {
    let (first, last) = ("encoder.net.0.weight", "encoder.net.13.weight")
    func failure(_ tensor: String?, _ found: String, _ expected: String) -> SafetensorsError {
      SafetensorsError(file: file.file, tensor: tensor, found: found, expected: expected)
    }
    let matching = try NameMatching(
      file.names, to: Set(AutoencoderDescription.articleNames()), by: map, in: file.file)
    guard let firstName = matching.found[first], let lastName = matching.found[last],
      let shape = file.entries[firstName]?.shape, let code = file.entries[lastName]?.shape
    else {
      let names =
        file.names.prefix(4).map { "`\($0)`" } + (file.names.count > 4 ? ["\(file.names.count - 4) more"] : [])
      throw WeightsRefusal(
        file: file.file, about: .file,
        "the file has no description of its model, and not the names of the article's network, such as `\(first)`: it has "
          + (names.isEmpty ? "no tensors" : allOf(names)),
        cure: "make the model that they belong to and open the file `into=` it, "
          + "or say by `map=` what the article's are called")
    }
    guard shape.count == 4, shape.allSatisfy({ $0 > 0 }) else {
      throw failure(firstName, "shape \(shape)", "[width, channels, 3, 3]")
    }
    guard code.count == 2, code[0] > 0, code[1] > 0, shape[0] <= 16_384, code[1] % (4 * shape[0]) == 0 else {
      throw failure(lastName, "shape \(code)", "[latent, 4 · \(shape[0]) · (height / 4) · (width / 4)]")
    }
    let area = code[1] / (4 * shape[0])
    let side = Int(Double(area).squareRoot().rounded())
    guard side < 1 << 20, side * side == area else {
      throw failure(
        lastName, "\(area) pixels behind the last convolution",
        "a square number: for other images, open it `into=` a model")
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
