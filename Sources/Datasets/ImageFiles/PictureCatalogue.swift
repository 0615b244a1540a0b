import Basics
import FileFormats
import Synchronization

/// The pictures that a path leads to, in their order, with their classes; and what else lies there.
struct PictureCatalogue: Sendable {
  /// A picture, or what should be one.
  struct Item: Sendable {
    /// Its place among the files of the tree.
    let index: Int
    /// Its class; 0 where there are none.
    var label: Int
  }

  let tree: any PictureTree
  /// The pictures in the order in which they are loaded.
  private(set) var items: [Item]
  /// The names of the classes; empty where there are none.
  private(set) var classNames: [String]
  /// The part of the tree that was taken, where it has parts.
  let split: PictureSplit?
  /// Files that are no pictures, in order.
  private var others: [String]
  /// Pictures that lie beside the folders of classes.
  let loose: Int
  /// What is known of each file by its first bytes.
  private let looks: [Look]

  /// What a file's first bytes tell.
  private enum Look: Sendable {
    case picture(PictureSize?)
    /// What should be a picture by its name, or cannot be read by this build.
    case broken
    case other

    init(_ file: TreeFile, _ beginning: [UInt8]) {
      if let reader = PictureTable.reader(of: FileKind(beginning)) {
        self = reader.trait?.isHere ?? true ? .picture(reader.size(beginning)) : .broken
      } else {
        self = PictureTable.isNamedAsPicture(file.name) ? .broken : .other
      }
    }
  }

  /// How many bytes of a file are looked at: they tell the size of most pictures, profiles and all.
  private static let beginning = 1 << 14

  /// Looks at the first bytes of all files of a tree, and takes the pictures, or those of one part.
  init(_ tree: any PictureTree, split asked: ImageSplit?, threads: Int, unless stop: StopFlag) throws {
    self.tree = tree
    let root = try TreeRoot(tree, split: asked)
    split = root.split
    let within = tree.files.indices.filter { root.holds(tree.files[$0]) }
    let seen = Mutex([Look](repeating: .other, count: tree.files.count))
    try tree.look(within, bytes: Self.beginning, threads: threads, unless: stop) { index, bytes in
      let look = Look(tree.files[index], bytes)
      seen.withLock { $0[index] = look }
    }
    let found = within.partitioned { index in if case .other = seen.withLock({ $0[index] }) { false } else { true } }
    looks = seen.withLock { $0 }
    others = found.others.map { tree.files[$0].path }.sorted()
    let pictures = found.taken.sorted { TreeFile.isBefore(tree.files[$0], tree.files[$1]) }
    var labels: [FolderName: Int] = [:]
    for (label, name) in root.folders.enumerated() { labels[name] = label }
    let labelled = pictures.compactMap { index in
      root.className(of: tree.files[index]).flatMap { labels[$0] }.map { Item(index: index, label: $0) }
    }
    guard !labelled.isEmpty || pictures.isEmpty && !root.folders.isEmpty else {
      // No folders, or none that holds a picture, beside pictures.
      (items, classNames, loose) = (pictures.map { Item(index: $0, label: 0) }, [], 0)
      return
    }
    // By class, and within one as before.
    items = labelled.enumerated().sorted { ($0.element.label, $0.offset) < ($1.element.label, $1.offset) }.map(
      \.element)
    (classNames, loose) = (root.folders.map(\.text), pictures.count - labelled.count)
  }

  /// Throws where there is no picture, or none of one of the classes.
  func check() throws {
    guard !items.isEmpty else {
      let expected = "pictures (\(PictureTable.names)), or a folder of them for each class"
      guard !others.isEmpty || !tree.folders.isEmpty else {
        throw DatasetError.emptyFolder(path: tree.path, expected: expected)
      }
      let found =
        others.first.map { "\(countText(others.count, "file")) such as \($0.fileName)" } ?? "folders without files"
      throw DatasetError.noPictures(path: tree.path, found: found, expected: expected)
    }
    guard !classNames.isEmpty else { return }
    guard classNames.count <= 1 << 16 else {
      throw DatasetError.tooLarge(what: "\(tree.path): \(classNames.count) classes", bytes: nil, limit: 1 << 16)
    }
    let present = Set(items.map(\.label))
    let absent = classNames.indices.filter { !present.contains($0) }.map { classNames[$0] }
    guard absent.isEmpty else {
      throw DatasetError.noPicturesOfClass(path: tree.path, classes: absent)
    }
  }

