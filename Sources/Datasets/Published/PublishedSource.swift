import Basics
import FileFormats
import Options

/// Where a published data set lies.
enum PublishedSource<Dataset: PublishedDataset> {
  /// In a folder, in the form of that number.
  case folder(String, packing: Int)
  /// In an archive, most likely in the form of that number.
  case archive(String, guess: Int)

  /// What lies at `path`: an archive, an unpacked folder, or a folder that holds one of them.
  static func at(_ path: String, _ packings: [Packing]) throws -> PublishedSource {
    let expected = Dataset.expected(packings)
    switch FolderEntry.at(path) {
    case nil: throw FileFormatError.missing(path: path, expected: expected)
    case .file(let size)?:
      let archive = article(Dataset.title) + " " + Dataset.title + " archive"
      guard size > 0 else { throw FileFormatError.wrongSize(path: path, bytes: 0, expected: archive) }
      // One of the files stands for the folder that it lies in.
      if let packing = packings.firstIndex(where: { $0.knownFiles.contains(unpackedName(path.fileName)) }) {
        return .folder(path.enclosingFolder, packing: packing)
      }
      return .archive(path, guess: packings.firstIndex { $0.archive == path.fileName } ?? 0)
    case .folder?:
      for wholly in [true, false] {
        if let source = inside(path, packings, isChosen: true, wholly: wholly) { return source }
      }
      let names = try FolderEntry.names(in: path)
      throw names.isEmpty
        ? DatasetError.emptyFolder(path: path, expected: expected)
        : DatasetError.unknownContents(path: path, expected: expected)
    }
  }

  /// What the folder at `path` is or holds; unpacked files come first, since they are read faster.
  ///
  /// - Parameters:
  ///   - isChosen: Whether somebody says that the data set lies there, so that its files need no folder of their own.
  ///   - wholly: Whether all files that are asked for must be there.
  static func inside(
    _ path: String, _ packings: [Packing], isChosen: Bool = false, wholly: Bool
  ) -> PublishedSource? {
    for (index, packing) in packings.enumerated() {
      let here = isChosen || packing.isUnmistakable ? [path] : []
      for folder in here + packing.folders.map({ path.appendingPath($0) }) {
        let isThere = { (name: String) in file(name, in: folder) != nil }
        if wholly ? packing.files.allSatisfy(isThere) : packing.knownFiles.contains(where: isThere) {
          return .folder(folder, packing: index)
        }
      }
    }
    for (index, packing) in packings.enumerated() {
      guard let archive = packing.archive else { continue }
      for folder in [path] + packing.folders.map({ path.appendingPath($0) }) {
        if case .file? = FolderEntry.at(folder.appendingPath(archive)) {
          return .archive(folder.appendingPath(archive), guess: index)
        }
      }
    }
    return nil
  }

  /// Reads what the options ask for.
  func read(_ options: OptionValues, unless stop: StopFlag) throws -> ImageSet {
    let packings = Dataset.packings(for: options)
    switch self {
    case .folder(let folder, let packing):
      var assembler = try Dataset.assembler(of: packing, for: options)
      for name in packings[packing].files {
        try assembler.take(Self.member(name, in: folder, of: packings[packing], unless: stop))
      }
      return try assembler.imageSet()
    case .archive(let path, let guess):
      return try Self.readArchive(path, packings, guess: guess, options, unless: stop)
    }
  }

  // MARK: Folders

  /// The file of a name in a folder, as it is or packed by gzip; nil where there is neither.
  private static func file(_ name: String, in folder: String) -> String? {
    for path in [folder.appendingPath(name), folder.appendingPath(name + ".gz")] {
      if case .file? = FolderEntry.at(path) { return path }
    }
    return nil
  }

  private static func member(
    _ name: String, in folder: String, of packing: Packing, unless stop: StopFlag
  ) throws -> PublishedMember {
    let expected = "a file of \(Dataset.title)"
    guard let path = file(name, in: folder) else {
      throw FileFormatError.missing(path: folder.appendingPath(name), expected: expected)
    }
    if path.hasSuffix(".gz") {
      let stream = try GzipStream(path: path, expecting: expected, unless: stop)
      return PublishedMember(name: name, place: path, size: nil, stream: stream)
    }
    let stream = try FileStream(path: path, expecting: expected, unless: stop)
    return PublishedMember(name: name, place: path, size: stream.size, stream: stream)
  }

  // MARK: Archives

  /// Reads the members in whatever order they lie, and the rest of the archive for its check sum.
  private static func readArchive(
    _ path: String, _ packings: [Packing], guess: Int, _ options: OptionValues, unless stop: StopFlag
  ) throws -> ImageSet {
    let archive = try PublishedArchive(
      path: path, expecting: article(Dataset.title) + " " + Dataset.title + " archive", unless: stop)
    var missing: [String]?
    var assembler: (any DatasetAssembler)?
    while missing?.isEmpty != true, let name = try archive.next() {
      // The first file that is known says which of the forms it is.
      if missing == nil, let packing = packings.firstIndex(where: { $0.knownFiles.contains(name) }) {
        missing = packings[packing].files
        assembler = try Dataset.assembler(of: packing, for: options)
      }
      guard let wanted = missing?.firstIndex(of: name) else { continue }
      missing?.remove(at: wanted)
      try assembler?.take(try archive.member(named: name))
    }
    let absent = missing ?? packings[guess].files
    guard absent.isEmpty, let assembler else { throw DatasetError.missingMember(path: path, members: absent) }
    try archive.finish()
    return try assembler.imageSet()
  }

  /// A name without the ending of a packed file.
  private static func unpackedName(_ name: String) -> String { name.hasSuffix(".gz") ? String(name.dropLast(3)) : name }

  private static func article(_ word: String) -> String {
    // Names of letters are read letter by letter: an EMNIST, an SVHN, an MNIST.
    word.first.map { "AEFHILMNORSX".contains($0) } == true && word.prefix(2).allSatisfy(\.isUppercase) ? "an" : "a"
  }
}
