import Basics
import FileFormats
import Glibc

/// What lies at a path.
enum FolderEntry {
  case file(size: Int)
  case folder

  /// Looks at `path`; nil where nothing lies there.
  static func at(_ path: String) -> FolderEntry? { path.withCString { at($0) } }

  /// Looks at a path as the system knows it, whether it is UTF-8 or not; nil where nothing lies there.
  static func at(_ path: UnsafePointer<CChar>) -> FolderEntry? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file(size: Int(status.st_size))
  }

  /// The names in the folder at `path`, hidden ones left out, in the order of their bytes.
  static func names(in path: String) throws -> [String] {
    try names(inFolder: Array(path.utf8)).filter { $0.first != UInt8(ascii: ".") }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The names in the folder whose path these bytes are, hidden ones too, in the order of their bytes.
  static func names(inFolder path: [UInt8]) throws -> [[UInt8]] {
    guard let folder = path.withPath({ opendir($0) }) else {
      throw FileFormatError.unreadable(path: String(decoding: path, as: UTF8.self), reason: SystemError.last.reason)
    }
    defer { closedir(folder) }
    var names: [[UInt8]] = []
    while let entry = readdir(folder) {
      // Where it lies: an entry is no longer than its name, and what stands behind it may be no memory.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
        let start = UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
        return Array(UnsafeRawBufferPointer(start: start, count: strlen(start)))
      }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
