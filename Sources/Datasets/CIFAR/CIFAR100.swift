package import Options

/// CIFAR-100, as its authors publish it: the binary and the Python archive, and the unpacked folders of both.
package enum CIFAR100: PublishedDataset {
  /// Which of an image's two labels is taken.
  enum Labels: String, OptionWord {
    case fine, coarse

    var summary: String { self == .fine ? "a hundred classes" : "twenty classes of five each" }
    var count: Int { self == .fine ? 100 : 20 }
  }

  private static let split = DatasetSplit.key("the 50,000 training images or the 10,000 test images")
  private static let labels = OptionKey<Labels>(
    "labels", .choice(of: Labels.self), default: "fine", "which of an image's two labels is taken")

  package static let title = "CIFAR-100"

  /// The row of the table of data sets.
  package static let declaration = TermDeclaration(
    "cifar100", "CIFAR-100: 50,000 + 10,000 colour photographs of 32x32 pixels in a hundred classes, or twenty",
    options: [split.declaration, labels.declaration] + PublishedOptions.all)

  /// The binary form and the pickled one.
  private static func forms(_ labels: Labels) -> [CIFARForm] {
    [
      CIFARForm(
        training: ["train.bin"], validation: ["test.bin"], imagesInFile: (50_000, 10_000),
        classNames: "\(labels.rawValue)_label_names.txt", isPickled: false, labelBytes: 2,
        labelByte: labels == .coarse ? 0 : 1),
      CIFARForm(
        training: ["train"], validation: ["test"], imagesInFile: (50_000, 10_000), classNames: "meta",
        isPickled: true, labelsKey: "\(labels.rawValue)_labels", namesKey: "\(labels.rawValue)_label_names"),
    ]
  }

  package static func packings(for options: OptionValues) -> [Packing] {
    let (split, limit, forms) = (options[split], options[ifGiven: ImageQuota.limit], forms(options[labels]))
    var packings = [
      forms[0].packing(
        split, limit: limit, archive: "cifar-100-binary.tar.gz", folder: "cifar-100-binary",
        download: ArchiveDownload(
          url: "https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz", fileName: "cifar-100-binary.tar.gz",
          md5: "03b5dce01913d631647c71ecec9e9cb8")),
      forms[1].packing(split, limit: limit, archive: "cifar-100-python.tar.gz", folder: "cifar-100-python"),
    ]
    // Their names alone are too common for a folder of data.
    for index in packings.indices { packings[index].isUnmistakable = false }
    return packings
  }

  package static func assembler(of packing: Int, for options: OptionValues) -> any DatasetAssembler {
    CIFARReader(
      dataset: name, form: forms(options[labels])[packing], split: options[split], classCount: options[labels].count,
      limit: options[ifGiven: ImageQuota.limit])
  }

  package static func contents(for options: OptionValues) -> DatasetPreview {
    DatasetPreview(
      shape: CIFARReader.shape, count: options[split] == .validation ? 10_000 : 50_000, isSortedByClass: false)
  }
}
