import Basics
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
      let bytes = path == "-" ? try Descriptor.contents(of: 0) : try FileContents.bytes(of: path)
      source = try SourceText(name: name, bytes: bytes)
    } catch let error where error is FileError || error is SystemError {
      // `save session` writes there.
      let saved = "output".appendingPath(path)
      let hint = !path.isAbsolutePath && Folders.holdFile(saved) ? "; there is \(saved)" : ""
      throw ScriptFileError(path: path, reason: Self.reason(error) + hint)
    }
  }

  /// Makes a script of lines that the command line holds itself.
  /// - Throws: `SourceTextError` where they are no text.
  init(lines: [String]) throws {
    path = Self.lines
    source = try SourceText(name: Self.lines, bytes: Array(lines.joined(separator: "\n").utf8))
  }

  /// What stands for the path of a script that the command line holds.
  private static let lines = "-e"

  /// Whether the script lies in a file.
  var isFile: Bool { path != "-" && path != Self.lines }

  /// The folder that the script lies in; the working directory for one that lies in none.
  var folder: String { isFile ? path.enclosingFolder : "." }

  /// The file's name without its folder.
  var name: String { path.fileName.isEmpty ? source.name : path.fileName }

  /// The file's name without its ending, after which figures are called.
  var title: String {
    isFile ? path.fileStem : "figure"
  }

  /// Why a file cannot be read, in words.
  static func reason(_ error: any Error) -> String {
    guard let cause = error as? SystemError ?? (error as? FileError)?.cause else { return "\(error)" }
    return switch cause.code {
    case ENOENT: "there is no such file"
    case EACCES, EPERM: "permission denied"
    case EFBIG: "it goes on and on"
    default: "it is a folder, or cannot be read"
    }
  }
}

/// A script that cannot be read.
struct ScriptFileError: Error, CustomStringConvertible {
  let path: String
  let reason: String

  var description: String { "cannot read \(path): \(reason)" }
}
