import Basics
import FoundationEssentials

/// Folders that are made where they are missing.
enum Folders {
  /// A folder that cannot be made.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Whether something of that path is there.
  static func holdFile(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Makes the folder that a file is to lie in, and those above it.
  static func make(above path: String) throws {
    let folder = path.enclosingFolder
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Failure(description: "cannot make the folder “\(folder)” for “\(path)”")
    }
  }
}
