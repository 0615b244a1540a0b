public import Basics
import Dispatch
public import Options

/// Drawn scenes that Darkroom makes itself, so that a first script needs no data.
public enum Sketches: DatasetFormat {
  private static let split = DatasetSplit.key("the images to learn or those to measure on, of which none is in both")
  private static let count = OptionKey<Int>(
    "count", .whole(from: 1), "the number of images; 12000 for training, 1000 for validation")
  private static let seed = OptionKey<Int>("seed", .whole(from: 0), default: 0, "another seed, other scenes")

  /// The row of the table of data sets.
  public static let declaration = TermDeclaration(
    "sketches", "ten classes of small drawn scenes in colour, made from a seed; nothing is stored",
    options: [split.declaration, count.declaration, seed.declaration])

  /// What will be made.
  public static func preview(
    _ options: OptionValues, from places: DataPlaces, unless stop: StopFlag
  ) throws -> DatasetPreview {
    DatasetPreview(
      shape: SketchScene.shape, count: count(options), classNames: SketchScene.classNames, isSortedByClass: false)
  }

  /// Draws the scenes.
  public static func load(_ options: OptionValues, from places: DataPlaces, watcher: LoadingWatcher) throws
    -> ImageSet
  {
    try make(
      count: count(options), seed: options[seed], split: options[split], threads: watcher.threads,
      unless: watcher.stop)
  }

  private static func count(_ options: OptionValues) -> Int {
    let all = options[ifGiven: count] ?? (options[split] == .validation ? 1000 : 12_000)
    return min(all, options[ifGiven: ImageQuota.limit] ?? all)
  }

  /// The most images made at once: two gigabytes of pixels.
  static let largestCount = (2 << 30) / SketchScene.shape.elementCount

  /// Makes `count` scenes of one split, unless it is stopped; image `i` is the same however many are made, on every
  /// machine.
  public static func make(
    count: Int, seed: Int = 0, split: DatasetSplit = .training, threads: Int = 1, unless stop: StopFlag = StopFlag()
  ) throws -> ImageSet {
    guard count <= largestCount else {
      throw DatasetError.badOption(
        "count", dataset: name, found: "\(count)", expected: "a whole number from 1 to \(largestCount)")
    }
    let size = SketchScene.shape.elementCount
    // One stream of numbers for each image: the split is a bit of the stream's number, so that no
    // validation image can have the number of a training image.
    let splitBit: UInt64 = split == .validation ? 1 : 0
    let pixels = try [UInt8](unsafeUninitializedCapacity: count * size) { buffer, initialized in
      nonisolated(unsafe) let target = UnsafeMutableBufferPointer(rebasing: buffer[0..<count * size])
      let parts = min(threads, max(1, count / 64))
      DispatchQueue.concurrentPerform(iterations: parts) { part in
        for index in count * part / parts..<count * (part + 1) / parts where !stop.isSet {
          let stream = SketchGenerator.stream(seed: seed, index: UInt64(index) << 1 | splitBit)
          SketchScene.draw(
            label: index % SketchScene.classNames.count, stream,
            into: UnsafeMutableBufferPointer(rebasing: target[index * size..<(index + 1) * size]))
        }
      }
      try stop.check()
      initialized = count * size
    }
    return ImageSet(
      name: name, split: split.rawValue, shape: SketchScene.shape, classNames: SketchScene.classNames, pixels: pixels,
      labels: (0..<count).map { $0 % SketchScene.classNames.count })
  }
}
