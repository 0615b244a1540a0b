public import Basics
public import Options

/// A source of images that scripts can load: one file and one row of ``DatasetTable``.
///
/// `limit=` and `per-class=` belong to every row (``DatasetRow``). A source that finds a `limit` among its options may read
/// no more images than that, and one that has `per-class` among them no more of each class; what it gives is cut to them in
/// any case.
public protocol DatasetFormat: Sendable {
  /// The word in the script, such as `cifar10`, with one line that says what it is, and what can be chosen.
  static var declaration: TermDeclaration { get }

  /// What will be loaded, as far as it is known without reading the images.
  ///
  /// Throws where the data are missing, so that a check says so before a script runs; that no data
  /// are there yet is no error where `options` ask for a download.
  /// - Precondition: The options were checked.
  static func preview(_ options: OptionValues, from places: DataPlaces, unless stop: StopFlag) throws -> DatasetPreview

  /// Loads the images; throws `Interrupted` where the watcher stops it.
  /// - Precondition: The options were checked.
  static func load(_ options: OptionValues, from places: DataPlaces, watcher: LoadingWatcher) throws -> ImageSet
}

extension DatasetFormat {
  /// The word in the script.
  public static var name: String { declaration.name }
}

/// What is known of a data set before it is loaded.
public struct DatasetPreview: Sendable, Hashable {
  /// The size of every image, where it is known.
  public var shape: ImageShape?
  /// The number of images, where it is known.
  public var count: Int?
  /// The names of the classes, where they are known; empty where there will be no labels.
  public var classNames: [String]?
  /// Whether the images lie class by class, where that is known.
  public var isSortedByClass: Bool?
  /// Whether what `per-class=` leaves out is left out already.
  var isWithinQuota = false

  /// Makes a preview of what is known.
  public init(shape: ImageShape?, count: Int?, classNames: [String]? = nil, isSortedByClass: Bool? = nil) {
    self.shape = shape
    self.count = count
    self.classNames = classNames
    self.isSortedByClass = isSortedByClass
  }
}

/// Where data may lie; the caller knows the environment, libraries do not.
public struct DataPlaces: Sendable, Hashable {
  /// The folder the user keeps data in (`$DARKROOM_DATA`), or nil.
  public var dataFolder: String?
  /// The user's cache folder for Darkroom, where downloads are kept, or nil.
  public var cacheFolder: String?

  /// Makes the places to look in.
  public init(dataFolder: String? = nil, cacheFolder: String? = nil) {
    self.dataFolder = dataFolder
    self.cacheFolder = cacheFolder
  }
}

/// How a caller follows a loading that takes long, and stops it.
public struct LoadingWatcher: Sendable {
  /// Called now and then while something is fetched or decoded, from any thread.
  public var progress: @Sendable (LoadingProgress) -> Void
  /// Called with what people ought to know of how the images were read.
  public var note: @Sendable (String) -> Void
  /// What stops it.
  public var stop: StopFlag
  /// The number of threads that a loading may use.
  public var threads: Int
  /// The bytes that images in memory may take; nil for no limit.
  public var memoryLimit: Int?

  /// Makes a watcher; without arguments it neither follows nor stops anything.
  public init(
    threads: Int = 1, memoryLimit: Int? = nil, stop: StopFlag = StopFlag(),
    progress: @escaping @Sendable (LoadingProgress) -> Void = { _ in },
    note: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.threads = max(1, threads)
    self.memoryLimit = memoryLimit
    self.stop = stop
    self.progress = progress
    self.note = note
  }
}

/// How far a loading, or other work of some length, has come.
public enum LoadingProgress: Sendable, Hashable {
  /// Bytes of a file that is fetched, those of an earlier attempt included, and of the whole file, where the server says
  /// so.
  case download(url: String, received: Int64, total: Int64?)
  /// Images that are decoded, and how many there are.
  case images(done: Int, total: Int)
  /// Steps of other work that are done, such as images that are encoded, and how many there are; all of them at its end.
  case work(name: String, done: Int, total: Int, unit: String)
}
