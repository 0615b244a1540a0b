public import Basics
import FileFormats
public import Options

/// A folder of PNG files, one sub-folder a class; a folder without sub-folders has no labels.
public enum PNGFolder: DatasetFormat {
  /// How many channels the images get.
  enum Channels: String, OptionWord {
    case colour, grey

    var count: Int { self == .colour ? 3 : 1 }
    var summary: String { self == .colour ? "three channels" : "one channel" }
  }

  private static let path = OptionKey<String>("path", .reading, required: true, "the folder")
  private static let size = OptionKey<Extent>(
    "size", .extent(1...4096), default: 32, unit: "pixels",
    "the height and width all images are brought to: by area when they shrink, linearly when they grow")
  private static let channels = OptionKey<Channels>(
    "channels", .choice(of: Channels.self), default: "colour", "three channels, or one")
  private static let limit = OptionKey<Int>("limit", .whole(from: 1), "only the first so many images")

  /// The row of the table of data sets.
  public static let declaration = TermDeclaration(
    "images", "PNG files of your own, a sub-folder for each class",
    options: [path.declaration, size.declaration, channels.declaration, limit.declaration])

  /// What will be loaded; throws where the folder is missing or holds no PNG file.
  public static func preview(
    _ options: OptionValues, from places: DataPlaces, unless stop: StopFlag
  ) throws -> DatasetPreview {
    let files = try list(options[path], unless: stop).files
    return DatasetPreview(
      shape: shape(options), count: min(files.count, options[ifGiven: limit] ?? files.count))
  }

  /// Loads the files in the order of their names, class by class.
  public static func load(_ options: OptionValues, from places: DataPlaces, watcher: LoadingWatcher) throws
    -> ImageSet
  {
    let path = options[path]
    let (classNames, all) = try list(path, unless: watcher.stop)
    let files = all.prefix(options[ifGiven: limit] ?? all.count)
    let shape = shape(options)
    let (bytes, overflow) = files.count.multipliedReportingOverflow(by: shape.elementCount)
    guard !overflow, bytes <= largestSet else {
      throw DatasetError.tooLarge(
        what: "\(path): \(files.count) images of \(shape)", bytes: overflow ? nil : bytes, limit: largestSet)
    }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(bytes)
    for file in files {
      let image = try PNGFile(path: file.path, channels: shape.channels, unless: watcher.stop)
      pixels += try ImageResizing.resize(
        image.pixels, width: image.width, height: image.height, channels: shape.channels, toWidth: shape.width,
        toHeight: shape.height, unless: watcher.stop)
    }
    return ImageSet(
      name: path.fileName.isEmpty ? path : path.fileName, shape: shape, classNames: classNames,
      pixels: pixels, labels: classNames.isEmpty ? nil : files.map(\.label))
  }

  /// Eight gigabytes of pixels.
  private static let largestSet = 8 << 30

  private static func shape(_ options: OptionValues) -> ImageShape {
    let size = options[size]
    return ImageShape(channels: options[channels].count, height: size.height, width: size.width)
  }

  /// The classes and the files, each with its label.
  private static func list(
    _ path: String, unless stop: StopFlag
  ) throws -> (classNames: [String], files: [(path: String, label: Int)]) {
    let expected = "PNG files, or a sub-folder of PNG files for each class"
    switch FolderEntry.at(path) {
    case nil: throw FileFormatError.missing(path: path, expected: "a folder of " + expected)
    case .file?: throw FileFormatError.unreadable(path: path, reason: "it is a file; expected a folder of " + expected)
    case .folder?: break
    }
    let names = try FolderEntry.names(in: path)
    guard !names.isEmpty else { throw DatasetError.emptyFolder(path: path, expected: expected) }
    var classNames: [String] = []
    var files: [(path: String, label: Int)] = []
    var loose: [String] = []
    for name in names {
      try stop.check()
      let place = path.appendingPath(name)
      guard case .folder? = FolderEntry.at(place) else {
        loose.append(place)
        continue
      }
      let members = try FolderEntry.names(in: place).map { place.appendingPath($0) }.filter {
        try stop.check()
        return isFile($0)
      }
      guard !members.isEmpty else {
        throw DatasetError.emptyFolder(path: place, expected: "PNG files of the class \(name)")
      }
      files += members.map { ($0, classNames.count) }
      classNames.append(name)
    }
    if classNames.isEmpty { return ([], loose.map { ($0, 0) }) }
    guard loose.isEmpty else {
      throw DatasetError.unknownContents(path: path, expected: "sub-folders alone, but found the file \(loose[0])")
    }
    guard classNames.count <= 1 << 16 else {
      throw DatasetError.tooLarge(what: "\(path): \(classNames.count) classes", bytes: nil, limit: 1 << 16)
    }
    return (classNames, files)
  }

  private static func isFile(_ path: String) -> Bool {
    if case .file? = FolderEntry.at(path) { true } else { false }
  }
}
