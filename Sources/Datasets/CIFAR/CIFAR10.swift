package import Options

/// CIFAR-10, as its authors publish it: the binary and the Python archive, and the unpacked folders of both.
package enum CIFAR10: PublishedDataset {
  private static let split = DatasetSplit.key("the 50,000 training images or the 10,000 test images")

  package static let title = "CIFAR-10"

  /// The row of the table of data sets.
  package static let declaration = TermDeclaration(
    "cifar10", "CIFAR-10: 50,000 + 10,000 colour photographs of 32x32 pixels in ten classes",
    options: [split.declaration] + PublishedOptions.all)

  private static let forms = [
    CIFARForm(
      training: (1...5).map { "data_batch_\($0).bin" }, validation: ["test_batch.bin"], imagesInFile: (10_000, 10_000),
      classNames: "batches.meta.txt", isPickled: false),
    CIFARForm(
      training: (1...5).map { "data_batch_\($0)" }, validation: ["test_batch"], imagesInFile: (10_000, 10_000),
      classNames: "batches.meta", isPickled: true),
  ]

  private static let classNames = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  package static func packings(for options: OptionValues) -> [Packing] {
    let (split, limit) = (options[split], options[ifGiven: ImageQuota.limit])
    return [
      forms[0].packing(
        split, limit: limit, archive: "cifar-10-binary.tar.gz", folder: "cifar-10-batches-bin",
        download: ArchiveDownload(
          url: "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz", fileName: "cifar-10-binary.tar.gz",
          md5: "c32a1d4ab5d03f1284b67883e8d87530")),
      forms[1].packing(split, limit: limit, archive: "cifar-10-python.tar.gz", folder: "cifar-10-batches-py"),
    ]
  }

  package static func assembler(of packing: Int, for options: OptionValues) -> any DatasetAssembler {
    CIFARReader(
      dataset: name, form: forms[packing], split: options[split], classCount: 10,
      limit: options[ifGiven: ImageQuota.limit])
  }

  package static func contents(for options: OptionValues) -> DatasetPreview {
    DatasetPreview(
      shape: CIFARReader.shape, count: options[split] == .validation ? 10_000 : 50_000, classNames: classNames,
      isSortedByClass: false)
  }

  /// Loads a part of what lies at a path, at most so many images of it.
  package static func load(_ split: DatasetSplit, at path: String, limit: Int? = nil) throws -> ImageSet {
    var options = OptionValues()
    options.set(Self.split, split)
    options.set(PublishedOptions.path, path)
    options.set(PublishedOptions.download, false)
    if let limit { options.set(ImageQuota.limit, limit) }
    return try load(options, from: DataPlaces(), watcher: LoadingWatcher())
  }
}
