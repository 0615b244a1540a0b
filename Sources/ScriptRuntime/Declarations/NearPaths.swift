import ScriptLanguage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Finds the paths that one which leads nowhere was probably meant to be.
enum NearPaths {
  /// More files of a folder than these are not looked through.
  private static let mostNames = 10_000

  private static func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Paths that differ in the first part that is not there, best first: what is there whose name is close to it.
  static func of(_ path: String) -> [String] {
    var there = path.hasPrefix("/") ? "/" : ""
    var parts = path.split(separator: "/").map(String.init)[...]
    while let part = parts.first, isThere(there + part) {
      there += part + "/"
      parts = parts.dropFirst()
    }
    guard let wrong = parts.first,
      let names = try? FileManager.default.contentsOfDirectory(atPath: there.isEmpty ? "." : there),
      names.count <= mostNames
    else { return [] }
    let rest = parts.dropFirst().map { "/" + $0 }.joined()
    return NearMisses.of(wrong, among: names.filter { !$0.hasPrefix(".") }.sorted(), limit: 3)
      .map { there + $0 + rest }.filter { isThere($0) }
  }
}
