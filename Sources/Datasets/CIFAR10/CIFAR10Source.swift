import Basics
import FileFormats

/// Where a CIFAR-10 lies.
enum CIFAR10Source {
  case archive(String, CIFAR10Reader.Layout)
  case folder(String, CIFAR10Reader.Layout)

  /// What lies at `path`: an archive, an unpacked folder, or a folder that holds one of them.
  static func at(_ path: String) throws -> CIFAR10Source {
    switch FolderEntry.at(path) {
    case nil: throw FileFormatError.missing(path: path, expected: CIFAR10.expected)
    case .file(let size)?:
      guard size > 0 else { throw FileFormatError.wrongSize(path: path, bytes: 0, expected: "a CIFAR-10 archive") }
      return .archive(path, path.contains("python") ? .pickled : .binary)
    case .folder?:
      if let source = inside(path) { return source }
      let names = try FolderEntry.names(in: path)
      throw names.isEmpty
        ? DatasetError.emptyFolder(path: path, expected: CIFAR10.expected)
        : DatasetError.unknownContents(path: path, expected: CIFAR10.expected)
    }
  }

  /// What the folder at `path` is or holds; unpacked files come first, since they are read faster.
  static func inside(_ path: String) -> CIFAR10Source? {
    for folder in [path, path.appendingPath("cifar-10-batches-bin"), path.appendingPath("cifar-10-batches-py")] {
      for layout in [CIFAR10Reader.Layout.binary, .pickled] {
        let files = layout.training + layout.validation
        if files.contains(where: { FolderEntry.at(folder.appendingPath($0)) != nil }) { return .folder(folder, layout) }
      }
    }
    for (name, layout) in [
      ("cifar-10-binary.tar.gz", CIFAR10Reader.Layout.binary), ("cifar-10-python.tar.gz", .pickled),
    ] {
      if case .file? = FolderEntry.at(path.appendingPath(name)) { return .archive(path.appendingPath(name), layout) }
    }
    return nil
  }

  /// Reads a split, or its first `limit` images.
  func read(split: String, limit: Int?, unless stop: StopFlag) throws -> ImageSet {
    switch self {
    case .folder(let path, let layout): try Self.readFolder(path, layout, split: split, limit: limit, unless: stop)
    case .archive(let path, let layout):
      try Self.readArchive(path, guess: layout, split: split, limit: limit, unless: stop)
    }
  }

  private static func readFolder(
    _ folder: String, _ layout: CIFAR10Reader.Layout, split: String, limit: Int?, unless stop: StopFlag
  ) throws -> ImageSet {
    let batches = layout.batches(of: split, limit: limit)
    let names = folder.appendingPath(layout.classNames)
    var reader = CIFAR10Reader(split: split, batches: batches.count, limit: limit)
    try reader.takeClassNames(
      try FileStream(path: names, expecting: "the names of the classes", unless: stop).read(smallFile), path: names,
      pickled: layout.isPickled)
    for (index, name) in batches.enumerated() {
      let path = folder.appendingPath(name)
      let stream = try FileStream(path: path, expecting: "10,000 images of CIFAR-10", unless: stop)
      try check(stream.size, of: path, layout)
      if layout.isPickled {
        try reader.takePickled(try stream.read(stream.size), path: path, batch: index)
      } else {
        try reader.readBinary(stream, path: path, batch: index)
      }
    }
    return reader.imageSet()
  }

  /// Reads the members in whatever order they lie, and the rest of the archive for its check sum.
  private static func readArchive(
    _ path: String, guess: CIFAR10Reader.Layout, split: String, limit: Int?, unless stop: StopFlag
  ) throws -> ImageSet {
    let archive = TarReader(
      path: path, stream: try GzipStream(path: path, expecting: "a CIFAR-10 archive", unless: stop))
    var layout = guess
    var missing: [String]?
    var reader: CIFAR10Reader?
    while missing?.isEmpty != true, let member = try archive.next() {
      guard member.isFile else { continue }
      // The first batch or list of names says which of the two archives it is.
      if missing == nil {
        for candidate in [CIFAR10Reader.Layout.binary, .pickled]
        where (candidate.training + candidate.validation + [candidate.classNames]).contains(member.fileName) {
          layout = candidate
          let batches = layout.batches(of: split, limit: limit)
          missing = batches + [layout.classNames]
          reader = CIFAR10Reader(split: split, batches: batches.count, limit: limit)
        }
      }
      guard let wanted = missing?.firstIndex(of: member.fileName) else { continue }
      missing?.remove(at: wanted)
      let place = path + ":" + member.name
      if member.fileName == layout.classNames {
        try reader?.takeClassNames(try archive.contents(limit: smallFile), path: place, pickled: layout.isPickled)
      } else {
        let index = layout.batches(of: split, limit: limit).firstIndex(of: member.fileName) ?? 0
        try check(member.size, of: place, layout)
        if layout.isPickled {
          try reader?.takePickled(try archive.contents(limit: largestPickle), path: place, batch: index)
        } else {
          try reader?.readBinary(archive, path: place, batch: index)
        }
      }
    }
    let absent = missing ?? layout.batches(of: split, limit: limit) + [layout.classNames]
    guard absent.isEmpty, let reader else { throw DatasetError.missingMember(path: path, members: absent) }
    try archive.finish()
    return reader.imageSet()
  }

  private static let smallFile = 1 << 16
  /// A batch of bytes that Python 3 wrote as text takes up to twice its size.
  private static let largestPickle = 3 * CIFAR10Reader.batchBytes

  private static func check(_ size: Int, of path: String, _ layout: CIFAR10Reader.Layout) throws {
    if layout.isPickled {
      guard (1...largestPickle).contains(size) else {
        throw FileFormatError.wrongSize(path: path, bytes: size, expected: "a pickle of 1 to \(largestPickle) bytes")
      }
    } else if size != CIFAR10Reader.batchBytes {
      throw FileFormatError.wrongSize(
        path: path, bytes: size, expected: "\(CIFAR10Reader.batchBytes), 10000 records of 3073")
    }
  }
}
