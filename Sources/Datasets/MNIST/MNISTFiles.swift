package import Options

/// Four files of the same names, as MNIST and the data sets that take its place are published.
struct MNISTFiles {
  /// Where the files are fetched from, up to their names.
  let address: String
  /// The folder of the cache, and the one that torchvision makes.
  let folders: [String]
  /// The MD5s of the training images and labels, and of the test images and labels.
  let sums: [String]

  static let shape = ImageShape(channels: 1, height: 28, width: 28)

  /// The one form: four files, each packed by gzip or not.
  func packing(for split: DatasetSplit) -> Packing {
    let names = [
      "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
    ]
    let wanted = split == .training ? 0..<2 : 2..<4
    return Packing(
      folders: folders, files: Array(names[wanted]),
      otherFiles: names.indices.filter { !wanted.contains($0) }.map { names[$0] },
      downloads: wanted.map {
        ArchiveDownload(url: address + names[$0] + ".gz", fileName: names[$0] + ".gz", md5: sums[$0])
      },
      downloadFolder: folders[0])
  }
}

/// A data set of MNIST's files.
package protocol MNISTLike: PublishedDataset {
  /// The names of the classes, by their labels.
  static var classNames: [String] { get }
}

extension MNISTLike {
  static var split: OptionKey<DatasetSplit> {
    DatasetSplit.key("the 60,000 training images or the 10,000 test images")
  }

  static func described(_ name: String, _ summary: String) -> TermDeclaration {
    TermDeclaration(name, summary, options: [split.declaration] + PublishedOptions.all)
  }

  /// The images and their labels.
  package static func assembler(of packing: Int, for options: OptionValues) -> any DatasetAssembler {
    IDXAssembler(
      dataset: name, split: options[split].rawValue, shape: MNISTFiles.shape, classNames: classNames,
      limit: options[ifGiven: ImageQuota.limit])
  }

  /// 60,000 or 10,000 images.
  package static func contents(for options: OptionValues) -> DatasetPreview {
    DatasetPreview(
      shape: MNISTFiles.shape, count: options[split] == .validation ? 10_000 : 60_000, classNames: classNames,
      isSortedByClass: false)
  }
}
