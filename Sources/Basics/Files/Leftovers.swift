#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The temporary files that writing goes through, and what programs that were killed left of them.
package enum Leftovers {
  private static let ending = ".part"

  /// A name beside `path` that no other file has: the process that writes, and a number.
  static func name(for path: String) -> String {
    path + ".\(getpid())-\(UInt32.random(in: 0...UInt32.max))" + ending
  }

  /// Removes those of the file at `path` that nobody writes any more: their process is gone, and nobody holds them.
  static func remove(of path: String) { remove(in: path.enclosingFolder, beginningWith: path.fileName + ".") }

  /// Removes those of all files in a folder that nobody writes any more.
  package static func remove(in folder: String) { remove(in: folder, beginningWith: "") }

  private static func remove(in folder: String, beginningWith beginning: String) {
    guard let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix(beginning), let process = writer(of: name.dropFirst(beginning.count)), kill(process, 0) != 0,
        errno == ESRCH
      else { continue }
      // On a shared folder the process may be another machine's; what it writes is locked.
      let descriptor = open(folder.appendingPath(name), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(folder.appendingPath(name)) }
    }
  }

  /// The process that writes a temporary file, as the last part of its name before the ending says; nil for other names.
  private static func writer(of name: Substring) -> pid_t? {
    guard name.hasSuffix(ending), let part = name.dropLast(ending.count).split(separator: ".").last else { return nil }
    let numbers = part.split(separator: "-")
    guard numbers.count == 2, UInt32(numbers[1]) != nil, let process = pid_t(numbers[0]), process > 0 else {
      return nil
    }
    return process
  }
}
