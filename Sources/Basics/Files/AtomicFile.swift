#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files that are written whole or not at all.
package enum AtomicFile {
  /// Writes `bytes` to a temporary file beside `path`, makes sure that they are on disk, and only then puts it in
  /// place of whatever was at `path`; where that fails, nothing has changed. Of a link, what it points to is written.
  ///
  /// What killed programs left of writing the same file is removed.
  ///
  /// - Parameters:
  ///   - permissions: Who may do what with the file, less what the process masks.
  ///   - stop: What ends it before the file is there, so that nothing has changed; nil for nothing.
  ///   - device: What the bytes go through instead of the temporary file, such as a device that is always full, in tests.
  package static func write(
    _ bytes: some Collection<UInt8>, to path: String, permissions: UInt32 = 0o666, unless stop: StopFlag? = nil,
    through device: String? = nil
  ) throws(FileError) {
    try write(to: path, permissions: permissions, through: device) { descriptor throws(SystemError) in
      try Descriptor.write(bytes, to: descriptor, unless: stop)
    }
  }

  /// Writes a file whole or not at all, as ``write(_:to:permissions:through:)`` does, whose bytes `body` writes piece by
  /// piece to the descriptor that it gets.
  package static func write(
    to path: String, permissions: UInt32 = 0o666, through device: String? = nil,
    body: @escaping (Int32) throws(SystemError) -> Void
  ) throws(FileError) {
    try write(together: [File(path: path, body: body)], permissions: permissions, through: device)
  }

  /// A file that is to be written: where, and what writes its bytes to the descriptor that it gets.
  package struct File {
    let path: String
    let body: (Int32) throws(SystemError) -> Void

    /// A file at a path.
    package init(path: String, body: @escaping (Int32) throws(SystemError) -> Void) {
      self.path = path
      self.body = body
    }
  }

  /// Writes files that belong together, each whole: all of them are on disk before the first takes its place, and where
  /// one cannot be written, nothing has changed.
  package static func write(
    together files: [File], permissions: UInt32 = 0o666, through device: String? = nil
  ) throws(FileError) {
    var finished: [(path: String, temporary: String, target: String)] = []
    do throws(FileError) {
      for file in files {
        let (temporary, target) = try prepare(file, permissions: permissions, through: device)
        finished.append((file.path, temporary, target))
      }
      for (path, temporary, target) in finished {
        do throws(SystemError) { try place(temporary, at: target) } catch { throw failure(error, path) }
      }
    } catch {
      for file in finished { unlink(file.temporary) }
      throw error
    }
  }

  /// Writes a file beside its place, and gives its name there and its place, which are links' targets.
  private static func prepare(
    _ file: File, permissions: UInt32, through device: String?
  ) throws(FileError) -> (temporary: String, target: String) {
    let path = file.path
    guard !path.utf8.contains(0) else { throw FileError(.write, path, reason: "a path holds no zero byte") }
    do throws(SystemError) {
      let target = try Links.target(of: path)
      var information = stat()
      if stat(target, &information) == 0, information.st_mode & S_IFMT == S_IFDIR {
        throw SystemError(code: EISDIR)
      }
      Leftovers.remove(of: target)
      let temporary = Leftovers.name(for: target)
      let descriptor =
        device.map { open($0, O_WRONLY | O_CLOEXEC) }
        ?? open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
      guard descriptor >= 0 else { throw .last }
      do throws(SystemError) {
        try fill(descriptor, file.body)
      } catch {
        unlink(temporary)
        throw error
      }
      return (temporary, target)
    } catch {
      throw failure(error, path)
    }
  }

  private static func failure(_ error: SystemError, _ path: String) -> FileError {
    error.code == EISDIR
      ? FileError(.write, path, error, reason: "it is a folder") : FileError(.write, path, error)
  }

  /// Gives a finished file its name, in place of whatever bore it, which outlives a loss of power from then on.
  package static func place(_ finished: String, at path: String) throws(SystemError) {
    guard rename(finished, path) == 0 else { throw .last }
    synchronizeFolder(of: path)
  }

  private static func fill(_ descriptor: Int32, _ body: (Int32) throws(SystemError) -> Void) throws(SystemError) {
    var failure: SystemError?
    // As long as it is held, nobody takes the file for one that was left behind.
    flock(descriptor, LOCK_EX | LOCK_NB)
    do throws(SystemError) {
      try body(descriptor)
      // A pipe or a device has nothing to synchronise, and says so.
      if fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP { throw .last }
    } catch {
      failure = error
    }
    if close(descriptor) != 0, failure == nil { failure = .last }
    if let failure { throw failure }
  }

  /// Has the new name outlive a loss of power; a folder that cannot be synchronised holds the whole file all the same.
  private static func synchronizeFolder(of path: String) {
    let folder = open(path.enclosingFolder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }
}
