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

  /// More entries than these are refused.
  private static let mostEntries = 1 << 17
  /// So many of a checkpoint's other names are looked at.
  private static let mostNames = 32

  /// Finds it; throws where there is none, or more than one that could be meant.
  init(_ root: PickleValue, path: String) throws {
    func failure(_ found: String, _ expected: String = "a dictionary of tensors") -> SafetensorsError {
      SafetensorsError(file: path, tensor: nil, found: found, expected: expected)
    }
    guard root.count <= Self.mostEntries else { throw failure("\(root.count) entries", "\(Self.mostEntries) or fewer") }
    guard let entries = root.entries else {
      let kind = TorchTensor.describes(root) ? "one tensor without a name" : root.kind
      throw failure(kind, "a dictionary of tensors: `torch.save(model.state_dict(), \"weights.pt\")`")
    }
    if Self.holdsTensors(root) {
      (tensors, remarks) = (Self.tensors(of: root), [])
      return
    }
    // The last of several entries under one name counts, as in Python.
    let inner = Dictionary(
      entries.compactMap { key, value in key.text.map { ($0, value) } }, uniquingKeysWith: { _, last in last })
    func holdsTensors(_ name: String) -> Bool { inner[name].map(Self.holdsTensors) ?? false }
    for (encoder, decoder) in Self.halves where holdsTensors(encoder) && holdsTensors(decoder) {
      tensors = [(encoder, "encoder"), (decoder, "decoder")].flatMap { key, half in
        inner[key].map(Self.tensors)?.map { ("\(half).\($0.name)", $0.value) } ?? []
      }
      remarks = ["took the weights under `\(encoder)` and `\(decoder)`"]
      return
    }
    let usual = Self.usualNames.filter(holdsTensors)
    let others = Set(entries.prefix(Self.mostNames).compactMap(\.key.text)).sorted()
    let candidates = usual.isEmpty ? others.filter(holdsTensors) : usual
    guard let name = candidates.first, let state = inner[name] else {
      let keys = entries.prefix(8).map { $0.key.text.map { "`\($0)`" } ?? $0.key.kind }
      throw failure(
        keys.isEmpty
          ? "an empty dictionary" : "a dictionary of \(allOf(keys))\(entries.count > 8 ? " and more" : "")")
    }
    guard candidates.count == 1 else {
      throw failure("dictionaries of tensors under \(allOf(candidates.prefix(8).map { "`\($0)`" }))", "one")
    }
    tensors = Self.tensors(of: state)
    remarks = ["took the weights under `\(name)`"]
  }

  /// Whether a value is a dictionary of tensors by name, of one or more and of nothing else.
  private static func holdsTensors(_ value: PickleValue) -> Bool {
    guard value.count > 0, value.count <= mostEntries, let entries = value.entries else { return false }
    return entries.allSatisfy { $0.key.text != nil && TorchTensor.describes($0.value) }
  }

  /// The names and tensors of a dictionary.
  private static func tensors(of value: PickleValue) -> [(name: String, value: PickleValue)] {
    (value.entries ?? []).compactMap { key, value in key.text.map { ($0, value) } }
  }
}
