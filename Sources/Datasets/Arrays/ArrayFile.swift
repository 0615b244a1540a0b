package import Basics
import FileFormats
package import Options

/// Images in an array of NumPy's: a `.npy` file, or an array of a `.npz`.
package enum ArrayFile: DatasetFormat {
  static let path = OptionKey<String>("path", .reading, required: true, "the file, `.npy` or `.npz`")
  static let key = OptionKey<String>(
    "key", .word, "which array of a `.npz` holds the images; `images`, `x_train`, `data` or the only one if not given")
  static let labels = OptionKey<String>("labels", .reading, "a file with a label for each image, `.npy`")
  static let labelsKey = OptionKey<String>(
    "labels-key", .word, "which array of the `.npz` holds the labels; if not given the one that goes with the images")
  static let classes = OptionKey<[String]>(
    "classes", .list(.word), "the names of the classes, by their labels; the numbers themselves if not given")
  static let layout = OptionKey<ArrayLayout>(
    "layout", .choice(of: ArrayLayout.self), "which side is what; if not given, channels are the side of 1 or 3")
  static let scale = OptionKey<ArrayScale>(
    "scale", .choice(of: ArrayScale.self), default: "auto", "which numbers are black and white")

  /// The row of the table of data sets.
  package static let declaration = TermDeclaration(
    "array", "images in a NumPy array, `.npy` or `.npz`, with one channel or three",
    options: [path, key, labels, labelsKey, classes, layout, scale].map { (option: any OptionDeclaring) in
      option.declaration
    })

  /// What will be loaded; throws where the file is missing or holds no array of images.
  package static func preview(
    _ options: OptionValues, from places: DataPlaces, unless stop: StopFlag
  ) throws -> DatasetPreview {
    if let labels = options[ifGiven: labels] {
      _ = try NumPyFile(
        RandomAccessFile(path: labels, expecting: "a NumPy array of labels", unless: stop), path: labels, unless: stop)
    }
    let source = try ArraySource(options[path], unless: stop)
    switch source {
    case .array(let file):
      let (layout, sides) = try ArrayImages.layout(of: file, options)
      let images = layout.images(sides)
      return DatasetPreview(shape: images.shape, count: images.count)
    case .archive(let archive):
      // Its arrays are packed: what they are, is known when they are read.
      _ = try source.imagesKey(in: archive, options)
      return DatasetPreview(shape: nil, count: nil)
    }
  }

  /// Reads the images, and says how numbers that are no bytes were made some.
  package static func load(_ options: OptionValues, from places: DataPlaces, watcher: LoadingWatcher) throws -> ImageSet
  {
    let path = options[path]
    let source = try ArraySource(path, memoryLimit: watcher.memoryLimit, unless: watcher.stop)
    let file: NumPyFile
    var labelFile: NumPyFile?
    switch source {
    case .array(let array): file = array
    case .archive(let archive):
      let key = try source.imagesKey(in: archive, options)
      guard let array = try archive.array(named: key) else { preconditionFailure("The array was found.") }
      file = array
      labelFile = try source.labelsKey(in: archive, for: key, options).flatMap { try archive.array(named: $0) }
    }
    if let labels = options[ifGiven: labels] {
      let stream = try RandomAccessFile(path: labels, expecting: "a NumPy array of labels", unless: watcher.stop)
      labelFile = try NumPyFile(stream, path: labels, unless: watcher.stop)
    }
    let images = try ArrayImages(file, options, watcher: watcher)
    let labels = try labelFile.map { try ArrayLabels($0, of: images, options) }
    return ImageSet(
      name: path.fileStem, shape: images.shape, classNames: labels?.classNames ?? [], pixels: images.pixels,
      labels: labels?.labels)
  }
}

/// What lies at the path of an array: one, or an archive of several.
enum ArraySource {
  case array(NumPyFile)
  case archive(NumPyArchive)

  init(_ path: String, memoryLimit: Int? = nil, unless stop: StopFlag) throws {
    let file = try RandomAccessFile(path: path, expecting: "a NumPy array, `.npy` or `.npz`", unless: stop)
    self =
      FileKind(try file.read(FileKind.beginning, at: 0)) == .zip
      ? .archive(try NumPyArchive(path: path, memoryLimit: memoryLimit, unless: stop))
      : .array(try NumPyFile(file, path: path, unless: stop))
  }

  /// The array of images in an archive.
  func imagesKey(in archive: NumPyArchive, _ options: OptionValues) throws -> String {
    let key = options[ifGiven: ArrayFile.key]
    let wanted = key.map { [$0] } ?? ["images", "x_train", "data", "X", "x"]
    if let found = wanted.first(where: archive.names.contains) { return found }
    if key == nil, archive.names.count == 1 { return archive.names[0] }
    throw DatasetError.badArray(
      path: options[ArrayFile.path], found: archive.names.isEmpty ? "no array" : "the arrays \(allOf(archive.names))",
      expected: key.map { "one called \($0)" } ?? "`images`, `x_train` or `data`, or the one that `key=` says")
  }

  /// The array of labels that goes with the one of images; nil where there is none.
  func labelsKey(in archive: NumPyArchive, for images: String, _ options: OptionValues) throws -> String? {
    if let key = options[ifGiven: ArrayFile.labelsKey] {
      guard archive.names.contains(key) else {
        throw DatasetError.badArray(
          path: options[ArrayFile.path], found: "the arrays \(allOf(archive.names))", expected: "one called \(key)")
      }
      return key
    }
    var wanted: [String] = []
    if images.hasPrefix("x") { wanted.append("y" + images.dropFirst()) }
    if images.hasPrefix("X") { wanted += ["Y" + images.dropFirst(), "y" + images.dropFirst()] }
    wanted += [images.replacing("images", with: "labels"), images.replacing("data", with: "labels"), "labels"]
    return wanted.first { $0 != images && archive.names.contains($0) }
  }
}
