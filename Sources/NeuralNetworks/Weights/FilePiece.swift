package import Basics
package import TensorMath

/// A stretch of a file: bytes, or the numbers of an array, which are read where they lie as the file is written.
package enum FilePiece: Sendable {
  /// Bytes.
  case bytes([UInt8])
  /// Numbers, the lowest byte of each first.
  case floats(FloatSlice)

  /// How many bytes it has.
  package var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .floats(let floats): floats.count * MemoryLayout<Float>.size
    }
  }

  /// Calls `body` with the bytes.
  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    switch self {
    case .bytes(let bytes): bytes.withUnsafeBytes(body)
    case .floats(let floats):
      body(UnsafeRawBufferPointer(UnsafeBufferPointer(start: floats.pointer, count: floats.count)))
    }
  }
}

/// A file that a model is written as, not yet written.
package struct ModelFile: Sendable {
  /// Where it will lie.
  package let path: String
  /// Its bytes.
  package let pieces: [FilePiece]

  /// A file of pieces.
  package init(path: String, pieces: [FilePiece]) {
    self.path = path
    self.pieces = pieces
  }

  /// Writes files that belong together: all of them, or none where one cannot be written or it is stopped.
  package static func write(_ files: [ModelFile], unless stop: StopFlag? = nil) throws(FileError) {
    try AtomicFile.write(
      together: files.map { file in
        AtomicFile.File(path: file.path) { descriptor throws(SystemError) in
          for piece in file.pieces {
            let failure = piece.withBytes { Descriptor.failure(writing: $0, to: descriptor, unless: stop) }
            if let failure { throw failure }
          }
        }
      })
  }
}
