import Basics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Finds the files and folders whose paths begin as what is written does.
struct PathCompletion {
  let workspace: Workspace
  /// The endings of the files that will do; nil for all.
  let endings: [String]?
  /// Whether a file is read, and looked for wherever scripts find files.
  var isRead = false

  /// The paths, each written as the text begins; folders end in `/`.
  func candidates(for written: String) -> [Completions.Candidate] {
    let folder = written.folderPrefix
    let beginning = written.dropFirst(folder.count)
    var names: Set<String> = []
    for place in places(of: folder.isEmpty ? "." : folder) {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? [] where name.hasPrefix(beginning) {
        guard !name.hasPrefix(".") || beginning.hasPrefix(".") else { continue }
        if Self.isFolder(place.appendingPath(name)) {
          names.insert(name + "/")
        } else if isSuitable(name) {
          names.insert(name)
        }
      }
    }
    return names.sorted().map { Completions.Candidate(text: folder + $0, kind: .path, summary: "") }
  }

  private func places(of folder: String) -> [String] {
    isRead || endings == nil ? workspace.candidates(folder) : [workspace.destination(folder)]
  }

  private func isSuitable(_ name: String) -> Bool {
    guard let endings, !endings.isEmpty else { return true }
    return name.fileEnding.map(endings.contains) ?? false
  }

  private static func isFolder(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType) == .typeDirectory
  }
}
