internal import Basics
internal import FileFormats

/// What PyTorch's `torch.save` wrote, in the form of a zip archive: a pickle that describes tensors, and their storages.
///
/// The pickle is read as a description, and nothing of it is executed. Source: PyTorch's `torch/serialization.py`.
struct TorchFile: TensorSource {
  let names: [String]
  let entries: [String: WeightsFile.Entry]
  let remarks: [String]
  let metadata: [String: String] = [:]
  private let tensors: [String: TorchTensor]
  private let archive: ZipReader
  private let members: [String: ZipReader.Member]
  private let folder: String
  private let isBigEndian: Bool
  private let limit: Int

  /// The longest pickle that is read: one of weights has some hundred bytes for each tensor.
  private static let longestPickle = 1 << 25
  /// The name of the pickle, in the archive's one folder.
  private static let pickleName = "data.pkl"

  /// Reads what the file describes; throws where that is no state dictionary, or one of tensors that the file cannot hold.
  init(_ path: String, expecting expected: String, limit: Int?, unless stop: StopFlag) throws {
    let archive = try ZipReader(path: path, expecting: expected, unless: stop)
    let members = Dictionary(archive.members.map { ($0.name, $0) }) { _, last in last }
    self.limit = limit ?? 1 << 42
    guard
      let pickle = archive.members.first(where: {
        $0.name == Self.pickleName || $0.name.hasSuffix("/" + Self.pickleName)
      })
    else {
      let isNumPy = !archive.members.isEmpty && archive.members.allSatisfy { $0.name.hasSuffix(".npy") }
      throw FileFormatError.wrongKind(
        path: path, found: isNumPy ? "an archive of NumPy arrays, `.npz`" : "\(FileKind.zip)", expected: expected)
    }
    let folder = String(pickle.name.dropLast(Self.pickleName.count))
    if members[folder + "constants.pkl"] != nil {
      throw FileFormatError.wrongKind(
        path: path, found: "a TorchScript archive, a program with its weights",
        expected: "weights alone: `torch.save(torch.jit.load(\"script.pt\").state_dict(), \"weights.pt\")`")
    }
    isBigEndian =
      try members[folder + "byteorder"].map {
        String(decoding: try archive.contents(of: $0, limit: 16), as: UTF8.self) == "big"
      } ?? false
    let bytes = try archive.contents(of: pickle, limit: Self.longestPickle)
    let root = try PickleReader.read(bytes, path: path, vocabulary: TorchVocabulary.vocabulary)
    let state = try TorchState(root, path: path)
    var tensors: [String: TorchTensor] = [:]
    var names: [String] = []
    for (name, value) in state.tensors {
      try stop.check()
      let tensor = try TorchTensor(value, path: path, name: name)
      if tensors.updateValue(tensor, forKey: name) == nil { names.append(name) }
    }
    (self.archive, self.members, self.folder) = (archive, members, folder)
    (self.tensors, self.names, remarks) = (tensors, names, state.remarks)
    entries = tensors.mapValues { WeightsFile.Entry(type: $0.type, shape: $0.shape) }
  }

  func read(_ names: [String], _ body: (String, UnsafeRawBufferPointer) throws -> Void) throws {
    // A storage that several tensors share is read once.
    let wanted = names.compactMap { name in tensors[name].map { (name, $0) } }.sorted { $0.1.storage < $1.1.storage }
    var storage: (key: String, bytes: [UInt8])?
    for (name, tensor) in wanted {
      guard let type = Safetensors.ElementType(rawValue: tensor.type) else { continue }
      if storage?.key != tensor.storage {
        storage = nil
        storage = (tensor.storage, try contents(of: tensor, name))
      }
      guard let storage else { continue }
      try tensor.rows(
        of: storage.bytes, elementSize: type.size, isBigEndian: isBigEndian, limit: limit, path: archive.path,
        name: name
      ).withUnsafeBytes { try body(name, $0) }
    }
  }

  private func contents(of tensor: TorchTensor, _ name: String) throws -> [UInt8] {
    guard let member = members["\(folder)data/\(tensor.storage)"] else {
      throw SafetensorsError(
        file: archive.path, tensor: name, found: "no member \(folder)data/\(tensor.storage)", expected: "its numbers")
    }
    return try archive.contents(of: member, limit: limit)
  }
}
