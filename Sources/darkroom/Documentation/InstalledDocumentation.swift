import Basics
import FoundationEssentials

/// Where the documentation lies that belongs to this program.
enum InstalledDocumentation {
  /// Places of the site's folder, seen from that of the program: in the archive, where `make install` puts it, and in the
  /// repository.
  private static let places = ["docs", "../share/doc/darkroom/html", "../../docs", "../docs"]

  /// The path of the site's folder; nil where there is none.
  static var folder: String? {
    guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return nil }
    return places.map { program.enclosingFolder.appendingPath($0) }.first {
      FileManager.default.fileExists(atPath: $0.appendingPath("search.js"))
    }.map { URL(filePath: $0).standardized.path }
  }
}
