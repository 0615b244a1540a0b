public import Basics
public import Options

/// A data set as scripts load it: with its own options, and with those that choose among the images of any.
public struct DatasetRow: Sendable {
  /// Where the images come from.
  public let format: any DatasetFormat.Type

  /// A row of the table.
  public init(_ format: any DatasetFormat.Type) { self.format = format }

  /// The word in the script.
  public var name: String { format.name }

  /// The word, what it is, and what can be chosen.
  public var declaration: TermDeclaration {
    let own = format.declaration
    let shared = ImageQuota.options.filter { option in !own.options.contains { $0.name == option.name } }
    return TermDeclaration(own.name, own.summary, options: own.options + shared)
  }

  /// What will be loaded, as far as it is known without reading the images; throws as ``DatasetFormat`` does.
  /// - Precondition: The options were checked.
  public func preview(_ options: OptionValues, from places: DataPlaces, unless stop: StopFlag) throws -> DatasetPreview
  {
    let quota = ImageQuota(options)
    return quota.preview(
      try format.preview(quota.options(options, for: format.declaration), from: places, unless: stop))
  }

  /// Loads the images; throws as ``DatasetFormat`` does, and where a number of each class is asked for and there are no
  /// classes.
  /// - Precondition: The options were checked.
  public func load(_ options: OptionValues, from places: DataPlaces, watcher: LoadingWatcher) throws -> ImageSet {
    let quota = ImageQuota(options)
    return try quota.applied(
      to: format.load(quota.options(options, for: format.declaration), from: places, watcher: watcher))
  }
}
