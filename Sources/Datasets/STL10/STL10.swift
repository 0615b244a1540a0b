package import Options

/// STL-10, as its authors publish it: an archive of binary files, packed or unpacked.
package enum STL10: PublishedDataset {
  /// The parts, of which one has no labels.
  enum Split: String, OptionWord {
    case training, validation, unlabelled

    var summary: String {
      switch self {
      case .training: DatasetSplit.training.summary
      case .validation: DatasetSplit.validation.summary
      case .unlabelled: "images without labels, of other classes too"
      }
    }

    var count: Int {
      switch self {
      case .training: 5_000
      case .validation: 8_000
      case .unlabelled: 100_000
      }
    }

    /// The file of the images, and the one of their labels.
    var images: String {
      switch self {
      case .training: "train_X.bin"
      case .validation: "test_X.bin"
      case .unlabelled: "unlabeled_X.bin"
      }
    }
    var labels: String? {
      switch self {
      case .training: "train_y.bin"
      case .validation: "test_y.bin"
      case .unlabelled: nil
      }
    }
  }

  private static let split = OptionKey<Split>(
    "split", .choice(of: Split.self), default: "training",
    "the 5,000 training images, the 8,000 test images or 100,000 without labels")

  package static let title = "STL-10"
  static let shape = ImageShape(channels: 3, height: 96, width: 96)
  static let classNames = [
    "airplane", "bird", "car", "cat", "deer", "dog", "horse", "monkey", "ship", "truck",
  ]

  /// The row of the table of data sets.
  package static let declaration = TermDeclaration(
    "stl10", "STL-10: 5,000 + 8,000 colour photographs of 96x96 pixels in ten classes, and 100,000 without labels",
    options: [split.declaration] + PublishedOptions.all)

  package static func packings(for options: OptionValues) -> [Packing] {
    let wanted = options[split]
    let files = [wanted.labels, wanted.images].compactMap { $0 }
    let all = Split.allCases.flatMap { [$0.labels, $0.images] }.compactMap { $0 }
    return [
      Packing(
        archive: "stl10_binary.tar.gz", folders: ["stl10_binary"], files: files,
        otherFiles: all.filter { !files.contains($0) },
        downloads: [
          ArchiveDownload(
            url: "http://ai.stanford.edu/~acoates/stl10/stl10_binary.tar.gz", fileName: "stl10_binary.tar.gz",
            md5: "91f7769df0f17e558f3565bffb0c7dfb")
        ])
    ]
  }

  package static func assembler(of packing: Int, for options: OptionValues) -> any DatasetAssembler {
    STL10Assembler(split: options[split], limit: options[ifGiven: ImageQuota.limit])
  }

  package static func contents(for options: OptionValues) -> DatasetPreview {
    DatasetPreview(
      shape: shape, count: options[split].count, classNames: options[split] == .unlabelled ? [] : classNames,
      isSortedByClass: false)
  }
}
