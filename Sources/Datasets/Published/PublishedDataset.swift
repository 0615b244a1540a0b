package import Basics
import FileFormats
package import Options

/// A data set that its authors publish as files: it says what they are and how they are read; where they are found, and
/// how they are fetched, is the same for all.
package protocol PublishedDataset: DatasetFormat {
  /// Its name as its authors write it.
  static var title: String { get }
  /// The forms in which what is asked for may lie, the one that is fetched first.
  static func packings(for options: OptionValues) -> [Packing]
  /// What puts the images together from the files of one of these forms.
  static func assembler(of packing: Int, for options: OptionValues) throws -> any DatasetAssembler
  /// What the authors say of what is asked for.
  static func contents(for options: OptionValues) -> DatasetPreview
}

/// The options of all data sets that are published.
enum PublishedOptions {
  static let path = OptionKey<String>(
    "path", .reading, "the archive, the unpacked folder, or the folder that holds one of them")
  static let download = OptionKey<Bool>(
    "download", .flag, default: false, "fetch the official files where they are missing, once, and check their sums")

  static let all = [path.declaration, download.declaration]
}

extension PublishedDataset {
  /// What will be loaded; throws where nothing can be found and no download is asked for.
  package static func preview(
    _ options: OptionValues, from places: DataPlaces, unless stop: StopFlag
  ) throws -> DatasetPreview {
    if !options[PublishedOptions.download] || options[ifGiven: PublishedOptions.path] != nil {
      _ = try locate(options, from: places)
    }
    return contents(for: options)
  }

  /// Loads the images; nothing is unpacked to disk, and nothing read beyond what is asked for.
  package static func load(_ options: OptionValues, from places: DataPlaces, watcher: LoadingWatcher) throws -> ImageSet
  {
    try checkMemory(options, watcher)
    let source: PublishedSource<Self>
    do {
      source = try locate(options, from: places)
    } catch DatasetError.noData where options[PublishedOptions.download] {
      source = try fetch(options, into: places, watcher: watcher)
    }
    return try source.read(options, unless: watcher.stop)
  }

  /// Throws where what is asked for would not fit into memory.
  private static func checkMemory(_ options: OptionValues, _ watcher: LoadingWatcher) throws {
    let contents = contents(for: options)
    guard let limit = watcher.memoryLimit, let count = contents.count, let shape = contents.shape else { return }
    let wanted = min(count, options[ifGiven: ImageQuota.limit] ?? count)
    let bytes = wanted.timesSaturating(shape.elementCount)
    guard bytes > limit else { return }
    throw DatasetError.tooLarge(
      what: "\(countText(wanted, "image")) of \(title), unless `limit=` takes fewer,", bytes: bytes, limit: limit)
  }

  private static func locate(_ options: OptionValues, from places: DataPlaces) throws -> PublishedSource<Self> {
    let packings = packings(for: options)
    if let path = options[ifGiven: PublishedOptions.path] { return try PublishedSource.at(path, packings) }
    let searched = [places.dataFolder, places.cacheFolder].compactMap { $0 }
    // A folder with all of it comes before one with a part, of which reading says what is missing.
    for wholly in options[PublishedOptions.download] ? [true] : [true, false] {
      for folder in searched {
        if let source = PublishedSource<Self>.inside(folder, packings, wholly: wholly) { return source }
      }
    }
    let urls = packings.first { !$0.downloads.isEmpty }?.downloads.map(\.url) ?? []
    let place = packings.first?.archive ?? "FOLDER"
    throw DatasetError.noData(
      dataset: title, searched: searched,
      advice: "say download=yes, or fetch \(allOf(urls)) and say path=\(place), "
        + "or put it into a folder that $DARKROOM_DATA names")
  }

  /// Fetches the files of the first form that can be fetched.
  private static func fetch(
    _ options: OptionValues, into places: DataPlaces, watcher: LoadingWatcher
  ) throws -> PublishedSource<Self> {
    guard let cache = places.cacheFolder else {
      throw DatasetError.badOption(
        "download", dataset: name, found: "no cache folder", expected: "a place to keep the files")
    }
    let packings = packings(for: options)
    guard let index = packings.firstIndex(where: { !$0.downloads.isEmpty }) else {
      preconditionFailure("\(title) is fetched from nowhere.")
    }
    let packing = packings[index]
    let folder = packing.downloadFolder.isEmpty ? cache : cache.appendingPath(packing.downloadFolder)
    let paths = try packing.downloads.map { try $0.fetch(into: folder, watcher: watcher) }
    return packing.archive == nil ? .folder(folder, packing: index) : .archive(paths[0], guess: index)
  }

  /// What a path has to lead to, for people.
  static func expected(_ packings: [Packing]) -> String {
    let archives: [String] = packings.flatMap { $0.expected }
    let folders: [String] = packings.flatMap { $0.folders }.filter { !$0.contains("/") }
    var seen: Set<String> = []
    return oneOf((archives + folders).filter { seen.insert($0).inserted })
  }
}
