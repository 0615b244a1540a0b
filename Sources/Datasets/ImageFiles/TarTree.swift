import Basics
import FileFormats

/// The files in a tar archive, packed or not, which is gone through once for every question.
struct TarTree: PictureTree {
  let isPacked = true
  let path: String
  let files: [TreeFile]
  let folders: [FolderName]
  private let isCompressed: Bool

  init(path: String, isCompressed: Bool, unless stop: StopFlag) throws {
    (self.path, self.isCompressed) = (path, isCompressed)
    let archive = try Self.open(path, isCompressed, stop)
    var names: [(name: String, isFolder: Bool)] = []
    var files: [TreeFile] = []
    while let member = try archive.next() {
      guard !member.name.split(separator: "/").contains(where: { HiddenNames.contains(String($0)) && $0 != "." })
      else { continue }
      let name = member.name.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
      names.append((name, !member.isFile))
      if member.isFile { files.append(TreeFile(place: Array(name.utf8), size: member.size)) }
    }
    try archive.finish()
    (self.files, folders) = (files, TreeFolders.under(names))
  }

  private static func open(_ path: String, _ isCompressed: Bool, _ stop: StopFlag) throws -> TarReader {
    let expected = "a tar archive of pictures"
    return try TarReader(path: path, isPacked: isCompressed, expecting: expected, unless: stop)
  }

  func path(of index: Int) -> String { "\(path):\(files[index].path)" }

  func look(
    _ indices: [Int], bytes: Int, threads: Int, unless stop: StopFlag,
    _ body: @Sendable (_ index: Int, _ beginning: [UInt8]) -> Void
  ) throws {
    let wanted = Set(indices)
    try goThrough(unless: stop) { index, archive in
      if wanted.contains(index) { body(index, try archive.read(bytes)) }
    }
  }

  func read(
    _ indices: [Int], threads: Int, unless stop: StopFlag,
    _ body: @Sendable (_ index: Int, _ contents: Result<[UInt8], any Error>) throws -> Void
  ) throws {
    let wanted = Set(indices)
    // Read one after the other, and worked on by all threads.
    var waiting: [(index: Int, contents: Result<[UInt8], any Error>)] = []
    var bytes = 0
    func work() throws {
      let ready = waiting
      try Shares.each(ready.count, threads: threads, unless: stop) { place in
        try body(ready[place].index, ready[place].contents)
      }
      (waiting, bytes) = ([], 0)
    }
    try goThrough(unless: stop) { index, archive in
      guard wanted.contains(index) else { return }
      let contents = try archive.contents(limit: PictureLimits.file)
      waiting.append((index, .success(contents)))
      bytes += contents.count
      if waiting.count >= 64 * threads || bytes >= 1 << 26 { try work() }
    }
    try work()
  }

  private func goThrough(unless stop: StopFlag, _ body: (Int, TarReader) throws -> Void) throws {
    let archive = try Self.open(path, isCompressed, stop)
    var index = 0
    while index < files.count, let member = try archive.next() {
      try stop.check()
      let name = member.name.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
      // Members are counted as when the archive was opened.
      guard member.isFile, Array(name.utf8) == files[index].place else { continue }
      try body(index, archive)
      index += 1
    }
  }
}
