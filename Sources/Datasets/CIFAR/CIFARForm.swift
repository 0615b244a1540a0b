/// One of the two forms in which CIFAR-10 and CIFAR-100 are published: files of binary records, or pickled batches.
struct CIFARForm {
  /// The files with the images of each split, in order, and the images in each of them.
  let training: [String]
  let validation: [String]
  let imagesInFile: (training: Int, validation: Int)
  /// The file with the names of the classes.
  let classNames: String
  let isPickled: Bool
  /// The bytes of a binary record before its pixels, and which of them is the label.
  var labelBytes = 1
  var labelByte = 0
  /// The entries of the pickled dictionaries.
  var labelsKey = "labels"
  var namesKey = "label_names"

  func files(of split: DatasetSplit) -> [String] { split == .validation ? validation : training }

  func imagesInFile(of split: DatasetSplit) -> Int {
    split == .validation ? imagesInFile.validation : imagesInFile.training
  }

  /// The files that hold the first `limit` images of a split.
  func files(of split: DatasetSplit, limit: Int?) -> [String] {
    let all = files(of: split)
    guard let limit else { return all }
    return Array(all.prefix((limit - 1) / imagesInFile(of: split) + 1))
  }

  /// The form as it is looked for.
  func packing(
    _ split: DatasetSplit, limit: Int?, archive: String, folder: String, download: ArchiveDownload? = nil
  ) -> Packing {
    let files = [classNames] + files(of: split, limit: limit)
    return Packing(
      archive: archive, folders: [folder], isUnmistakable: true, files: files,
      otherFiles: (training + validation).filter { !files.contains($0) }, downloads: download.map { [$0] } ?? [])
  }
}
