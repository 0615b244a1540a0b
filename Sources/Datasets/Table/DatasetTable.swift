/// Every source of images that scripts can load.
public enum DatasetTable {
  /// The formats in the order that help lists them.
  public static let formats: [any DatasetFormat.Type] = [
    Sketches.self, CIFAR10.self, CIFAR100.self, MNIST.self, FashionMNIST.self, KMNIST.self, EMNIST.self, SVHN.self,
    STL10.self, ImageFiles.self, ArrayFile.self, Probes.self,
  ]

  /// The formats, each with the options that all of them have.
  public static var rows: [DatasetRow] { formats.map { DatasetRow($0) } }

  /// The row called `name`, or nil.
  public static func row(named name: String) -> DatasetRow? { rows.first { $0.name == name } }
}
