import Basics
import Datasets
import Options
import Synchronization
import TestSupport

/// What `load images` makes of a path, and what it remarks.
struct LoadedImages {
  let set: ImageSet
  let remarks: [String]

  init(
    _ path: String, _ more: [String: OptionValue] = [:], threads: Int = 2, places: DataPlaces = DataPlaces(),
    memory: Int? = nil
  ) throws {
    let remarks = Mutex<[String]>([])
    let values = try OptionValues(more.merging(["path": .text(path)]) { $1 }).checked(for: ImageFiles.declaration)
    set = try ImageFiles.load(
      values, from: places,
      watcher: LoadingWatcher(
        threads: threads, memoryLimit: memory, note: { text in remarks.withLock { $0.append(text) } }))
    self.remarks = remarks.withLock { $0 }
  }

  /// What is foreseen of it.
  static func preview(_ path: String, _ more: [String: OptionValue] = [:]) throws -> DatasetPreview {
    let values = try OptionValues(more.merging(["path": .text(path)]) { $1 }).checked(for: ImageFiles.declaration)
    return try ImageFiles.preview(values, from: DataPlaces(), unless: StopFlag())
  }

  /// The first number of each image.
  var firstPixels: [Int] { (0..<set.count).map { index in set.withPixels(at: index) { Int($0[0]) } } }
}

/// A picture of one grey, as the text of a PGM file is.
func greyPicture(_ grey: Int, height: Int = 1, width: Int = 1) -> [UInt8] {
  Array("P5 \(width) \(height) 255\n".utf8) + [UInt8](repeating: UInt8(grey), count: height * width)
}

extension OptionValue {
  /// A height and a width.
  static func size(_ height: Int, _ width: Int) -> OptionValue { .extent(Extent(height: height, width: width)) }
}
