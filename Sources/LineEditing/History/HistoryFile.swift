import Basics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a history's file could not be used.
public struct HistoryFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What the system says.
  public let reason: String

  /// The error in words.
  public var description: String { "cannot keep the history in “\(path)”: \(reason)" }
}

/// Entries kept from one session to the next, in a file that several prompts may append to at once.
///
/// The file holds a line for each entry. Appending takes the file's lock and is one write at its end, so that nothing of
/// another prompt is lost; shortening it takes the same lock, and puts a new file in its place.
package struct HistoryFile: Sendable {
  /// More of a file than this is not read.
  package static let longestFile = 8 << 20

  /// How often the lock is asked for, a hundredth of a second apart.
  private static let lockAttempts = 500

  package let path: String
  /// How many entries are kept.
  package let length: Int

  package init(path: String, length: Int) {
    self.path = path
    self.length = length
  }

  /// The newest entries, the oldest of them first.
  ///
  /// A file that is twice as long as need be is shortened.
  package func entries() throws(HistoryFileError) -> [String] {
    guard access(path, F_OK) == 0 else { return [] }
    let descriptor = try openLocked()
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw failure() }
    // No more is read than the newest part of what claims to be long.
    let size = Int(information.st_size)
    let start = max(0, size - Self.longestFile)
    var bytes = [UInt8](repeating: 0, count: min(size, Self.longestFile))
    var count = 0
    while count < bytes.count {
      let wanted = bytes.count - count
      let read = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + count }, wanted, off_t(start + count))
      }
      if read < 0, errno == EINTR { continue }
      guard read >= 0 else { throw failure() }
      if read == 0 { break }
      count += read
    }
    bytes.removeLast(bytes.count - count)
    if start > 0 { bytes.removeFirst((bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1) + 1) }
    let all = HistoryFormat.entries(in: bytes)
    if start > 0 || all.count > 2 * length { try replace(with: all.suffix(length)) }
    return all.suffix(length)
  }

  /// Adds an entry at the end of the file.
  package func append(_ entry: String) throws(HistoryFileError) {
    makeFolder()
    let descriptor = try openLocked()
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw failure() }
    var bytes = HistoryFormat.line(for: entry)
    // What was cut short before is a line of its own.
    var last: UInt8 = 0
    if information.st_size > 0, pread(descriptor, &last, 1, information.st_size - 1) == 1, last != UInt8(ascii: "\n") {
      bytes.insert(UInt8(ascii: "\n"), at: 0)
    }
    do throws(SystemError) {
      try Descriptor.write(bytes, to: descriptor)
    } catch {
      throw HistoryFileError(path: path, reason: error.reason)
    }
  }

  /// The file, open and locked, and still the one that lies at the path.
  private func openLocked() throws(HistoryFileError) -> Int32 {
    guard !path.utf8.contains(0) else { throw HistoryFileError(path: path, reason: "a path holds no zero byte") }
    while true {
      // Without waiting, so that a pipe of that name is no trap.
      let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
      guard descriptor >= 0 else { throw failure() }
      var opened = stat()
      var named = stat()
      guard fstat(descriptor, &opened) == 0, opened.st_mode & S_IFMT == S_IFREG else {
        close(descriptor)
        throw HistoryFileError(path: path, reason: "it is no plain file")
      }
      do throws(HistoryFileError) {
        try lock(descriptor)
      } catch {
        close(descriptor)
        throw error
      }
      if stat(path, &named) == 0, named.st_ino == opened.st_ino, named.st_dev == opened.st_dev {
        if opened.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
        return descriptor
      }
      close(descriptor)
    }
  }

  /// Takes the file's lock, for which another prompt may hold it a moment, but not for ever.
  private func lock(_ descriptor: Int32) throws(HistoryFileError) {
    for _ in 0..<Self.lockAttempts {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      guard errno == EINTR || errno == EWOULDBLOCK else { throw failure() }
      usleep(10_000)
    }
    throw HistoryFileError(path: path, reason: "another program keeps it locked")
  }

  /// Puts a new file in place of the old one, whose lock is held.
  private func replace(with entries: some Sequence<String>) throws(HistoryFileError) {
    do throws(FileError) {
      try AtomicFile.write(entries.flatMap(HistoryFormat.line), to: path, permissions: 0o600)
    } catch {
      throw HistoryFileError(path: path, reason: error.reason)
    }
  }

  private func makeFolder() {
    // Whatever goes wrong here, opening the file says.
    try? FileManager.default.createDirectory(
      atPath: path.enclosingFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  private func failure() -> HistoryFileError {
    HistoryFileError(path: path, reason: SystemError.last.reason)
  }
}
