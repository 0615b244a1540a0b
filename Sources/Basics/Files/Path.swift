// Paths as texts: their parts lie between slashes, and a name's ending behind its last point.

extension String {
  /// The path of `name` in the folder at this path.
  package func appendingPath(_ name: String) -> String { hasSuffix("/") ? self + name : self + "/" + name }

  /// The folder that the file at this path lies in; `.` for a name alone.
  package var enclosingFolder: String {
    guard let slash = lastIndex(of: "/") else { return "." }
    return slash == startIndex ? "/" : String(self[..<slash])
  }

  /// The name at the end of this path; empty where there is none.
  package var fileName: String { split(separator: "/").last.map(String.init) ?? "" }

  /// Whether it begins at the root of the file system, and so leads to one place from every folder.
  package var isAbsolutePath: Bool { hasPrefix("/") }

  /// What stands before the name, its slash included, so that both together are the path; empty for a name alone.
  package var folderPrefix: String { lastIndex(of: "/").map { String(self[...$0]) } ?? "" }

  /// The path with another ending in the place of the one that it has; nil where it has none.
  package func replacingEnding(by ending: String) -> String? {
    fileEnding.map { dropLast($0.count) + ending }
  }

  /// What stands behind the last point of the file's name, in small letters; nil without a point, and for a folder.
  package var fileEnding: String? {
    guard !hasSuffix("/") else { return nil }
    let name = fileName
    return name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() }
  }

  /// The file's name up to its ending; all of a name that begins with its only point.
  package var fileStem: String {
    let name = fileName
    guard let point = name.lastIndex(of: "."), point > name.startIndex else { return name }
    return String(name[..<point])
  }
}
