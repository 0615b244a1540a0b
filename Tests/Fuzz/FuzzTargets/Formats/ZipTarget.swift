import FileFormats

/// Zip archives: their directories, and each member that is small.
enum ZipTarget: FuzzTarget {
  static let name = "zip"
  static let words = ["PK\u{1}\u{2}", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "PK\u{6}\u{6}", "PK\u{6}\u{7}"]

  static func run(_ bytes: [UInt8]) {
    guard let place = MemoryFile(bytes), let archive = try? ZipReader(path: place.path, expecting: "an archive") else {
      return
    }
    for member in archive.members.prefix(100) {
      guard let contents = try? archive.contents(of: member, limit: 1 << 20) else { continue }
      require(contents.count == member.size, "a member has other bytes than the directory says")
    }
  }
}
