/// CIFAR-10, as its authors publish it: the binary and the Python archive, and the unpacked folders of both.
public enum CIFAR10: DatasetFormat {
  /// The word in the script.
  public static let name = "cifar10"
  /// One line that says what it is.
  public static let summary = "CIFAR-10: 50,000 + 10,000 colour photographs of 32x32 pixels in ten classes"
  /// What can be chosen.
  public static let options = [
    DatasetOption(
      "split", .choice(["training", "validation"]), default: .choice("training"),
      "the 50,000 training images or the 10,000 test images"),
    DatasetOption("path", .path, "the archive, the unpacked folder, or the folder that holds one of them"),
    DatasetOption("limit", .integer(minimum: 1), "only the first so many images"),
    DatasetOption("download", .flag, default: .flag(false), "fetch the archive (162 MiB) where it is missing"),
  ]

  /// What a path has to lead to, for people.
  static let expected =
    "cifar-10-binary.tar.gz, cifar-10-python.tar.gz, cifar-10-batches-bin or cifar-10-batches-py"

  /// What will be loaded; throws where nothing can be found and no download is asked for.
  public static func preview(_ options: DatasetOptionValues, from places: DataPlaces) throws -> DatasetPreview {
    if !options.flag("download") || options.path("path") != nil { _ = try locate(options, from: places) }
    let all = options.choice("split") == "validation" ? 10_000 : 50_000
    return DatasetPreview(shape: CIFAR10Reader.shape, count: min(all, options.integer("limit") ?? all))
  }

  /// Loads the images; nothing is unpacked to disk, and nothing read beyond what is asked for.
  public static func load(_ options: DatasetOptionValues, from places: DataPlaces, watcher: LoadingWatcher) throws
    -> ImageSet
  {
    let split = options.choice("split") ?? "training"
    let source: CIFAR10Source
    do {
      source = try locate(options, from: places)
    } catch DatasetError.noData where options.flag("download") {
      guard let cache = places.cacheFolder else {
        throw DatasetError.badOption(
          "download", dataset: name, found: "no cache folder", expected: "a place to keep the archive")
      }
      source = .archive(try ArchiveDownload.cifar10.fetch(into: cache, watcher: watcher), .binary)
    }
    return try source.read(split: split, limit: options.integer("limit"))
  }

  private static func locate(_ options: DatasetOptionValues, from places: DataPlaces) throws -> CIFAR10Source {
    if let path = options.path("path") { return try CIFAR10Source.at(path) }
    let searched = [places.dataFolder, places.cacheFolder].compactMap { $0 }
    for folder in searched {
      if let source = CIFAR10Source.inside(folder) { return source }
    }
    throw DatasetError.noData(
      dataset: "CIFAR-10", searched: searched,
      advice: "say download=yes, or fetch \(ArchiveDownload.cifar10.url) and say path=cifar-10-binary.tar.gz")
  }
}
