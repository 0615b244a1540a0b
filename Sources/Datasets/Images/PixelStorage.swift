internal import Basics
internal import Glibc

/// The pixels of a set, in memory, or in a file of the cache that lies in memory as far as it is needed.
enum PixelStorage: Sendable {
  case array([UInt8])
  case mapped(MappedBytes)

  /// How many bytes there are.
  var count: Int {
    switch self {
    case .array(let bytes): bytes.count
    case .mapped(let bytes): bytes.count
    }
  }

  /// Calls `body` with the bytes.
  func withUnsafeBufferPointer<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    switch self {
    case .array(let bytes): try bytes.withUnsafeBufferPointer(body)
    case .mapped(let bytes): try bytes.withUnsafeBufferPointer(body)
    }
  }

  /// As many bytes as `body` fills, all of them: in memory, or in a file in `folder` where they would take more than
  /// `memory` leaves.
  static func filled(
    count: Int, memory: Int?, folder: String?, _ body: (UnsafeMutableBufferPointer<UInt8>) throws -> Void
  ) throws -> PixelStorage {
    if let memory, let folder, count > memory / 2 {
      let bytes = try MappedBytes(count: count, in: folder)
      try body(bytes.bytes)
      return .mapped(bytes)
    }
    return .array(
      try [UInt8](unsafeUninitializedCapacity: count) { target, filled in
        target.initialize(repeating: 0)
        try body(UnsafeMutableBufferPointer(rebasing: target[..<count]))
        filled = count
      })
  }
}

/// Bytes in a file of their own without a name, which is gone with them.
final class MappedBytes: @unchecked Sendable {
  /// Where they lie; written only before others see them.
  fileprivate let bytes: UnsafeMutableBufferPointer<UInt8>

  /// So many zeros; throws ``DatasetError`` where the disk has no room for them.
  init(count: Int, in folder: String) throws {
    func failure(_ code: Int32) -> DatasetError {
      .unwritable(path: folder, reason: SystemError(code: code).reason)
    }
    try ArchiveDownload.makeFolder(folder)
    var name = Array(folder.appendingPath("pixels-XXXXXX").utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    // Without a name nobody else can shorten it, and it is gone however this process ends.
    unlink(name)
    // Room is taken at once, since a disk that is full when a page is written has no way to say so.
    let code = posix_fallocate(descriptor, 0, off_t(max(count, 1)))
    guard code == 0 else { throw failure(code) }
    guard let start = mmap(nil, max(count, 1), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), start != MAP_FAILED
    else { throw failure(errno) }
    bytes = UnsafeMutableBufferPointer(start: start.bindMemory(to: UInt8.self, capacity: count), count: count)
  }

  deinit { munmap(bytes.baseAddress, max(bytes.count, 1)) }

  var count: Int { bytes.count }

  func withUnsafeBufferPointer<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(self) { try body(UnsafeBufferPointer(bytes)) }
  }
}
