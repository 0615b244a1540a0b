internal import FileFormats

/// The names in the pickles of weights, which stand for nothing but what is read here.
enum TorchVocabulary {
  /// The element types by the names of their storages.
  static let storages: [String: Safetensors.ElementType] = [
    "DoubleStorage": .float64, "FloatStorage": .float32, "HalfStorage": .float16, "BFloat16Storage": .bfloat16,
    "LongStorage": .integer64, "IntStorage": .integer32, "ShortStorage": .integer16, "CharStorage": .integer8,
    "ByteStorage": .unsignedByte, "BoolStorage": .boolean, "ComplexFloatStorage": .complex64,
  ]

  /// The element types by their own names, where a storage has none.
  static let types: [String: Safetensors.ElementType] = [
    "float64": .float64, "float32": .float32, "float16": .float16, "bfloat16": .bfloat16, "int64": .integer64,
    "int32": .integer32, "int16": .integer16, "int8": .integer8, "uint8": .unsignedByte, "uint16": .unsigned16,
    "uint32": .unsigned32, "uint64": .unsigned64, "bool": .boolean, "complex64": .complex64, "float8_e4m3fn": .float8,
    "float8_e5m2": .wideFloat8,
  ]

  /// What makes a tensor of a storage.
  static let tensors: Set = ["torch._utils _rebuild_tensor_v2", "torch._utils _rebuild_tensor_v3"]
  /// What makes a parameter of a tensor.
  static let parameters: Set = ["torch._utils _rebuild_parameter", "torch._utils _rebuild_parameter_with_state"]

  /// All names: those of tensors, and of what checkpoints hold beside them.
  static let vocabulary = PickleVocabulary(
    tensors.union(parameters)
      .union(storages.keys.map { "torch \($0)" }).union(types.keys.map { "torch \($0)" })
      .union([
        "torch ComplexDoubleStorage", "torch complex128", "torch.storage UntypedStorage", "torch Size", "torch device",
        "collections OrderedDict", "collections defaultdict", "collections Counter", "__builtin__ dict",
        "builtins dict",
        "__builtin__ set", "builtins set", "numpy.core.multiarray scalar", "numpy._core.multiarray scalar",
        "numpy dtype", "_codecs encode",
      ]),
    of: "a state dictionary",
    expecting: "weights and plain values alone, as nothing else is loaded: "
      + "`torch.save(model.state_dict(), \"weights.pt\")`")
}
