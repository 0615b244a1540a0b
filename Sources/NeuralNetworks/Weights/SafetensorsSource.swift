internal import FileFormats

/// A safetensors file of which the header was read, and each tensor is when it is asked for.
struct SafetensorsSource: TensorSource {
  private let header: SafetensorsHeader
  private let file: RandomAccessFile

  /// Reads the header.
  init(_ file: RandomAccessFile) throws {
    let beginning = try file.read(8, at: 0)
    let range = try SafetensorsHeader.range(beginning[...], fileSize: file.size, file: file.path)
    let bytes = try file.read(range.count, at: range.lowerBound)
    guard bytes.count == range.count else {
      throw SafetensorsError(
        file: file.path, tensor: nil, found: "\(bytes.count) bytes of a header", expected: "\(range.count)")
    }
    header = try SafetensorsHeader(bytes[...], at: range, fileSize: file.size, file: file.path)
    self.file = file
  }

  var names: [String] { header.names }
  var entries: [String: WeightsFile.Entry] {
    header.entries.mapValues { WeightsFile.Entry(type: $0.type, shape: $0.shape) }
  }
  var metadata: [String: String] { header.metadata }
  var remarks: [String] { [] }

  func read(_ names: [String], _ body: (String, UnsafeRawBufferPointer) throws -> Void) throws {
    for name in names {
      guard let entry = header.entries[name] else { preconditionFailure("The file has no tensor “\(name)”.") }
      let bytes = try file.read(entry.range.count, at: header.start + entry.range.lowerBound)
      guard bytes.count == entry.range.count else {
        throw SafetensorsError(
          file: file.path, tensor: name, found: "\(bytes.count) bytes", expected: "\(entry.range.count)")
      }
      try bytes.withUnsafeBytes { try body(name, $0) }
    }
  }
}
