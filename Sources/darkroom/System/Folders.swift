import FoundationEssentials

/// Folders that are made where they are missing.
enum Folders {
  /// A folder that cannot be made.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

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
