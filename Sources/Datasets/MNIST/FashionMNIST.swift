package import Options

/// Fashion-MNIST, as its authors publish it: four IDX files, packed or unpacked.
package enum FashionMNIST: MNISTLike {
  package static let title = "Fashion-MNIST"
  package static let classNames = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
  ]

  /// The row of the table of data sets.
  package static let declaration: TermDeclaration = described(
    "fashion-mnist", "Fashion-MNIST: 60,000 + 10,000 pieces of clothing of 28x28 pixels, one channel")

  private static let files = MNISTFiles(
    address: "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    folders: ["fashion-mnist", "FashionMNIST/raw"],
    sums: [
      "8d4fb7e6c68d591d4c3dfef9ec88bf0d", "25c81989df183df01b3e8a0aad5dffbe",
      "bef4ecab320f06d8554ea6380940ec79", "bb300cfdad3c16e7a12a480ee83cd310",
    ])

  package static func packings(for options: OptionValues) -> [Packing] { [files.packing(for: options[split])] }
}
