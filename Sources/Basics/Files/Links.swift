#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Symbolic links, followed as writing a file follows them.
package enum Links {
  /// As many links are followed one after the other.
  private static let most = 40

  /// The path that a link at `path` leads to, whether there is anything or not; `path` itself where there is no link.
  package static func target(of path: String) throws(SystemError) -> String {
    var path = path
    for _ in 0..<most {
      var information = stat()
      guard lstat(path, &information) == 0, information.st_mode & S_IFMT == S_IFLNK else { return path }
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let length = readlink(path, &buffer, buffer.count - 1)
      guard length >= 0 else { throw .last }
      let link = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      path = link.hasPrefix("/") ? link : path.enclosingFolder.appendingPath(link)
    }
    throw SystemError(code: ELOOP)
  }
}
