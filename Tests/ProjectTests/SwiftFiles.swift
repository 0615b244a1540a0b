import Foundation
import Testing

/// The Swift files of a folder and of all folders in it.
enum SwiftFiles {
  static func under(_ folder: URL) throws -> [URL] {
    let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
      .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    #expect(!files.isEmpty, "\(folder.lastPathComponent) has no sources.")
    return files
  }
}
