/// A file of named tensors, of whatever format.
protocol TensorSource: Sendable {
  /// The names in the file's order.
  var names: [String] { get }
  /// The tensors by name.
  var entries: [String: WeightsFile.Entry] { get }
  /// Texts by name.
  var metadata: [String: String] { get }
  /// What is to be said of how the tensors were found.
  var remarks: [String] { get }

  /// Calls `body` with the bytes of each of these tensors, in whatever order: its numbers one after the other, the last side
  /// running fastest, the lowest byte of each first.
  ///
  /// - Precondition: The file has them, and their types are known.
  func read(_ names: [String], _ body: (_ name: String, _ bytes: UnsafeRawBufferPointer) throws -> Void) throws
}

/// A safetensors file that lies in memory.
struct LoadedSafetensors: TensorSource {
  let file: Safetensors

  var names: [String] { file.names }
  var entries: [String: WeightsFile.Entry] {
    file.entries.mapValues { WeightsFile.Entry(type: $0.type, shape: $0.shape) }
  }
  var metadata: [String: String] { file.metadata }
  var remarks: [String] { [] }

  func read(_ names: [String], _ body: (String, UnsafeRawBufferPointer) throws -> Void) throws {
    for name in names {
      guard let entry = file.entries[name] else { preconditionFailure("The file has no tensor “\(name)”.") }
      let start = file.data.startIndex
      let bytes = file.data[start + entry.range.lowerBound..<start + entry.range.upperBound]
      try bytes.withUnsafeBytes { try body(name, $0) }
    }
  }
}