  /// Takes labels from a table instead of folders; pictures that it does not name are left out, and counted.
  mutating func take(_ table: LabelTable) throws -> Int {
    // The table itself is none of the strangers.
    let root = tree.path
    others.removeAll { root.appendingPath($0) == table.path }
    var names: Set<String> = []
    var kept: [(index: Int, name: String)] = []
    for item in items {
      if let name = table.className(of: tree.files[item.index]) {
        kept.append((item.index, name))
        names.insert(name)
      }
    }
    guard !kept.isEmpty else {
      throw DatasetError.noPicturesOfTable(
        path: table.path, example: table.example, picture: items.first.map { tree.files[$0.index].path } ?? "none")
    }
    classNames = names.sorted(by: LabelTable.isBefore)
    guard classNames.count <= 1 << 16 else {
      throw DatasetError.tooLarge(what: "\(table.path): \(classNames.count) classes", bytes: nil, limit: 1 << 16)
    }
    var labels: [String: Int] = [:]
    for (label, name) in classNames.enumerated() { labels[name] = label }
    defer { items = kept.compactMap { kept in labels[kept.name].map { Item(index: kept.index, label: $0) } } }
    return items.count - kept.count
  }

  /// Keeps only the first so many.
  mutating func limit(to count: Int?) {
    if let count, count < items.count { items.removeLast(items.count - count) }
  }

  /// Keeps only the first so many of each class; throws where there are none.
  mutating func limit(toEachClass count: Int) throws {
    guard !classNames.isEmpty else {
      throw DatasetError.badOption(
        ImageQuota.perClass.declaration.name, dataset: tree.path.fileName, found: "a set without classes",
        expected: "one with labels")
    }
    var left = [Int](repeating: count, count: classNames.count)
    items = items.filter { item in
      left[item.label] -= 1
      return left[item.label] >= 0
    }
  }

  /// Leaves out what is at these places among the items.
  mutating func remove(_ places: Set<Int>) {
    items = items.indices.filter { !places.contains($0) }.map { items[$0] }
  }

  /// The sizes that the pictures tell at their beginning, each with how many have it; nil where one does not.
  var sizes: [PictureSize: Int]? {
    var sizes: [PictureSize: Int] = [:]
    for item in items {
      switch looks[item.index] {
      case .picture(let size?): sizes[size, default: 0] += 1
      case .picture(nil): return nil
      case .broken, .other: continue
      }
    }
    return sizes
  }

  /// The bytes of all pictures' files.
  var fileBytes: Int { items.reduce(0) { $0 + tree.files[$1.index].size } }

  /// What was found, for people: "212 images; 3 files that are none, such as labels.csv".
  func remarks(left: Int, damaged: [String]) -> String? {
    var parts: [String] = []
    if let example = others.first {
      parts.append(
        "\(countText(others.count, "file")) that \(others.count == 1 ? "is" : "are") none, such as \(example.fileName)")
    }
    if loose > 0 { parts.append("\(countText(loose, "image")) beside the folders of classes passed over") }
    if left > 0 { parts.append("\(countText(left, "image")) without a label passed over") }
    if !damaged.isEmpty {
      parts.append(
        "\(damaged.count) that \(damaged.count == 1 ? "is" : "are") damaged passed over: " + clipped(damaged))
    }
    if let split { parts.insert("those of \(split.folder)", at: 0) }
    return parts.isEmpty ? nil : "\(countText(items.count, "image")); " + parts.joined(separator: "; ")
  }
}

/// A part of a tree that has several.
struct PictureSplit: Hashable, Sendable {
  /// What a script calls it.
  let word: ImageSplit
  /// The folder's name.
  let folder: String
}

/// Up to ten things in a row, and how many more there are.
func clipped(_ things: [String]) -> String {
  things.prefix(10).joined(separator: ", ") + (things.count > 10 ? " and \(things.count - 10) more" : "")
}

extension [Int] {
  /// Those that a rule takes, and the others.
  fileprivate func partitioned(_ isTaken: (Int) -> Bool) -> (taken: [Int], others: [Int]) {
    var parts: (taken: [Int], others: [Int]) = ([], [])
    for element in self { if isTaken(element) { parts.taken.append(element) } else { parts.others.append(element) } }
    return parts
  }
}
