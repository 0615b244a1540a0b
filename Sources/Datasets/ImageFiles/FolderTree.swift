import Basics
import FileFormats
import Glibc

/// The files of a folder and of all folders in it, links followed; or those that a pattern names.
struct FolderTree: PictureTree {
  let isPacked = false
  let path: String
  let files: [TreeFile]
  let folders: [FolderName]
  /// What stands before the place of each file.
  private let root: [UInt8]

  /// The most files that are looked at.
  private static let mostFiles = 1 << 24
  /// The most folders on the way to a file.
  private static let deepest = 64

  /// Looks through the folder at a path.
  init(path: String, unless stop: StopFlag) throws {
    self.path = path
    root = Array(path.utf8) + (path.hasSuffix("/") ? [] : [UInt8(ascii: "/")])
    var walk = Walk(root: root, stop: stop)
    try walk.take([], visited: [])
    (files, folders) = (walk.files, walk.folders.sorted())
  }

  /// The files that a pattern names, such as `photos/*.jpg`.
  init(pattern: String, unless stop: StopFlag) throws {
    path = pattern
    var matches = glob_t()
    defer { globfree(&matches) }
    let outcome = glob(pattern, GLOB_BRACE | GLOB_TILDE, nil, &matches)
    guard outcome == 0 || outcome == GLOB_NOMATCH else {
      throw FileFormatError.unreadable(path: pattern, reason: "the folders of this pattern cannot be looked through")
    }
    var files: [TreeFile] = []
    for index in 0..<Int(matches.gl_pathc) {
      try stop.check()
      guard let match = matches.gl_pathv[index] else { break }
      let place = Array(UnsafeBufferPointer(start: match, count: strlen(match))).map { UInt8(bitPattern: $0) }
      if case .file(let size)? = Walk.entry(place) { files.append(TreeFile(place: place, size: size)) }
    }
    guard !files.isEmpty else {
      throw FileFormatError.missing(path: pattern, expected: "a pattern that names files, as in `photos/*.jpg`")
    }
    (self.files, folders, root) = (files, [], [])
  }

  /// The one file at a path.
  init(file path: String, size: Int) {
    self.path = path
    let place = Array(path.utf8)
    (files, folders, root) = ([TreeFile(place: place, size: size)], [], [])
  }

  func path(of index: Int) -> String { String(decoding: root + files[index].place, as: UTF8.self) }

  func look(
    _ indices: [Int], bytes: Int, threads: Int, unless stop: StopFlag,
    _ body: @Sendable (_ index: Int, _ beginning: [UInt8]) -> Void
  ) throws {
    try Shares.each(indices.count, threads: threads, unless: stop) { place in
      // What cannot be read says so when it is to be read.
      let beginning = try? open(indices[place], stop).read(bytes, at: 0)
      body(indices[place], beginning ?? [])
    }
  }

  func read(
    _ indices: [Int], threads: Int, unless stop: StopFlag,
    _ body: @Sendable (_ index: Int, _ contents: Result<[UInt8], any Error>) throws -> Void
  ) throws {
    try Shares.each(indices.count, threads: threads, unless: stop) { place in
      let contents = Result<[UInt8], any Error> {
        let file = try open(indices[place], stop)
        guard file.size <= PictureLimits.file else {
          throw PictureError(file.path, "has \(file.size) bytes; expected no more than \(PictureLimits.file)")
        }
        return try file.read(file.size, at: 0)
      }
      try body(indices[place], contents)
    }
  }

  private func open(_ index: Int, _ stop: StopFlag) throws -> RandomAccessFile {
    try RandomAccessFile(path: root + files[index].place, expecting: "a picture", unless: stop)
  }

  /// A walk through a folder.
  private struct Walk {
    let root: [UInt8]
    let stop: StopFlag
    var files: [TreeFile] = []
    var folders: [FolderName] = []

    /// Takes what lies in a folder under the root; `visited` are the folders on the way, so that a link to one of them
    /// leads nowhere.
    mutating func take(_ folder: [UInt8], visited: [FolderMark]) throws {
      let path = root + folder
      guard let mark = FolderMark(path), !visited.contains(mark), visited.count < deepest else { return }
      for name in try FolderEntry.names(inFolder: path) {
        try stop.check()
        if HiddenNames.contains(String(decoding: name, as: UTF8.self)) { continue }
        let place = folder.isEmpty ? name : folder + [UInt8(ascii: "/")] + name
        switch Self.entry(root + place) {
        case .folder?:
          if folder.isEmpty { folders.append(FolderName(name)) }
          try take(place, visited: visited + [mark])
        case .file(let size)?:
          guard files.count < mostFiles else {
            throw DatasetError.tooLarge(
              what: String(decoding: root, as: UTF8.self) + ": its files", bytes: nil, limit: mostFiles)
          }
          files.append(TreeFile(place: place, size: size))
        case nil: break
        }
      }
    }

    static func entry(_ path: [UInt8]) -> FolderEntry? {
      path.withPath { FolderEntry.at($0) }
    }
  }

  /// What tells a folder from all others.
  private struct FolderMark: Equatable {
    let device, file: UInt

    init?(_ path: [UInt8]) {
      var status = stat()
      guard path.withPath({ stat($0, &status) }) == 0 else { return nil }
      (device, file) = (UInt(status.st_dev), UInt(status.st_ino))
    }
  }
}
