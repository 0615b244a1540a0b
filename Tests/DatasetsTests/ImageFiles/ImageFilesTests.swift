import Basics
import Datasets
import Foundation
import Options
import TestSupport
import Testing

struct ImageFilesTests {
  @Test func readsASubFolderForEachClass() throws {
    let folder = try TemporaryFolder()
    for name in ["red", "blue"] { try folder.makeFolder(name) }
    let red = Array("P6 4 2 255\n".utf8) + [UInt8](repeating: 0, count: 8).flatMap { _ in [200, 10, 30] as [UInt8] }
    try folder.write(red, to: "red/1.ppm")
    try folder.write(greyPicture(50, height: 2, width: 4), to: "blue/1.pgm")
    let loaded = try LoadedImages(folder.path)
    #expect(loaded.set.shape == ImageShape(channels: 3, height: 2, width: 4))
    #expect(loaded.set.classNames == ["blue", "red"])
    #expect(loaded.set.labels == [0, 1])
    let planes = [200, 10, 30].flatMap { [UInt8](repeating: $0, count: 8) }
    loaded.set.withPixels(at: 1) { #expect(Array($0) == planes) }
    #expect(loaded.remarks == [])
    let grey = try LoadedImages(folder.path, ["channels": "grey"])
    #expect(grey.set.shape.description == "1x2x4")
    // 0.299 · 200 + 0.587 · 10 + 0.114 · 30.
    #expect(grey.firstPixels == [50, 69])
  }

  @Test("Few of each class are read where few are asked for")
  func quota() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] {
      try folder.makeFolder(name)
      for number in 1...4 { try folder.write(greyPicture(number), to: "\(name)/\(number).pgm") }
      // Behind those that are asked for, so that it is not even looked at.
      try folder.write([1, 2, 3], to: "\(name)/9.png")
    }
    let row = DatasetRow(ImageFiles.self)
    for (more, pixels) in [(["per-class": 2], [1, 2, 1, 2]), (["per-class": 2, "limit": 3], [1, 2, 1])]
      as [([String: OptionValue], [Int])]
    {
      let options = try OptionValues(more.merging(["path": .text(folder.path)]) { $1 }).checked(for: row.declaration)
      let set = try row.load(options, from: DataPlaces(), watcher: LoadingWatcher())
      #expect((0..<set.count).map { index in set.withPixels(at: index) { Int($0[0]) } } == pixels)
      #expect(try row.preview(options, from: DataPlaces(), unless: StopFlag()).count == pixels.count)
    }
    try folder.makeFolder("flat")
    try folder.write(greyPicture(1), to: "flat/1.pgm")
    #expect(
      message { _ = try LoadedImages(folder.path + "/flat", ["per-class": .whole(2)]) }
        == "flat: option per-class: found a set without classes, expected one with labels")
  }

  @Test func tellsSeveralSizesAndWhatToWrite() throws {
    let folder = try TemporaryFolder()
    for number in 0..<3 { try folder.write(greyPicture(1, height: 4, width: 6), to: "\(number).pgm") }
    try folder.write(greyPicture(1, height: 9, width: 6), to: "9.pgm")
    let refusal =
      "\(folder.path): the images have several sizes: 4x6 (3 images), 9x6 (1 image); say which they are to have, "
      + "as in `size=32`, or `size=48x64` for height and width"
    #expect(message { _ = try LoadedImages(folder.path) } == refusal)
    #expect(message { _ = try LoadedImages.preview(folder.path) } == refusal)
    #expect(try LoadedImages(folder.path, ["size": .size(5, 7)]).set.shape.description == "3x5x7")
    #expect(try LoadedImages.preview(folder.path, ["size": .size(5, 7)]).shape?.description == "3x5x7")
  }

  @Test func passesOverWhatIsNoPictureAndCountsIt() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] {
      try folder.makeFolder(name)
      try folder.write(greyPicture(1), to: "\(name)/1.pgm")
    }
    try folder.write(Array("words".utf8), to: "a/notes.txt")
    try folder.write(Array("words".utf8), to: "README.md")
    try folder.write(greyPicture(9), to: "stray.pgm")
    #expect(
      try LoadedImages(folder.path).remarks
        == ["2 images; 2 files that are none, such as README.md; 1 image beside the folders of classes passed over"])
  }

  @Test("A picture's ending does not matter, and what has one and is none is named with what it is")
  func damaged() throws {
    let folder = try TemporaryFolder()
    try folder.write(greyPicture(7), to: "1.jpg")
    try folder.write(greyPicture(8), to: "2")
    #expect(try LoadedImages(folder.path).firstPixels == [7, 8])
    try folder.write(Array("<!DOCTYPE html>".utf8), to: "3.png")
    try folder.write(Array(greyPicture(1, height: 4, width: 4).dropLast()), to: "4.pgm")
    let bodies: [() throws -> Void] = [
      { _ = try LoadedImages(folder.path, ["size": .size(1, 1)]) },
      { _ = try LoadedImages.preview(folder.path, ["size": .size(1, 1)]) },
    ]
    for body in bodies {
      let error = try #require(throws: DatasetError.self, performing: body)
      #expect(
        "\(error)"
          == "\(folder.path): 2 of 4 images cannot be read; mend or remove them, or pass them over with `damaged=skip`")
      #expect(
        error.details == [
          "\(folder.path)/3.png: is an HTML page, and no picture",
          "\(folder.path)/4.pgm: is a PPM, PGM or PBM that cannot be decoded: 15 of 16 bytes; the file is truncated",
        ])
    }
    let skipped = try LoadedImages(folder.path, ["damaged": "skip", "size": .size(1, 1)])
    #expect(skipped.firstPixels == [7, 8])
    #expect(skipped.remarks == ["2 images; 2 that are damaged passed over: 3.png, 4.pgm"])
    #expect(try LoadedImages.preview(folder.path, ["damaged": "skip", "size": .size(1, 1)]).count == 2)
  }

  @Test func saysWhereNoPictureIsLeft() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("<html>".utf8), to: "1.png")
    let refusal = "\(folder.path): holds no picture: found 1 file that cannot be decoded, expected one that can"
    for options in [["damaged": "skip"], ["damaged": "skip", "size": .size(2, 2)]] as [[String: OptionValue]] {
      #expect(message { _ = try LoadedImages(folder.path, options) } == refusal)
      #expect(message { _ = try LoadedImages.preview(folder.path, options) } == refusal)
    }
  }

  @Test func readsArchives() throws {
    let folder = try TemporaryFolder()
    let members = [
      ("photos/b/1.pgm", greyPicture(3)), ("photos/a/2.pgm", greyPicture(2)), ("photos/a/1.pgm", greyPicture(1)),
      ("__MACOSX/photos/a/._1.pgm", [1, 2, 3]), ("photos/notes.txt", Array("words".utf8)),
    ]
    let zip = try folder.write(ZipArchive.bytes(members.map { (name: $0.0, bytes: $0.1) }), to: "photos.zip")
    let tar = try folder.write(MadeUpCIFAR10.tar(members), to: "photos.tar")
    let packed = try folder.write(MadeUpCIFAR10.gzip(MadeUpCIFAR10.tar(members)), to: "photos.tgz")
    for path in [zip, tar, packed] {
      for threads in [1, 3] {
        let loaded = try LoadedImages(path, threads: threads)
        #expect(loaded.set.classNames == ["a", "b"], "\(path)")
        #expect(loaded.set.labels == [0, 0, 1])
        #expect(loaded.firstPixels == [1, 2, 3])
        #expect(loaded.remarks == ["3 images; 1 file that is none, such as notes.txt"])
      }
      #expect(
        try LoadedImages.preview(path)
          == DatasetPreview(
            shape: ImageShape(channels: 3, height: 1, width: 1), count: 3, classNames: ["a", "b"],
            isSortedByClass: false))
    }
    // A folder of pictures alone has no classes.
    let flat = try folder.write(
      ZipArchive.bytes([(name: "flat/1.pgm", bytes: greyPicture(1)), (name: "flat/2.pgm", bytes: greyPicture(2))]),
      to: "flat.zip")
    #expect(try LoadedImages(flat).set.labels == nil)
    let other = try folder.write(Array("<html>".utf8), to: "page.zip")
    #expect(message { _ = try LoadedImages(other) } == "\(other): is an HTML page, and no picture")
  }

  @Test func readsPatternsAndSingleFiles() throws {
    let folder = try TemporaryFolder()
    for name in ["x", "y"] { try folder.makeFolder(name) }
    for (number, path) in ["x/a1.pgm", "x/b1.pgm", "y/a2.pgm"].enumerated() {
      try folder.write(greyPicture(number), to: path)
    }
    let classes = try LoadedImages(folder.path + "/*/a*.pgm")
    #expect(classes.set.classNames == ["x", "y"])
    #expect(classes.firstPixels == [0, 2])
    let flat = try LoadedImages(folder.path + "/x/*")
    #expect(flat.set.labels == nil)
    #expect(flat.firstPixels == [0, 1])
    let one = try LoadedImages(folder.path + "/y/a2.pgm")
    #expect(one.firstPixels == [2])
    #expect(
      message { _ = try LoadedImages(folder.path + "/z*") }
        == "\(folder.path)/z*: there is no such file or folder; expected a pattern that names files, as in `photos/*.jpg`"
    )
    let broken = try folder.write(greyPicture(1).dropLast(), to: "broken.pgm")
    let error = #expect(throws: DatasetError.self) { try LoadedImages(broken, ["size": .size(1, 1)]) }
    #expect(error?.details.first?.hasPrefix("\(broken): is a PPM") == true)
  }

  @Test func takesThePartThatIsAskedFor() throws {
    let folder = try TemporaryFolder()
    for (number, path) in ["train/a/1.pgm", "train/b/1.pgm", "val/a/1.pgm", "test/b/1.pgm"].enumerated() {
      try folder.makeFolder(path.split(separator: "/").dropLast().joined(separator: "/"))
      try folder.write(greyPicture(number), to: path)
    }
    #expect(try LoadedImages(folder.path).firstPixels == [0, 1])
    #expect(try LoadedImages(folder.path).remarks == ["2 images; those of train"])
    #expect(try LoadedImages(folder.path, ["split": "validation"]).firstPixels == [2])
    #expect(try LoadedImages(folder.path, ["split": "test"]).firstPixels == [3])
    #expect(try LoadedImages(folder.path, ["split": "test"]).set.classNames == ["b"])
    #expect(
      message { _ = try LoadedImages(folder.path + "/train", ["split": "test"]) }
        == "\(folder.path)/train: has no folder of the training images and one of others, so that there is no `split=test`"
    )
    try FileManager.default.removeItem(atPath: folder.file("val"))
    #expect(try LoadedImages(folder.path, ["split": "validation"]).firstPixels == [3])
  }

  @Test func takesClassesFromATable() throws {
    let folder = try TemporaryFolder()
    for number in 1...3 { try folder.write(greyPicture(number), to: "\(number).pgm") }
    let table = try TemporaryFolder()
    let path = try table.write(Array("id,label\r\n3,frog\r\n1,\"a \"\"big\"\" cat\"\r\n9,dog\r\n".utf8), to: "t.csv")
    let loaded = try LoadedImages(folder.path, ["labels": .text(path)])
    #expect(loaded.set.classNames == ["a \"big\" cat", "frog"])
    #expect(loaded.firstPixels == [1, 3])
    #expect(loaded.set.labels == [0, 1])
    #expect(loaded.remarks == ["2 images; 1 image without a label passed over"])
    // Without a head, and with the class first; numbers are sorted as such.
    try folder.write(Array("1.pgm;10\n2.pgm;9\n3.pgm;10\n".utf8), to: "labels.csv")
    #expect(try LoadedImages(folder.path).set.classNames == ["9", "10"])
    #expect(try LoadedImages(folder.path).set.labels == [1, 0, 1])
    #expect(try LoadedImages(folder.path).remarks == [])
    try folder.write(Array("class,file\nx,1\nx,2\ny,3\n".utf8), to: "labels.csv")
    #expect(try LoadedImages(folder.path).set.labels == [0, 0, 1])
    let lines: [(String, String)] = [
      ("a,b\nc", "row 2: found 1 value, expected 2, as in the first row"),
      ("alone\n", "row 1: found a single column, expected a column of files and one of their classes"),
      ("\"open,b\n", "row 1: found a quotation without an end, expected its end"),
      ("file,label\n", "row 2: found the end, expected files with their classes"),
      ("x,z\n", "names none of the pictures: found “x”, expected names such as 1.pgm"),
    ]
    for (text, words) in lines {
      try table.write(Array(text.utf8), to: "t.csv")
      #expect(message { _ = try LoadedImages(folder.path, ["labels": .text(path)]) } == "\(path): \(words)")
    }
  }

  @Test func readsTablesOfPixels() throws {
    let folder = try TemporaryFolder()
    func load(_ text: String, _ more: [String: OptionValue] = [:]) throws -> ImageSet {
      try LoadedImages(folder.write(Array(text.utf8), to: "pixels.csv"), more).set
    }
    let pixels = (0..<16).map { "\($0 * 16)" }.joined(separator: ",")
    let head = "label," + (0..<16).map { "pixel\($0)" }.joined(separator: ",")
    let labelled = try load("\(head)\n7,\(pixels)\n2,\(pixels)\n7,\(pixels)\n", ["limit": .whole(2)])
    #expect(labelled.shape.description == "1x4x4")
    #expect(labelled.classNames == ["2", "7"])
    #expect(labelled.labels == [1, 0])
    labelled.withPixels(at: 1) { #expect(Array($0) == (0..<16).map { UInt8($0 * 16) }) }
    #expect(try load("3,\(pixels)\n").labels == [0])
    #expect(try load("\(pixels)\n").labels == nil)
    let colour = (0..<48).map { "\($0)" }.joined(separator: ",")
    try load("\(colour)\n").withPixels(at: 0) { #expect(Array($0.prefix(17)) == (0..<16).map { UInt8(3 * $0) } + [1]) }
    let path = folder.file("pixels.csv")
    #expect(message { _ = try load("\r\n") }.contains("row 1: found 0 columns"))
    #expect(
      message { _ = try load("1,2,3\n") }.hasPrefix("\(path): row 1: found 3 columns, expected one for each pixel"))
    #expect(
      message { _ = try load("\(pixels)\n1,2\n") } == "\(path): row 2: found 2 values, expected 16, as in the first row"
    )
    #expect(
      message { _ = try load(pixels.replacing("16,", with: "256,") + "\n") }
        == "\(path): row 1, column 2: found “256”, expected a whole number from 0 to 255")
  }

  @Test("What does not fit into memory lies in a file of the cache, and gives the same numbers")
  func larger() throws {
    let folder = try TemporaryFolder()
    for number in 0..<30 { try folder.write(greyPicture(number * 8, height: 5, width: 4), to: "\(number + 10).pgm") }
    let cache = try TemporaryFolder()
    let places = DataPlaces(cacheFolder: cache.path)
    let inMemory = try LoadedImages(folder.path, places: places)
    let mapped = try LoadedImages(folder.path, places: places, memory: 1000)
    #expect(mapped.firstPixels == inMemory.firstPixels)
    #expect(mapped.set.contentDigest == inMemory.set.contentDigest)
    #expect(mapped.set.taking(3).normalised().values == inMemory.set.taking(3).normalised().values)
    // It has no name that would be left behind.
    #expect(try cache.names() == [])
    #expect(throws: DatasetError.self) {
      try LoadedImages(folder.path, places: DataPlaces(cacheFolder: "/proc/none"), memory: 1000)
    }
  }

  @Test func refusesOptionsThatDoNotGoTogether() throws {
    let folder = try TemporaryFolder()
    try folder.write(greyPicture(1), to: "1.pgm")
    #expect(
      message { _ = try LoadedImages(folder.path, ["fit": "cover"]) }
        == "images: option fit: found no `size`, expected one beside it, as in `size=32`")
    #expect(
      message { _ = try LoadedImages(folder.path, ["fit": "cover", "crop": "centre", "size": .size(4, 4)]) }
        == "images: option crop: found both `fit` and `crop`, expected one of them")
    #expect(
      message { _ = try LoadedImages(folder.file("none")) }
        == "\(folder.path)/none: there is no such file or folder; expected a folder of pictures, or of a folder of them for "
        + "each class, an archive of them, or one")
  }

  @Test("A pipe among the images is no trap, nor is a link to its own folder")
  func traps() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("a")
    try folder.write(greyPicture(4), to: "a/1.pgm")
    try #require(symlink(folder.path, folder.file("a/loop")) == 0)
    #expect(try LoadedImages(folder.path).firstPixels == [4])
    try #require(mkfifo(folder.file("a/2.png"), 0o600) == 0)
    let error = #expect(throws: DatasetError.self) { try LoadedImages(folder.path) }
    #expect(error?.details == ["\(folder.path)/a/2.png: cannot be read: it is no plain file"])
  }
}
