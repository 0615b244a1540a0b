import Foundation

/// A folder of this process's own, for what needs real files; it is removed when the process ends as it should.
public enum ScratchFolder {
  /// The folder's path.
  public static let path: String = {
    let folder = FileManager.default.temporaryDirectory.appending(path: "darkroom-fuzz-\(getpid())").path
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: ScratchFolder.path) }
    return folder
  }()

  /// The path of a file or folder in it.
  public static func file(_ name: String) -> String { path + "/" + name }

  /// Makes a folder in it anew, with nothing in it, and gives its path.
  static func empty(_ name: String) -> String {
    let folder = file(name)
    try? FileManager.default.removeItem(atPath: folder)
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }
}
