package import Options

/// MNIST, as torchvision fetches it: four IDX files, packed or unpacked.
package enum MNIST: MNISTLike {
  package static let title = "MNIST"
  package static let classNames = (0...9).map { "\($0)" }

  /// The row of the table of data sets.
  package static let declaration: TermDeclaration = described(
    "mnist", "MNIST: 60,000 + 10,000 handwritten digits of 28x28 pixels, one channel")

  private static let files = MNISTFiles(
    address: "https://ossci-datasets.s3.amazonaws.com/mnist/", folders: ["mnist", "MNIST/raw"],
    sums: [
      "f68b3c2dcbeaaa9fbdd348bbdeb94873", "d53e105ee54ea40749a09fcbcd1e9432",
      "9fb629c4189551a2d022fa330f9573f3", "ec29112dd5afa0611ce80d1b7f02629c",
    ])

  package static func packings(for options: OptionValues) -> [Packing] { [files.packing(for: options[split])] }
}
