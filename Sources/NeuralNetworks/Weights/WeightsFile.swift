public import Basics
internal import FileFormats

/// A file of named tensors, read and checked: safetensors, or what PyTorch's `torch.save` wrote of a state dictionary.
///
/// Its first bytes tell which, whatever its name ends in. The tensors' numbers are read when they are asked for.
public struct WeightsFile: Sendable {
  /// One tensor as the file describes it.
  public struct Entry: Sendable, Hashable {
    /// The element type, by safetensors' names where those have one: `F32`, `BF16`.
    public let type: String
    /// The sides, outermost first.
    public let shape: [Int]

    /// The type and the sides, as people read them: `F16 3x32x32`.
    var text: String { "\(type) \(Self.text(shape))" }

    /// Sides as people read them; none for a single number.
    static func text(_ shape: [Int]) -> String {
      shape.isEmpty ? "one number" : shape.map(String.init).joined(separator: "x")
    }
  }

  /// The file's path, for messages.
  public let file: String
  /// The names in the file's order.
  public let names: [String]
  /// The tensors by name.
  public let entries: [String: Entry]
  /// Texts by name; none where the format has none.
  public let metadata: [String: String]
  /// What is to be said of how the tensors were found.
  let remarks: [String]
  private let source: any TensorSource

  /// What is expected of a file.
  private static let expected = "weights, in safetensors or as PyTorch's `torch.save` of a state dictionary"

  private init(_ source: any TensorSource, file: String) {
    (self.source, self.file) = (source, file)
    (names, entries, metadata, remarks) = (source.names, source.entries, source.metadata, source.remarks)
  }

  /// The tensors of a safetensors file that lies in memory.
  public init(_ file: Safetensors) { self.init(LoadedSafetensors(file: file), file: file.file) }

  /// Reads what a file holds, but for the numbers, which may take no more than `limit` bytes where one is given.
  ///
  /// Throws where it is no file of weights, and `Interrupted` where it is stopped.
  public init(contentsOf path: String, limit: Int? = nil, unless stop: StopFlag = StopFlag()) throws {
    let file = try RandomAccessFile(path: path, expecting: Self.expected, unless: stop)
    if let limit, file.size > limit {
      throw SafetensorsError(
        file: path, tensor: nil, found: "\(file.size) bytes", expected: "no more than \(limit), which are there")
    }
    let beginning = try file.read(FileKind.beginning, at: 0)
    let kind = FileKind(beginning)
    switch kind {
    case .safetensors: self.init(try SafetensorsSource(file), file: path)
    case .torch, .zip: self.init(try TorchFile(path, expecting: Self.expected, limit: limit, unless: stop), file: path)
    case .empty: throw FileFormatError.wrongSize(path: path, bytes: 0, expected: Self.expected)
    default:
      throw FileFormatError.wrongKind(
        path: path, found: try Self.description(of: file, kind, beginning),
        expected: Self.cure(for: kind) ?? Self.expected)
    }
  }

  /// What a file is that holds no weights.
  private static func description(of file: RandomAccessFile, _ kind: FileKind, _ beginning: [UInt8]) throws -> String {
    guard kind == .json, file.size <= 1 << 24,
      let index = try? JSONValue(json: file.read(file.size, at: 0)[...]), let parts = index["weight_map"]?.object
    else { return FileKind.described(beginning) }
    let names = Set(parts.values.compactMap(\.text))
    return "the index of a model in \(names.count) files, \(names.sorted().prefix(3).joined(separator: ", "))"
      + (names.count > 3 ? "…" : "")
  }

  /// What helps where a file is of a kind that is not read; nil where that is another file.
  private static func cure(for kind: FileKind) -> String? {
    switch kind {
    case .oldTorch: "the form of today: `torch.save(torch.load(\"old.pt\"), \"new.pt\")` writes it"
    case .lfsPointer: "the file itself, which `git lfs pull` fetches"
    case .html: "the file that the page is about, not the page"
    case .json: "the tensors in one file, as `safetensors.torch.save_file(state, …)` writes them"
    case .onnx, .hdf5, .pickle, .npy: expected + ": `torch.save(model.state_dict(), \"weights.pt\")`"
    default: nil
    }
  }
}

extension WeightsFile {
  /// The tensor of a name; throws where there is none, or where its shape is another one than is given.
  private func entry(_ name: String, _ shape: [Int]?) throws(SafetensorsError) -> Entry {
    guard let entry = entries[name] else {
      throw SafetensorsError(file: file, tensor: name, found: "no such tensor", expected: "one")
    }
    if let shape, shape != entry.shape {
      throw SafetensorsError(file: file, tensor: name, found: "shape \(entry.shape)", expected: "\(shape)")
    }
    return entry
  }

  /// The numbers of a tensor as floats of 32 bits, each of them finite unless all are taken; its shape is checked if one is
  /// given.
  public func floats(_ name: String, shape: [Int]? = nil, takingAll: Bool = false) throws -> [Float] {
    try numbers([name: shape], of: Safetensors.ElementType.floats, takingAll: takingAll)[name] ?? []
  }

  /// The numbers of a tensor of whole numbers, as floats; its shape is checked if one is given.
  public func counters(_ name: String, shape: [Int]? = nil) throws -> [Float] {
    try numbers([name: shape], of: Safetensors.ElementType.counters)[name] ?? []
  }

  /// The numbers of several tensors of some types, by their names, with the shapes that they ought to have.
  ///
  /// Throws where a number is not finite, or beyond what 32 bits hold, unless all are taken.
  func numbers(
    _ wanted: [String: [Int]?], of types: Set<Safetensors.ElementType>, takingAll: Bool = false
  ) throws -> [String: [Float]] {
    var found: [String: [Float]] = [:]
    for (name, shape) in wanted {
      _ = try Self.type(of: entry(name, shape), name, among: types, file: file)
    }
    try source.read(wanted.keys.sorted()) { name, bytes in
      guard let type = entries[name].flatMap({ Safetensors.ElementType(rawValue: $0.type) }) else { return }
      let numbers = TensorBytes.floats(bytes, of: type)
      if !takingAll, let place = numbers.firstIndex(where: { !$0.isFinite }) {
        let original = TensorBytes.original(bytes, of: type, at: place)
        throw SafetensorsError(
          file: file, tensor: name, found: "\(original) at place \(place)",
          expected: original.isFinite ? "numbers that 32 bits hold" : "finite numbers")
      }
      found[name] = numbers
    }
    return found
  }

  /// The type of a tensor; throws where it is none of some types.
  static func type(
    of entry: Entry, _ name: String, among types: Set<Safetensors.ElementType>, file: String
  ) throws(SafetensorsError) -> Safetensors.ElementType {
    guard let type = Safetensors.ElementType(rawValue: entry.type), types.contains(type) else {
      let known = types.map(\.rawValue).sorted { ($0.count, $0) < ($1.count, $1) }
      throw SafetensorsError(
        file: file, tensor: name, found: "dtype \(entry.type)", expected: oneOf(known))
    }
    return type
  }
}
