import FoundationEssentials

/// Folders that are made where they are missing.
enum Folders {
  /// A folder that cannot be made.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Whether something of that path is there.
  static func holdFile(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// The bytes of a file; nil where it cannot be read.
  static func contents(_ path: String) -> [UInt8]? { (try? Data(contentsOf: URL(filePath: path))).map { [UInt8]($0) } }

  /// Makes the folder that a file is to lie in, and those above it.
  static func make(above path: String) throws {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let folder = String(path[..<slash])
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Failure(description: "cannot make the folder “\(folder)” for “\(path)”")
    }
  }
}
