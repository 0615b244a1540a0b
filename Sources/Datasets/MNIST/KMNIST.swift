package import Options

/// Kuzushiji-MNIST, as its authors publish it: four IDX files, packed or unpacked.
package enum KMNIST: MNISTLike {
  package static let title = "KMNIST"
  package static let classNames = ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"]

  /// The row of the table of data sets.
  package static let declaration: TermDeclaration = described(
    "kmnist", "KMNIST: 60,000 + 10,000 old Japanese characters of 28x28 pixels, one channel")

  private static let files = MNISTFiles(
    address: "http://codh.rois.ac.jp/kmnist/dataset/kmnist/", folders: ["kmnist", "KMNIST/raw"],
    sums: [
      "bdb82020997e1d708af4cf47b453dcf7", "e144d726b3acfaa3e44228e80efcd344",
      "5c965bf0a639b31b8f53240b1b52f4d7", "7320c461ea6c1c855c0b718fb2a4b134",
    ])

  package static func packings(for options: OptionValues) -> [Packing] { [files.packing(for: options[split])] }
}
