/// Every source of images that scripts can load.
public enum DatasetTable {
  /// The formats in the order that help lists them.
  public static let formats: [any DatasetFormat.Type] = [
    Sketches.self, CIFAR10.self, ImageFiles.self,
  ]

  /// The format called `name`, or nil.
  public static func format(named name: String) -> (any DatasetFormat.Type)? {
    formats.first { $0.name == name }
  }
}
