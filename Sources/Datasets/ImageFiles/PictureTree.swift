import Basics
import FileFormats

/// Files that may be pictures, with the folders that they lie in: on the disk, or in an archive.
protocol PictureTree: Sendable {
  /// The path that led to them, for messages.
  var path: String { get }
  /// The files, in any order.
  var files: [TreeFile] { get }
  /// The folders right under the root, those without a file included.
  var folders: [FolderName] { get }
  /// Whether they lie in an archive.
  var isPacked: Bool { get }

  /// The whole path of a file, for messages.
  func path(of index: Int) -> String

  /// Calls `body` with each of some files and its first bytes, as many as asked for; several at a time.
  func look(
    _ indices: [Int], bytes: Int, threads: Int, unless stop: StopFlag,
    _ body: @Sendable (_ index: Int, _ beginning: [UInt8]) -> Void
  ) throws

  /// Calls `body` with each of some files and its bytes; several at a time.
  func read(
    _ indices: [Int], threads: Int, unless stop: StopFlag,
    _ body: @Sendable (_ index: Int, _ contents: Result<[UInt8], any Error>) throws -> Void
  ) throws
}

/// A file under the root of a tree.
struct TreeFile: Sendable {
  /// The folders on the way to it, outermost first.
  let folders: [FolderName]
  /// Its name.
  let name: String
  /// Its path from the root as the bytes that the system knows it by, which need be no UTF-8.
  let place: [UInt8]
  /// Its bytes; 0 where that is not known.
  let size: Int

  /// The file at a path whose parts lie between slashes.
  init(place: [UInt8], size: Int) {
    let parts = place.split(separator: UInt8(ascii: "/")).map { FolderName($0) }
    (folders, name) = (Array(parts.dropLast()), parts.last?.text ?? "")
    (self.place, self.size) = (place, size)
  }

  /// The path from the root, for people.
  var path: String { (folders.map(\.text) + [name]).joined(separator: "/") }

  /// The order in which torchvision's `ImageFolder` takes the files of a class: folder by folder, each by its names.
  static func isBefore(_ left: TreeFile, _ right: TreeFile) -> Bool {
    let slash = UInt8(ascii: "/")
    let cuts = (left.place.lastIndex(of: slash) ?? 0, right.place.lastIndex(of: slash) ?? 0)
    let (leftFolder, rightFolder) = (left.place[..<cuts.0], right.place[..<cuts.1])
    return leftFolder == rightFolder
      ? left.place.lexicographicallyPrecedes(right.place) : leftFolder.lexicographicallyPrecedes(rightFolder)
  }
}

/// The name of a folder, which is another one where a byte is another, whatever the texts look like.
struct FolderName: Hashable, Sendable, Comparable {
  let bytes: [UInt8]

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// The name for people; what is no UTF-8 is replaced.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The order of ImageFolder's classes.
  static func < (left: FolderName, right: FolderName) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}

/// What no folder is looked through for, and no file taken for a picture: what systems leave beside people's files.
enum HiddenNames {
  static func contains(_ name: String) -> Bool { name.hasPrefix(".") || name == "__MACOSX" || name == "Thumbs.db" }
}
