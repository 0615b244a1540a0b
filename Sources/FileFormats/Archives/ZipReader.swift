package import Basics
import CZlib

/// The members of a zip archive, as its directory lists them: stored or deflated, of 4 GB and more too (APPNOTE 6.3.10,
/// sections 4.3 and 4.5.3).
package final class ZipReader: Sendable {
  /// A member of the archive.
  package struct Member: Hashable, Sendable {
    /// Its name with its folders.
    package let name: String
    /// Its bytes when it is unpacked.
    package let size: Int
    fileprivate let packedSize: Int
    fileprivate let method: Int
    fileprivate let checkSum: UInt32
    fileprivate let start: Int
    fileprivate let isEncrypted: Bool

    /// Whether it is a folder.
    package var isFolder: Bool { name.hasSuffix("/") }
  }

  /// Where the archive lies.
  package let path: String
  /// The members in the directory's order.
  package let members: [Member]
  private let file: RandomAccessFile
  private let stop: StopFlag

  /// The longest directory that is read.
  private static let longestDirectory = 1 << 28
  /// What is unpacked at once, and takes little time.
  private static let piece = 1 << 20

  /// Opens an archive and reads its directory; throws ``FileFormatError`` where it has none that holds together.
  package init(path: String, expecting expected: String, unless stop: StopFlag = StopFlag()) throws {
    file = try RandomAccessFile(path: path, expecting: expected, unless: stop)
    let kind = try file.read(FileKind.beginning, at: 0)
    guard kind.starts(with: [0x50, 0x4b]) else {
      throw kind.isEmpty
        ? FileFormatError.wrongSize(path: path, bytes: 0, expected: expected)
        : FileFormatError.wrongKind(path: path, found: FileKind.described(kind), expected: expected)
    }
    (self.path, self.stop) = (path, stop)
    let directory = try Self.directory(of: file)
    let bytes = try file.read(directory.size, at: directory.start)
    var members: [Member] = []
    var place = 0
    while members.count < directory.count {
      try stop.check()
      members.append(try Self.member(bytes, &place, at: directory.start, path: path))
    }
    self.members = members
  }

  /// The member of a name, the last one where the archive has several.
  package func member(named name: String) -> Member? { members.last { $0.name == name } }

  // MARK: The directory

  /// Where the directory lies, as the record at the end of the file tells.
  private static func directory(of file: RandomAccessFile) throws -> (start: Int, size: Int, count: Int) {
    // The record of 22 bytes, and a comment of up to 65,535 behind it.
    let tailStart = max(0, file.size - 22 - 65_535)
    let tail = try file.read(file.size - tailStart, at: tailStart)
    let found = stride(from: tail.count - 22, through: 0, by: -1).first { tail.starts(with: "PK\u{5}\u{6}", at: $0) }
    guard let found else {
      throw FileFormatError.damaged(
        path: file.path, place: "its last \(tail.count) bytes", found: "no end of a zip directory",
        expected: "one; the archive is truncated")
    }
    var (count, size, start) = (
      tail.little(2, at: found + 10), tail.little(4, at: found + 12), tail.little(4, at: found + 16)
    )
    if count == 0xffff || size == 0xffff_ffff || start == 0xffff_ffff {
      let locator = found - 20
      guard locator >= 0, tail.starts(with: "PK\u{6}\u{7}", at: locator),
        let place = tail.wide(at: locator + 8), place <= file.size - 56,
        case let record = try file.read(56, at: place), record.starts(with: "PK\u{6}\u{6}", at: 0),
        let wideCount = record.wide(at: 32), let wideSize = record.wide(at: 40), let wideStart = record.wide(at: 48)
      else {
        throw FileFormatError.damaged(
          path: file.path, place: "byte \(tailStart + found)", found: "no directory of a large archive",
          expected: "one")
      }
      (count, size, start) = (wideCount, wideSize, wideStart)
    }
    guard start <= file.size, size <= file.size - start, size <= longestDirectory, count <= size / 46 else {
      throw FileFormatError.damaged(
        path: file.path, place: "byte \(tailStart + found)",
        found: "a directory of \(size) bytes and \(count) members at byte \(start)",
        expected: "one that the file of \(file.size) bytes can hold")
    }
    return (start, size, count)
  }

  /// Reads the entry at a place of the directory, and goes on to the next.
  private static func member(
    _ bytes: [UInt8], _ place: inout Int, at start: Int, path: String
  ) throws -> Member {
    func damaged(_ found: String, _ expected: String) -> FileFormatError {
      .damaged(path: path, place: "byte \(start + place)", found: found, expected: expected)
    }
    guard bytes.count - place >= 46, bytes.starts(with: "PK\u{1}\u{2}", at: place) else {
      throw damaged("no entry of a zip directory", "one")
    }
    let lengths = (
      name: bytes.little(2, at: place + 28), extra: bytes.little(2, at: place + 30),
      comment: bytes.little(2, at: place + 32)
    )
    let nameStart = place + 46
    let extraStart = nameStart + lengths.name
    let end = extraStart + lengths.extra + lengths.comment
    guard end <= bytes.count else { throw damaged("an entry of \(end - place) bytes", "one within the directory") }
    var packed = bytes.little(4, at: place + 20)
    var size = bytes.little(4, at: place + 24)
    var header = bytes.little(4, at: place + 42)
    // Numbers that do not fit stand in a field of their own, each only where it does not.
    var field = extraStart
    while extraStart + lengths.extra - field >= 4 {
      let (kind, length) = (bytes.little(2, at: field), bytes.little(2, at: field + 2))
      field += 4
      guard length <= extraStart + lengths.extra - field else { break }
      if kind == 1 {
        var next = field
        func wide() throws -> Int {
          guard next + 8 <= field + length, let number = bytes.wide(at: next) else {
            throw damaged("a size that does not fit", "8 bytes for each number")
          }
          next += 8
          return number
        }
        if size == 0xffff_ffff { size = try wide() }
        if packed == 0xffff_ffff { packed = try wide() }
        if header == 0xffff_ffff { header = try wide() }
      }
      field += length
    }
    defer { place = end }
    return Member(
      name: String(decoding: bytes[nameStart..<extraStart], as: UTF8.self), size: size, packedSize: packed,
      method: bytes.little(2, at: place + 10), checkSum: UInt32(bytes.little(4, at: place + 16)), start: header,
      isEncrypted: bytes.little(2, at: place + 8) & 1 != 0)
  }

  // MARK: Contents

  /// The bytes of a member, which may have no more than `limit`; throws where they are not those that the directory tells.
  package func contents(of member: Member, limit: Int) throws -> [UInt8] {
    let place = "\(path):\(member.name)"
    guard member.size <= limit else {
      throw FileFormatError.wrongSize(path: place, bytes: member.size, expected: "no more than \(limit) bytes")
    }
    guard !member.isEncrypted, member.method == 0 || member.method == 8 else {
      throw FileFormatError.damaged(
        path: place, place: "its entry",
        found: member.isEncrypted ? "a member under a password" : "packing method \(member.method)",
        expected: "one that is stored or deflated")
    }
    let header = try file.read(30, at: member.start)
    guard header.count == 30, header.starts(with: "PK\u{3}\u{4}", at: 0) else {
      throw FileFormatError.damaged(
        path: place, place: "byte \(member.start)", found: "no member of a zip archive", expected: "one")
    }
    let start = member.start + 30 + header.little(2, at: 26) + header.little(2, at: 28)
    guard start <= file.size, member.packedSize <= file.size - start else {
      throw FileFormatError.truncated(
        path: place, place: "at byte \(start)", found: max(0, file.size - start), expected: member.packedSize)
    }
    // Deflate makes a byte of no more than 1032.
    guard member.method == 0 ? member.size == member.packedSize : member.size / 1032 <= member.packedSize else {
      throw FileFormatError.damaged(
        path: place, place: "its entry", found: "\(member.size) bytes out of \(member.packedSize)",
        expected: "sizes that can be")
    }
    let packed = try file.read(member.packedSize, at: start)
    let bytes = member.method == 0 ? packed : try inflated(packed, to: member.size, place: place)
    let sum = bytes.withUnsafeBytes {
      UInt32(truncatingIfNeeded: crc32_z(0, $0.bindMemory(to: UInt8.self).baseAddress, $0.count))
    }
    guard sum == member.checkSum else {
      throw FileFormatError.damaged(
        path: place, place: "its \(bytes.count) bytes", found: "the check sum \(sum)", expected: "\(member.checkSum)")
    }
    return bytes
  }

  private func inflated(_ packed: [UInt8], to size: Int, place: String) throws -> [UInt8] {
    func damaged(_ reason: String) -> FileFormatError {
      .damaged(path: place, place: "its packed bytes", found: reason, expected: "\(size) bytes that can be unpacked")
    }
    var inflater = z_stream()
    // Deflate alone, without a header.
    guard inflateInit2_(&inflater, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw FileFormatError.unreadable(path: place, reason: "zlib does not start")
    }
    defer { inflateEnd(&inflater) }
    return try packed.withUnsafeBufferPointer { source in
      try [UInt8](unsafeUninitializedCapacity: size) { target, filled in
        var taken = 0
        var status = Z_OK
        while status == Z_OK {
          try stop.check()
          let (give, room) = (min(Self.piece, source.count - taken), min(Self.piece, size - filled))
          inflater.next_in = UnsafeMutablePointer(mutating: source.baseAddress.map { $0 + taken })
          inflater.avail_in = UInt32(give)
          inflater.next_out = target.baseAddress.map { $0 + filled }
          inflater.avail_out = UInt32(room)
          status = inflate(&inflater, Z_NO_FLUSH)
          taken += give - Int(inflater.avail_in)
          filled += room - Int(inflater.avail_out)
        }
        guard status == Z_STREAM_END else {
          throw damaged(inflater.msg.map { String(cString: $0) } ?? "\(filled) bytes, and no end")
        }
        guard filled == size else { throw damaged("\(filled) bytes") }
      }
    }
  }
}

extension [UInt8] {
  /// Whether a text stands at a place.
  fileprivate func starts(with text: String, at place: Int) -> Bool { self[place...].starts(with: text.utf8) }

  /// A number of up to four bytes, the lowest first.
  fileprivate func little(_ count: Int, at place: Int) -> Int {
    self[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// A number of eight bytes, the lowest first; nil where it is none that a file can have.
  fileprivate func wide(at place: Int) -> Int? {
    guard place + 8 <= count else { return nil }
    let number = self[place..<place + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return number < 1 << 56 ? Int(number) : nil
  }
}
