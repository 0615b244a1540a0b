import Basics
import FileFormats

/// The files in an archive, one after the other: a tar archive, packed by gzip or not, or a zip archive.
final class PublishedArchive {
  private enum Form {
    case tar(TarReader)
    case zip(ZipReader, next: Int)
  }

  private let path: String
  private let expected: String
  private let stop: StopFlag
  private var form: Form
  /// The size of the file that the archive stands at, and its name with its folders.
  private var current = (name: "", size: 0)

  /// The most bytes of a packed file in a zip archive, which is read whole.
  private static let largestMember = 1 << 31

  init(path: String, expecting expected: String, unless stop: StopFlag) throws {
    (self.path, self.expected, self.stop) = (path, expected, stop)
    let beginning = try FileStream(path: path, expecting: expected, unless: stop).read(FileKind.beginning)
    switch FileKind(beginning) {
    case .zip: form = .zip(try ZipReader(path: path, expecting: expected, unless: stop), next: 0)
    case let kind:
      form = .tar(try TarReader(path: path, isPacked: kind != .tar, expecting: expected, unless: stop))
    }
  }

  /// Goes to the next file, and gives its name without folders and without `.gz`; nil at the end.
  func next() throws -> String? {
    switch form {
    case .tar(let archive):
      while let member = try archive.next() {
        guard member.isFile else { continue }
        current = (member.name, member.size)
        return unpackedName(member.fileName)
      }
    case .zip(let archive, var next):
      defer { form = .zip(archive, next: next) }
      while next < archive.members.count {
        let member = archive.members[next]
        next += 1
        guard !member.isFolder else { continue }
        current = (member.name, member.size)
        return unpackedName(member.name.fileName)
      }
    }
    return nil
  }

  /// The file that the archive stands at.
  func member(named name: String) throws -> PublishedMember {
    let place = path + ":" + current.name
    let stream: any ByteStream
    switch form {
    case .tar(let archive): stream = archive
    case .zip(let archive, let next):
      stream = BytesStream(try archive.contents(of: archive.members[next - 1], limit: Self.largestMember))
    }
    guard current.name.hasSuffix(".gz") else {
      return PublishedMember(name: name, place: place, size: current.size, stream: stream)
    }
    let unpacked = try GzipStream(stream, path: place, expecting: expected, unless: stop)
    return PublishedMember(name: name, place: place, size: nil, stream: unpacked)
  }

  /// Reads what is left, so that the check sum at its end has been seen.
  func finish() throws {
    if case .tar(let archive) = form { try archive.finish() }
  }

  private func unpackedName(_ name: String) -> String { name.hasSuffix(".gz") ? String(name.dropLast(3)) : name }
}
