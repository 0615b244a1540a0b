import Basics
import Options
import ScriptLanguage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Finds and reads the scripts that `include` names.
enum IncludedScript {
  /// The path that is written, and the place of the file; throws where the checker does not know it, or there is none.
  static func file(
    of include: Include, evaluator: Evaluator, workspace: Workspace
  ) throws(Diagnostic) -> (path: String, place: String) {
    let reading = try evaluator.read(include.path, as: .reading, for: "`include`")
    guard case .option(.text(let path)) = reading else {
      throw Diagnostic(at: include.path.range, "the checker must know which script is included")
    }
    guard let place = workspace.existing(path) else {
      throw MissingFile.diagnostic(path, at: include.path.range, workspace: workspace)
    }
    return (path, place)
  }

  /// The text of the file at a place, called as the script calls it.
  static func source(_ path: String, at place: String, for include: Include) throws(Diagnostic) -> SourceText {
    guard let data = FileManager.default.contents(atPath: place) else {
      throw Diagnostic(at: include.path.range, "cannot read “\(place)”")
    }
    do {
      return try SourceText(name: path, bytes: data)
    } catch {
      throw Diagnostic(at: include.path.range, "\(error)")
    }
  }
}

/// A file that is not where it should be, in words.
enum MissingFile {
  /// Names the places that were looked in.
  static func diagnostic(_ path: String, at range: SourceRange, workspace: Workspace) -> Diagnostic {
    Diagnostic(
      at: range, "there is no file “\(path)”", nearMisses: nearMisses(of: path, workspace: workspace),
      notes: [.init("looked for " + allOf(workspace.candidates(path).map { "“\($0)”" }))])
  }

  /// The most names of a folder that are compared.
  private static let mostNames = 10_000

  /// The paths of files and folders that were probably meant by one that is not there.
  static func nearMisses(of path: String, workspace: Workspace) -> [String] {
    var path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    // The first of its folders that is not there is what was mistyped.
    var rest = ""
    while let parent = path.parentFolder, workspace.existing(parent) == nil {
      rest = path.dropFirst(parent.count) + rest
      path = parent
    }
    let folder = path.folderPrefix
    let name = String(path.dropFirst(folder.count))
    var names: Set<String> = []
    for place in workspace.candidates(folder.isEmpty ? "." : folder) {
      let found = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
      names.formUnion(found.sorted().prefix(mostNames).filter { !$0.hasPrefix(".") })
    }
    return NearMisses.of(name, among: names.sorted()).map { folder + $0 + rest }
  }
}

extension String {
  /// The folder of a path, without the slash behind it; nil where none is written.
  fileprivate var parentFolder: String? {
    let folder = folderPrefix.dropLast()
    return folder.isEmpty ? nil : String(folder)
  }
}
