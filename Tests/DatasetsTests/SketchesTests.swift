import Basics
import Datasets
import Options
import Testing

struct SketchesTests {
  /// FNV-1a of all pixels.
  func checkSum(_ set: ImageSet) -> UInt64 {
    var sum: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in 0..<set.count {
      set.withPixels(at: index) { for pixel in $0 { sum = (sum ^ UInt64(pixel)) &* 0x100_0000_01b3 } }
    }
    return sum
  }

  @Test func areTheSameEverywhereAndAlways() throws {
    let one = try Sketches.make(count: 200)
    #expect(checkSum(one) == 17_920_856_015_975_872_100)
    for threads in [2, 3, 4] { #expect(checkSum(try Sketches.make(count: 200, threads: threads)) == checkSum(one)) }
    #expect(checkSum(try Sketches.make(count: 300).taking(200)) == checkSum(one))
  }

  @Test func differBySeedAndSplitAndFromOneAnother() throws {
    var seen: Set<[UInt8]> = []
    for seed in 0..<3 {
      for split in DatasetSplit.allCases {
        let set = try Sketches.make(count: 300, seed: seed, split: split)
        for index in 0..<set.count { seen.insert(set.withPixels(at: index) { Array($0) }) }
      }
    }
    #expect(seen.count == 1800)
  }

  @Test func haveTenClassesInTurn() throws {
    let values = try OptionValues(["count": .whole(25), "split": .text("validation")]).checked(
      for: Sketches.declaration)
    let set = try Sketches.load(values, from: DataPlaces(), watcher: LoadingWatcher(threads: 2))
    #expect(
      set.classNames == ["balloon", "boat", "car", "cat", "fish", "flower", "house", "lighthouse", "mountain", "tree"])
    #expect(set.classCounts == [3, 3, 3, 3, 3, 2, 2, 2, 2, 2])
    #expect(set.split == "validation")
    #expect(
      try Sketches.preview(values, from: DataPlaces(), unless: StopFlag())
        == DatasetPreview(shape: set.shape, count: 25, classNames: set.classNames, isSortedByClass: false))
  }

  @Test func refuseACountBeyondMemory() {
    #expect(
      message { _ = try Sketches.make(count: .max) }
        == "sketches: option count: found 9223372036854775807, expected a whole number from 1 to 699050")
  }
}

struct DatasetTableTests {
  @Test func checksOptions() throws {
    #expect(
      DatasetTable.rows.map(\.name) == [
        "sketches", "cifar10", "cifar100", "mnist", "fashion-mnist", "kmnist", "emnist", "svhn", "stl10", "images",
        "array", "probes",
      ])
    #expect(DatasetTable.row(named: "imagenet") == nil)
    for row in DatasetTable.rows {
      let names = row.declaration.options.map(\.name)
      #expect(Set(names).count == names.count && names.contains("limit") && names.contains("per-class"))
    }
    func check(_ given: [String: OptionValue], _ format: any DatasetFormat.Type) -> String {
      message { _ = try OptionValues(given).checked(for: DatasetRow(format).declaration) }
    }
    #expect(
      check(["limits": .whole(1)], CIFAR10.self)
        == "`cifar10` has no option `limits`: its options are `split`, `path`, `download`, `limit`, `per-class`")
    #expect(
      check(["limit": .whole(0)], CIFAR10.self)
        == "`limit` of `cifar10` is 0, and must be a whole number, 1 or more")
    #expect(
      check(["split": .text("test")], CIFAR10.self)
        == "`split` of `cifar10` is test, and must be `training` or `validation`")
    #expect(check([:], ImageFiles.self) == "`images` needs `path`, a path")
    #expect(
      check(["path": .text("a"), "size": .extent(Extent(height: 1, width: 0))], ImageFiles.self)
        == "`size` of `images` is 1x0, and must be a whole number from 1 to 4096, or two as in `3x5`, height and width")
  }
}
