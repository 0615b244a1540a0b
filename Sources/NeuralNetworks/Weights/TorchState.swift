internal import Basics
internal import FileFormats

/// The state dictionary in what PyTorch saved: all of it, or the one in a checkpoint that holds more.
struct TorchState {
  /// The names and what describes their tensors, in order.
  let tensors: [(name: String, value: PickleValue)]
  /// Where it was found, if it is not the whole.
  let remarks: [String]

  /// The names under which checkpoints hold the weights, where they hold other tensors too.
  private static let usualNames = [
    "state_dict", "model_state_dict", "model_state", "model", "autoencoder", "net", "network", "module", "weights",
    "params",
  ]
  /// The names of the two halves of an autoencoder that are saved side by side.
  private static let halves = [("encoder", "decoder"), ("encoder_state_dict", "decoder_state_dict")]

  /// So many of a checkpoint's other names are looked at.
  private static let mostNames = 32

  /// Finds it; throws where there is none, or more than one that could be meant.
  init(_ root: PickleValue, path: String) throws {
    func failure(_ found: String, _ expected: String = "a dictionary of tensors") -> SafetensorsError {
      SafetensorsError(file: path, tensor: nil, found: found, expected: expected)
    }
    guard let entries = root.entries else {
      let kind = TorchTensor.describes(root) ? "one tensor without a name" : root.kind
      throw failure(kind, "a dictionary of tensors: `torch.save(model.state_dict(), \"weights.pt\")`")
    }
    if let tensors = Self.tensors(of: entries) {
      (self.tensors, remarks) = (tensors, [])
      return
    }
    // The last of several entries under one name counts, as in Python.
    let inner = Dictionary(
      entries.compactMap { key, value in key.text.map { ($0, value) } }, uniquingKeysWith: { _, last in last })
    let names = entries.compactMap(\.key.text)
    var found: [String: [(name: String, value: PickleValue)]] = [:]
    func look(under name: String) { found[name] = inner[name]?.entries.flatMap(Self.tensors) }
    for name in Self.usualNames + Self.halves.flatMap({ [$0.0, $0.1] }) { look(under: name) }
    if found.isEmpty { for name in names.prefix(Self.mostNames) { look(under: name) } }
    for (encoder, decoder) in Self.halves {
      guard let first = found[encoder], let second = found[decoder] else { continue }
      tensors = first.map { ("encoder.\($0.name)", $0.value) } + second.map { ("decoder.\($0.name)", $0.value) }
      remarks = ["took the weights under `\(encoder)` and `\(decoder)`"]
      return
    }
    let usual = Self.usualNames.filter { found[$0] != nil }
    let candidates = usual.isEmpty ? found.keys.sorted() : usual
    guard let name = candidates.first, let tensors = found[name] else {
      let keys = entries.prefix(8).map { $0.key.text.map { "`\($0)`" } ?? $0.key.kind }
      throw failure(
        keys.isEmpty
          ? "an empty dictionary" : "a dictionary of \(allOf(keys))\(entries.count > 8 ? " and more" : "")")
    }
    guard candidates.count == 1 else {
      throw failure("dictionaries of tensors under \(allOf(candidates.prefix(8).map { "`\($0)`" }))", "one")
    }
    self.tensors = tensors
    remarks = ["took the weights under `\(name)`"]
  }

  /// The names and tensors of a dictionary that holds nothing else; nil where it holds something else, or nothing.
  private static func tensors(
    of entries: [(key: PickleValue, value: PickleValue)]
  ) -> [(name: String, value: PickleValue)]? {
    var tensors: [(name: String, value: PickleValue)] = []
    for (key, value) in entries {
      guard let name = key.text, TorchTensor.describes(value) else { return nil }
      tensors.append((name, value))
    }
    return tensors.isEmpty ? nil : tensors
  }
}
