import NeuralNetworks

/// Files of weights, and models opened from them.
enum SafetensorsTarget: FuzzTarget {
  static let name = "safetensors"
  static let words = [
    "{\"dtype\":\"F32\",\"shape\":[", "\"data_offsets\":[", "\"I64\"", "\"U8\"", "\"__metadata__\":{",
    "\"darkroom\":\"", "\\\"encoder\\\":", "\\\"layers\\\":", "\\\"kind\\\":", "encoder.net.0.weight",
    "encoder.0.weight", "\\\"optimizer\\\":{\\\"rule\\\":", "\\\"slots\\\":[", "optimizer.exp_avg.", "\"F64\"",
    "\"U32\"",
  ]

  static func run(_ bytes: [UInt8]) {
    guard let file = try? Safetensors(bytes, file: "fuzz.safetensors") else { return }
    for (name, entry) in file.entries {
      _ = try? file.floats(name, shape: entry.shape)
      _ = try? file.doubles(name)
      _ = try? file.integers(name)
      _ = try? file.words(name)
      _ = try? file.unsignedBytes(name)
    }
    guard let place = MemoryFile(bytes),
      let model = try? Autoencoder.open(place.path, threads: 1, memory: BoundedSession.memory)
    else { return }
    let own = Set(model.namedParameters.map { $0.name })
    require(own.isSubset(of: file.entries.keys), "a model has tensors that its file lacks")
  }
}
