import Basics
import Crypto
import FileFormats
import Glibc

/// A file to fetch, with the check sum that its publisher gives.
public struct ArchiveDownload: Sendable, Hashable {
  /// Where it is.
  public let url: String
  /// The name it is kept under.
  public let fileName: String
  /// Its MD5, 32 digits of lower-case hexadecimal.
  public let md5: String

  /// Makes a download of `url`.
  public init(url: String, fileName: String, md5: String) {
    (self.url, self.fileName, self.md5) = (url, fileName, md5)
  }

  /// Fetches the file into `folder`, which is made where it is missing, and returns its path.
  ///
  /// What an earlier attempt left behind is continued. The file gets its name only when its MD5 is right;
  /// a file with wrong bytes is thrown away. Throws ``DatasetError``.
  public func fetch(into folder: String, watcher: LoadingWatcher = LoadingWatcher()) throws -> String {
    try Self.makeFolder(folder)
    let path = folder.appendingPath(fileName)
    if FolderEntry.at(path) != nil { return path }
    let partial = path + ".partial"
    if watcher.stop.isSet { throw DatasetError.cancelled(url: url, received: Self.size(of: partial)) }
    try HTTPTransfer(url: url, partial: partial, watcher: watcher).run()
    let found = try Self.md5(of: partial, unless: watcher.stop)
    guard found == md5 else {
      unlink(partial)
      throw DatasetError.wrongChecksum(url: url, found: found, expected: md5)
    }
    do throws(SystemError) {
      try AtomicFile.place(partial, at: path)
    } catch {
      throw DatasetError.unwritable(path: path, reason: error.reason)
    }
    return path
  }

  static func size(of path: String) -> Int64 {
    if case .file(let size)? = FolderEntry.at(path) { Int64(size) } else { 0 }
  }

  static func makeFolder(_ folder: String) throws {
    var made = folder.hasPrefix("/") ? "/" : ""
    for part in folder.split(separator: "/") {
      made = made.isEmpty ? String(part) : made.appendingPath(String(part))
      if FolderEntry.at(made) == nil, mkdir(made, 0o777) != 0, errno != EEXIST {
        throw DatasetError.unwritable(path: made, reason: SystemError.last.reason)
      }
    }
  }

  private static func md5(of path: String, unless stop: StopFlag) throws -> String {
    let stream = try FileStream(path: path, expecting: "the file just fetched", unless: stop)
    var hash = Insecure.MD5()
    while true {
      let bytes = try stream.read(1 << 20)
      if bytes.isEmpty { break }
      hash.update(data: bytes)
    }
    return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
