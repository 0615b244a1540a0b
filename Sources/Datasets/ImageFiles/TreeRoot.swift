import Basics

/// Where the folders of classes lie in a tree: at its root, in the one folder of an archive, or in that of a part.
struct TreeRoot {
  let split: PictureSplit?
  /// The classes' folders.
  let folders: [FolderName]
  /// What a file's folders begin with, to belong to it.
  private let prefix: [FolderName]
  /// Whether classes are the folders that files lie in, whatever comes before.
  private let isPattern: Bool

  init(_ tree: any PictureTree, split asked: ImageSplit?) throws {
    isPattern = tree.folders.isEmpty && Set(tree.files.map(\.folders)).count > 1
    guard !isPattern else {
      if let asked { throw DatasetError.noPart(path: tree.path, word: asked.rawValue, parts: []) }
      (split, prefix, folders) = (nil, [], Set(tree.files.compactMap(\.folders.last)).sorted())
      return
    }
    var (prefix, folders) = tree.isPacked ? Self.unwrapped(tree) : ([], tree.folders)
    let parts = Dictionary(
      folders.compactMap { name in ImageSplit(folder: name.text).map { ($0, name) } },
      uniquingKeysWith: { first, _ in first })
    if parts[.training] != nil, folders.allSatisfy({ ImageSplit(folder: $0.text) != nil }) {
      let word = asked ?? .training
      let other = [ImageSplit.validation: ImageSplit.test, .test: .validation][word]
      guard let name = parts[word] ?? other.flatMap({ parts[$0] }) else {
        throw DatasetError.noPart(path: tree.path, word: word.rawValue, parts: folders.map(\.text))
      }
      split = PictureSplit(word: word, folder: name.text)
      prefix.append(name)
      folders = Self.folders(in: tree, under: prefix)
    } else {
      if let asked { throw DatasetError.noPart(path: tree.path, word: asked.rawValue, parts: []) }
      split = nil
    }
    (self.prefix, self.folders) = (prefix, folders)
  }

  /// The folders of an archive that matter: what is packed often lies in one that holds all others.
  private static func unwrapped(_ tree: any PictureTree) -> (prefix: [FolderName], folders: [FolderName]) {
    var (prefix, folders): ([FolderName], [FolderName]) = ([], tree.folders)
    while folders.count == 1, case let inside = prefix + folders,
      tree.files.allSatisfy({ $0.folders.starts(with: inside) })
    {
      let inner = Self.folders(in: tree, under: inside)
      // A folder of files alone is a class, unless it is called like the archive.
      guard !inner.isEmpty || tree.path.fileName.hasPrefix(folders[0].text) else { break }
      (prefix, folders) = (inside, inner)
    }
    return (prefix, folders)
  }

  /// Whether a file belongs to it.
  func holds(_ file: TreeFile) -> Bool { file.folders.starts(with: prefix) }

  /// The class of a file that lies in the folder of one.
  func className(of file: TreeFile) -> FolderName? {
    isPattern ? file.folders.last : file.folders.count > prefix.count ? file.folders[prefix.count] : nil
  }

  /// The folders right under one, as far as files tell them.
  private static func folders(in tree: any PictureTree, under prefix: [FolderName]) -> [FolderName] {
    let found = tree.files.compactMap { file in
      file.folders.starts(with: prefix) && file.folders.count > prefix.count ? file.folders[prefix.count] : nil
    }
    return Set(found).sorted()
  }
}
