public import Basics
public import Options

/// CIFAR-10, as its authors publish it: the binary and the Python archive, and the unpacked folders of both.
public enum CIFAR10: DatasetFormat {
  private static let split = DatasetSplit.key("the 50,000 training images or the 10,000 test images")
  private static let path = OptionKey<String>(
    "path", .reading, "the archive, the unpacked folder, or the folder that holds one of them")
  private static let limit = OptionKey<Int>("limit", .whole(from: 1), "only the first so many images")
  private static let download = OptionKey<Bool>(
    "download", .flag, default: false, "fetch the archive (162 MiB) where it is missing")

  /// The row of the table of data sets.
  public static let declaration = TermDeclaration(
    "cifar10", "CIFAR-10: 50,000 + 10,000 colour photographs of 32x32 pixels in ten classes",
    options: [split.declaration, path.declaration, limit.declaration, download.declaration])

  /// What a path has to lead to, for people.
  static let expected =
    "cifar-10-binary.tar.gz, cifar-10-python.tar.gz, cifar-10-batches-bin or cifar-10-batches-py"

  /// What will be loaded; throws where nothing can be found and no download is asked for.
  public static func preview(
    _ options: OptionValues, from places: DataPlaces, unless stop: StopFlag
  ) throws -> DatasetPreview {
    if !options[download] || options[ifGiven: path] != nil { _ = try locate(options, from: places) }
    let all = options[split] == .validation ? 10_000 : 50_000
    return DatasetPreview(shape: CIFAR10Reader.shape, count: min(all, options[ifGiven: limit] ?? all))
  }

  /// Loads the images; nothing is unpacked to disk, and nothing read beyond what is asked for.
  public static func load(_ options: OptionValues, from places: DataPlaces, watcher: LoadingWatcher) throws
    -> ImageSet
  {
    let source: CIFAR10Source
    do {
      source = try locate(options, from: places)
    } catch DatasetError.noData where options[download] {
      guard let cache = places.cacheFolder else {
        throw DatasetError.badOption(
          "download", dataset: name, found: "no cache folder", expected: "a place to keep the archive")
      }
      source = .archive(try ArchiveDownload.cifar10.fetch(into: cache, watcher: watcher), .binary)
    }
    return try source.read(split: options[split].rawValue, limit: options[ifGiven: limit], unless: watcher.stop)
  }

  /// Loads a part of what lies at a path, at most so many images of it.
  public static func load(_ split: DatasetSplit, at path: String, limit: Int? = nil) throws -> ImageSet {
    try CIFAR10Source.at(path).read(split: split.rawValue, limit: limit, unless: StopFlag())
  }

  private static func locate(_ options: OptionValues, from places: DataPlaces) throws -> CIFAR10Source {
    if let path = options[ifGiven: path] { return try CIFAR10Source.at(path) }
    let searched = [places.dataFolder, places.cacheFolder].compactMap { $0 }
    for folder in searched {
      if let source = CIFAR10Source.inside(folder) { return source }
    }
    throw DatasetError.noData(
      dataset: "CIFAR-10", searched: searched,
      advice: "say download=yes, or fetch \(ArchiveDownload.cifar10.url) and say path=cifar-10-binary.tar.gz")
  }
}
