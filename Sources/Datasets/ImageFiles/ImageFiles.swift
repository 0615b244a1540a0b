public import Basics
import FileFormats
public import Options

/// Pictures of people's own: a folder with a sub-folder for each class or without, an archive, a pattern, a file, a table
/// of pixels.
public enum ImageFiles: DatasetFormat {
  /// How many channels the images get.
  enum Channels: String, OptionWord {
    case colour, grey

    var count: Int { self == .colour ? 3 : 1 }
    var summary: String { self == .colour ? "three channels" : "one channel: 0.299 R + 0.587 G + 0.114 B" }
  }

  /// What becomes of pictures that cannot be decoded.
  enum Damaged: String, OptionWord {
    case refuse, skip

    var summary: String {
      self == .refuse ? "they are all named, and nothing is loaded" : "they are passed over, and named"
    }
  }

  static let path = OptionKey<String>(
    "path", .reading, required: true,
    "the folder, archive, pattern (`photos/*.jpg`), picture or CSV file of pixels")
  static let size = OptionKey<Extent>(
    "size", .extent(1...4096), unit: "pixels",
    "the height and width all images are brought to, as in `28` or `48x64`; where all have one, they may keep it")
  static let fit = OptionKey<PictureFit>(
    "fit", .choice(of: PictureFit.self), "what is done to images of other proportions: `stretch` unless it is said")
  static let crop = OptionKey<PictureCrop>(
    "crop", .choice(of: PictureCrop.self), "cuts a part out of each image instead of scaling it")
  static let channels = OptionKey<Channels>(
    "channels", .choice(of: Channels.self), default: "colour", "three channels, or one")
  static let alpha = OptionKey<Transparency>(
    "alpha", .choice(of: Transparency.self), default: "white", "what becomes of transparent pixels")
  static let split = OptionKey<ImageSplit>(
    "split", .choice(of: ImageSplit.self),
    "which part, of a folder that holds one for each; `training` unless it is said")
  static let labels = OptionKey<String>(
    "labels", .reading,
    "a CSV file with a column of file names and one of their classes; `labels.csv` in the folder is taken unasked")
  static let damaged = OptionKey<Damaged>(
    "damaged", .choice(of: Damaged.self), default: "refuse", "what becomes of images that cannot be decoded")

  /// The row of the table of data sets.
  public static let declaration = TermDeclaration(
    "images", "pictures of your own, PNG, JPEG and others, in a folder for each class, or packed",
    options: [
      path.declaration, size.declaration, fit.declaration, crop.declaration, channels.declaration, alpha.declaration,
      split.declaration, labels.declaration, damaged.declaration, ImageQuota.limit.declaration,
      ImageQuota.perClass.declaration,
    ])

  /// What will be loaded: the folder is looked through, and where there is little, every picture decoded, so that what
  /// would end the loading ends the check.
  public static func preview(
    _ options: OptionValues, from places: DataPlaces, unless stop: StopFlag
  ) throws -> DatasetPreview {
    let asked = try ImageRequest(options)
    let watcher = LoadingWatcher(threads: 2, stop: stop)
    if let table = try asked.pixelTable() {
      return DatasetPreview(shape: try PixelTable.shape(path: table, unless: stop), count: nil)
    }
    let catalogue = try asked.catalogue(watcher).0
    var preview = DatasetPreview(
      shape: nil, count: nil, classNames: catalogue.classNames,
      isSortedByClass: LabelOrder.isSorted(catalogue.items.map(\.label), classes: max(1, catalogue.classNames.count)))
    let size: PictureSize?
    if catalogue.fileBytes <= fewBytes {
      let found = try asked.loading(catalogue, watcher).measure()
      if asked.damaged == .refuse { try asked.refuse(found.damaged.map(\.reason), of: catalogue) }
      size = try asked.fitting?.size ?? asked.oneSize(of: found.sizes)
      preview.count = catalogue.items.count - found.damaged.count
      if preview.count == 0 { throw asked.noneLeft(found.damaged.count) }
    } else {
      size = try asked.fitting?.size ?? catalogue.sizes.flatMap { try asked.oneSize(of: $0) }
    }
    preview.isWithinQuota = asked.perClass != nil
    preview.shape = size.map { ImageShape(channels: asked.channels, size: $0) }
    return preview
  }

  /// How many bytes of files are decoded by a check.
  static let fewBytes = 1 << 25

  /// Loads the pictures, class by class as torchvision's `ImageFolder` orders them.
  public static func load(_ options: OptionValues, from places: DataPlaces, watcher: LoadingWatcher) throws
    -> ImageSet
  {
    let asked = try ImageRequest(options)
    if let table = try asked.pixelTable() {
      return try PixelTable.load(path: table, limit: asked.limitOfRows, unless: watcher.stop)
    }
    var (catalogue, left) = try asked.catalogue(watcher)
    let size = try asked.size(of: catalogue, watcher)
    var outcome = try asked.loading(catalogue, watcher).run(size: size, folder: places.cacheFolder)
    var passedOver: [String] = []
    if !outcome.damaged.isEmpty {
      if asked.damaged == .refuse { try asked.refuse(outcome.damaged.map(\.reason), of: catalogue) }
      passedOver = outcome.damaged.map { catalogue.tree.files[catalogue.items[$0.place].index].path }
      guard passedOver.count < catalogue.items.count else { throw asked.noneLeft(passedOver.count) }
      catalogue.remove(Set(outcome.damaged.map(\.place)))
      try catalogue.check()
      outcome = try asked.loading(catalogue, watcher).run(size: size, folder: places.cacheFolder)
    }
    if let remark = catalogue.remarks(left: left, damaged: passedOver) { watcher.note(remark) }
    let name = asked.path.fileName
    return ImageSet(
      name: name.isEmpty ? asked.path : name, split: catalogue.split?.word.rawValue, shape: outcome.shape,
      classNames: catalogue.classNames, storage: outcome.pixels,
      storedLabels: catalogue.classNames.isEmpty ? nil : catalogue.items.map { UInt16($0.label) },
      rows: .range(0..<catalogue.items.count))
  }
}
