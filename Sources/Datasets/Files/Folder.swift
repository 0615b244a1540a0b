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
    guard let folder = opendir(path) else {
      throw FileFormatError.unreadable(path: path, reason: SystemError.last.reason)
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
