import FoundationEssentials
import ScriptLanguage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A script as the command line names it: a file, or `-` for standard input.
struct ScriptFile {
  /// The path, or `-`.
  let path: String
  /// What the script says.
  let source: SourceText

  /// Reads a script.
  /// - Throws: `ScriptFileError` where it cannot be read, `SourceTextError` where it is no text.
  init(path: String) throws {
    self.path = path
    let name = path == "-" ? "standard input" : path
    do {
      let data = path == "-" ? try Self.standardInput() : try Data(contentsOf: URL(filePath: path))
      source = try SourceText(name: name, bytes: data)
    } catch let error as CocoaError {
      throw ScriptFileError(path: path, reason: Self.reason(error))
    }
  }

  /// The folder that the script lies in; the working directory for standard input.
  var folder: String {
    guard path != "-", let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The file's name without its folder.
  var name: String { path.split(separator: "/").last.map(String.init) ?? source.name }

  /// The file's name without its ending, after which figures are called.
  var title: String {
    guard path != "-" else { return "figure" }
    return name.lastIndex(of: ".").map { $0 > name.startIndex ? String(name[..<$0]) : name } ?? name
  }

  /// Everything that standard input brings, a pipe's too.
  private static func standardInput() throws -> Data {
    var bytes = Data()
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(0, &chunk, chunk.count)
      if count > 0 {
        bytes.append(contentsOf: chunk[..<count])
      } else if count == 0 || errno != EINTR {
        guard count == 0 else { throw CocoaError(.fileReadUnknown) }
        return bytes
      }
    }
  }

  /// Why a file cannot be read, in words.
  static func reason(_ error: any Error) -> String {
    guard let error = error as? CocoaError else { return "\(error)" }
    return switch error.code {
    case .fileNoSuchFile, .fileReadNoSuchFile: "there is no such file"
    case .fileReadNoPermission: "permission denied"
    case .fileReadUnknown: "it is a folder, or cannot be read"
    default: "it cannot be read (\(error.code.rawValue))"
    }
  }
}

/// A script that cannot be read.
struct ScriptFileError: Error, CustomStringConvertible {
  let path: String
  let reason: String

  var description: String { "cannot read \(path): \(reason)" }
}
