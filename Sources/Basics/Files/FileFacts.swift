#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the system tells of a file.
package struct FileFacts: Hashable, Sendable {
  /// When it was written last, in seconds since 1970.
  package let time: Double
  /// Its bytes.
  package let size: Int

  /// The facts of the file at a path, links followed; nil where there is none.
  package init?(_ path: String) {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    #if canImport(Darwin)
      let written = information.st_mtimespec
    #else
      let written = information.st_mtim
    #endif
    time = Double(written.tv_sec) + Double(written.tv_nsec) / 1e9
    size = Int(information.st_size)
  }
}
