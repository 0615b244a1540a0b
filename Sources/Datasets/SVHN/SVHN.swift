package import Options

/// SVHN's cropped digits, as its authors publish them: a MATLAB file for each split.
package enum SVHN: PublishedDataset {
  /// The parts, of which one is more of what models learn.
  enum Split: String, OptionWord {
    case training, validation, extra

    var summary: String {
      switch self {
      case .training: DatasetSplit.training.summary
      case .validation: DatasetSplit.validation.summary
      case .extra: "more images to learn from, easier ones"
      }
    }

    /// The file, its MD5 and its images.
    var file: (name: String, md5: String, count: Int) {
      switch self {
      case .training: ("train_32x32.mat", "e26dedcc434d2e4c54c9b2d4a06d8373", 73_257)
      case .validation: ("test_32x32.mat", "eb5a983be6a315427106f1b164d9cef3", 26_032)
      case .extra: ("extra_32x32.mat", "a93ce644f1a588dc4d68dda5feec44a7", 531_131)
      }
    }
  }

  private static let split = OptionKey<Split>(
    "split", .choice(of: Split.self), default: "training",
    "the 73,257 training images, the 26,032 test images or 531,131 more")

  package static let title = "SVHN"
  static let shape = ImageShape(channels: 3, height: 32, width: 32)
  static let classNames = (0...9).map { "\($0)" }

  /// The row of the table of data sets.
  package static let declaration = TermDeclaration(
    "svhn", "SVHN: house numbers in Street View, colour photographs of 32x32 pixels, one digit in the middle",
    options: [split.declaration] + PublishedOptions.all)

  package static func packings(for options: OptionValues) -> [Packing] {
    let file = options[split].file
    return [
      Packing(
        folders: ["svhn", "SVHN"], isUnmistakable: true, files: [file.name],
        otherFiles: Split.allCases.map(\.file.name).filter { $0 != file.name },
        downloads: [
          ArchiveDownload(
            url: "http://ufldl.stanford.edu/housenumbers/\(file.name)", fileName: file.name, md5: file.md5)
        ], downloadFolder: "svhn")
    ]
  }

  package static func assembler(of packing: Int, for options: OptionValues) -> any DatasetAssembler {
    SVHNAssembler(split: options[split].rawValue, limit: options[ifGiven: ImageQuota.limit])
  }

  package static func contents(for options: OptionValues) -> DatasetPreview {
    DatasetPreview(shape: shape, count: options[split].file.count, classNames: classNames, isSortedByClass: false)
  }
}
