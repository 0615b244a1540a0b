package import Options

/// EMNIST, as NIST publishes it: one zip archive with the IDX files of six ways to divide the same characters.
///
/// The files hold each character lying, rows and columns exchanged; here they stand upright. (torchvision leaves them as
/// they lie.)
package enum EMNIST: PublishedDataset {
  /// A way to divide the characters.
  enum Part: String, OptionWord {
    case balanced, letters, digits, mnist, byclass, bymerge

    var summary: String {
      switch self {
      case .balanced: "47 classes with as many images each; letters that look alike are one class"
      case .letters: "26 letters, large and small in one class"
      case .digits: "10 digits"
      case .mnist: "10 digits, as many as MNIST has"
      case .byclass: "62 classes, every digit and letter by itself"
      case .bymerge: "47 classes; letters that look alike are one class"
      }
    }

    /// The images for training and for testing.
    var counts: (training: Int, validation: Int) {
      switch self {
      case .balanced: (112_800, 18_800)
      case .letters: (124_800, 20_800)
      case .digits: (240_000, 40_000)
      case .mnist: (60_000, 10_000)
      case .byclass, .bymerge: (697_932, 116_323)
      }
    }

    /// The names of the classes, by their labels; letters are counted from 1 in their files.
    var classNames: [String] {
      let digits = Array("0123456789")
      let large = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
      let characters =
        switch self {
        case .digits, .mnist: digits
        case .letters: Array("abcdefghijklmnopqrstuvwxyz")
        case .byclass: digits + large + Array("abcdefghijklmnopqrstuvwxyz")
        case .balanced, .bymerge: digits + large + Array("abdefghnqrt")
        }
      return characters.map { String($0) }
    }
  }

  private static let split = DatasetSplit.key("the training images or the test images")
  private static let part = OptionKey<Part>(
    "part", .choice(of: Part.self), default: "balanced", "how the characters are divided into classes")

  package static let title = "EMNIST"

  /// The row of the table of data sets.
  package static let declaration = TermDeclaration(
    "emnist", "EMNIST: handwritten digits and letters of 28x28 pixels, one channel, turned upright",
    options: [split.declaration, part.declaration] + PublishedOptions.all)

  package static func packings(for options: OptionValues) -> [Packing] {
    func files(_ split: DatasetSplit) -> [String] {
      let name = "emnist-\(options[part].rawValue)-\(split == .training ? "train" : "test")"
      return [name + "-images-idx3-ubyte", name + "-labels-idx1-ubyte"]
    }
    let archive = "gzip.zip"
    return [
      Packing(
        archive: archive, folders: ["emnist", "emnist/gzip", "gzip", "EMNIST/raw"], isUnmistakable: true,
        files: files(options[split]), otherFiles: files(options[split] == .training ? .validation : .training),
        downloads: [
          ArchiveDownload(
            url: "https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip", fileName: archive,
            md5: "58c8d27c78d21e728a6bc7b3cc06412e")
        ], downloadFolder: "emnist")
    ]
  }

  package static func assembler(of packing: Int, for options: OptionValues) -> any DatasetAssembler {
    IDXAssembler(
      dataset: name, split: options[split].rawValue, shape: MNISTFiles.shape, classNames: options[part].classNames,
      firstLabel: options[part] == .letters ? 1 : 0, isTransposed: true, limit: options[ifGiven: ImageQuota.limit])
  }

  package static func contents(for options: OptionValues) -> DatasetPreview {
    let counts = options[part].counts
    return DatasetPreview(
      shape: MNISTFiles.shape, count: options[split] == .training ? counts.training : counts.validation,
      classNames: options[part].classNames, isSortedByClass: false)
  }
}
