import Basics
import FileFormats
import Options

/// What a script asks of pictures, and what comes first of it.
struct ImageRequest {
  let path: String
  let damaged: ImageFiles.Damaged
  private let limit: Int?
  let perClass: Int?
  let channels: Int
  private let alpha: Transparency
  private let split: ImageSplit?
  private let labels: String?
  let fitting: PictureFitting?

  init(_ options: OptionValues) throws {
    path = options[ImageFiles.path]
    (damaged, limit, labels) = (
      options[ImageFiles.damaged], options[ifGiven: ImageQuota.limit], options[ifGiven: ImageFiles.labels]
    )
    (channels, alpha) = (options[ImageFiles.channels].count, options[ImageFiles.alpha])
    split = options[ifGiven: ImageFiles.split]
    perClass = options[ifGiven: ImageQuota.perClass]
    let (fit, crop) = (options[ifGiven: ImageFiles.fit], options[ifGiven: ImageFiles.crop])
    guard fit == nil || crop == nil else {
      throw DatasetError.badOption(
        "crop", dataset: ImageFiles.name, found: "both `fit` and `crop`", expected: "one of them")
    }
    if let extent = options[ifGiven: ImageFiles.size] {
      fitting = PictureFitting(
        size: PictureSize(height: extent.height, width: extent.width), fit: crop == nil ? fit ?? .stretch : nil)
    } else {
      guard fit == nil, crop == nil else {
        throw DatasetError.badOption(
          fit == nil ? "crop" : "fit", dataset: ImageFiles.name, found: "no `size`",
          expected: "one beside it, as in `size=32`")
      }
      fitting = nil
    }
  }

  /// How many rows of a table are read at most: all where their classes decide.
  var limitOfRows: Int? { perClass == nil ? limit : nil }

  /// The path where it leads to a table of pixels; nil where it leads to pictures.
  func pixelTable() throws -> String? {
    guard case .file? = FolderEntry.at(path), path.fileEnding == "csv" else { return nil }
    guard fitting == nil else {
      throw DatasetError.badOption(
        "size", dataset: ImageFiles.name, found: "a table of pixels", expected: "no size, since its images have one")
    }
    return path
  }

  /// The pictures, and how many of them have no label in the table.
  func catalogue(_ watcher: LoadingWatcher) throws -> (PictureCatalogue, left: Int) {
    let tree = try tree(unless: watcher.stop)
    var catalogue = try PictureCatalogue(tree, split: split, threads: watcher.threads, unless: watcher.stop)
    var left = 0
    let beside = path.appendingPath("labels.csv")
    if let labels {
      left = try catalogue.take(LabelTable(path: labels, unless: watcher.stop))
    } else if catalogue.classNames.isEmpty, !tree.isPacked, case .file? = FolderEntry.at(beside) {
      left = try catalogue.take(LabelTable(path: beside, unless: watcher.stop))
    }
    try catalogue.check()
    if let perClass { try catalogue.limit(toEachClass: perClass) }
    catalogue.limit(to: limit)
    return (catalogue, left)
  }

  private func tree(unless stop: StopFlag) throws -> any PictureTree {
    switch FolderEntry.at(path) {
    case .folder?: return try FolderTree(path: path, unless: stop)
    case .file(let size)?:
      let beginning = try RandomAccessFile(path: path, expecting: "pictures", unless: stop)
        .read(FileKind.beginning, at: 0)
      switch FileKind(beginning) {
      case .zip: return try ZipTree(path: path, unless: stop)
      case .gzip: return try TarTree(path: path, isCompressed: true, unless: stop)
      case .tar: return try TarTree(path: path, isCompressed: false, unless: stop)
      default:
        _ = try PictureTable.reader(of: beginning, path: path)
        return FolderTree(file: path, size: size)
      }
    case nil:
      guard path.contains(where: { "*?[{".contains($0) }) else {
        throw FileFormatError.missing(
          path: path,
          expected: "a folder of pictures, or of a folder of them for each class, an archive of them, or one")
      }
      return try FolderTree(pattern: path, unless: stop)
    }
  }

  /// How pictures are decoded.
  func loading(_ catalogue: PictureCatalogue, _ watcher: LoadingWatcher) -> PictureLoading {
    PictureLoading(
      catalogue: catalogue, channels: channels, transparency: alpha, fitting: fitting, watcher: watcher)
  }

  /// The size that all images get; throws where they differ, and where none can be decoded.
  func size(of catalogue: PictureCatalogue, _ watcher: LoadingWatcher) throws -> PictureSize {
    if let fitting { return fitting.size }
    if let size = try catalogue.sizes.flatMap({ try oneSize(of: $0) }) { return size }
    // Where their beginnings do not tell, all are decoded for it.
    let found = try loading(catalogue, watcher).measure()
    guard let size = try oneSize(of: found.sizes) else {
      if damaged == .skip { throw noneLeft(found.damaged.count) }
      throw DatasetError.damagedPictures(
        path: path, count: found.damaged.count, of: catalogue.items.count, reasons: found.damaged.map(\.reason))
    }
    return size
  }

  /// The one size of pictures; nil where there are none. Throws where they have several.
  func oneSize(of sizes: [PictureSize: Int]) throws -> PictureSize? {
    guard sizes.count <= 1 else {
      // Those that most have come first.
      let ordered = sizes.sorted {
        ($1.value, $0.key.height, $0.key.width) < ($0.value, $1.key.height, $1.key.width)
      }
      throw DatasetError.severalSizes(
        path: path, sizes: ordered.map { "\($0.key) (\(countText($0.value, "image")))" })
    }
    return sizes.keys.first
  }

  /// What is wrong where all pictures are passed over.
  func noneLeft(_ count: Int) -> DatasetError {
    .noPictures(path: path, found: "\(countText(count, "file")) that cannot be decoded", expected: "one that can")
  }

  /// Throws where pictures are damaged.
  func refuse(_ reasons: [String], of catalogue: PictureCatalogue) throws {
    guard !reasons.isEmpty else { return }
    throw DatasetError.damagedPictures(
      path: path, count: reasons.count, of: catalogue.items.count, reasons: reasons)
  }
}
