import Basics
import FileFormats

/// The files in a zip archive.
struct ZipTree: PictureTree {
  let isPacked = true
  let files: [TreeFile]
  let folders: [FolderName]
  private let archive: ZipReader
  private let members: [ZipReader.Member]

  var path: String { archive.path }

  init(path: String, unless stop: StopFlag) throws {
    archive = try ZipReader(path: path, expecting: "a zip archive of pictures", unless: stop)
    let kept = archive.members.filter { member in
      !member.name.split(separator: "/").contains { HiddenNames.contains(String($0)) }
    }
    members = kept.filter { !$0.isFolder }
    files = members.map { TreeFile(place: Array($0.name.utf8), size: $0.size) }
    folders = TreeFolders.under(kept.map { ($0.name, $0.isFolder) })
  }

  func path(of index: Int) -> String { "\(path):\(files[index].path)" }

  func look(
    _ indices: [Int], bytes: Int, threads: Int, unless stop: StopFlag,
    _ body: @Sendable (_ index: Int, _ beginning: [UInt8]) -> Void
  ) throws {
    try read(indices, threads: threads, unless: stop) { index, contents in
      body(index, (try? contents.get()).map { Array($0.prefix(bytes)) } ?? [])
    }
  }

  func read(
    _ indices: [Int], threads: Int, unless stop: StopFlag,
    _ body: @Sendable (_ index: Int, _ contents: Result<[UInt8], any Error>) throws -> Void
  ) throws {
    try Shares.each(indices.count, threads: threads, unless: stop) { place in
      let index = indices[place]
      try body(index, Result { try archive.contents(of: members[index], limit: PictureLimits.file) })
    }
  }
}

/// The folders right under the root of an archive.
enum TreeFolders {
  /// What stands before the first slash of each name, in order.
  static func under(_ names: [(name: String, isFolder: Bool)]) -> [FolderName] {
    var found: Set<FolderName> = []
    for (name, isFolder) in names {
      let parts = name.split(separator: "/")
      if parts.count > 1 || isFolder, let first = parts.first { found.insert(FolderName(first.utf8)) }
    }
    return found.sorted()
  }
}
