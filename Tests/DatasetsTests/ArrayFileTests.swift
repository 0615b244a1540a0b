import Basics
import Datasets
import Options
import Synchronization
import TensorMath
import TestSupport
import Testing

/// Arrays that NumPy wrote, and those that nobody ought to have written.
@Suite struct ArrayFileTests {
  private func loadArray(_ path: String, _ given: [String: OptionValue] = [:]) throws -> (
    set: ImageSet, notes: [String]
  ) {
    let notes = Mutex<[String]>([])
    let watcher = LoadingWatcher(note: { note in notes.withLock { $0.append(note) } })
    let set = try load(ArrayFile.self, given.merging(["path": .text(path)]) { $1 }, watcher: watcher)
    return (set, notes.withLock { $0 })
  }

  private func pixels(_ set: ImageSet) -> [UInt8] {
    (0..<set.count).flatMap { index in set.withPixels(at: index) { Array($0) } }
  }

  private static let expected = (0..<48).map { UInt8($0 * 5) }

  @Test(
    "Every type, order and version gives the same bytes",
    arguments: [
      "uint8", "fortran", "channels-last", "channels-last-fortran", "version-2", "version-3", "float32-signed",
      "float32-signed-big", "float64-unit", "float16-unit", "float32-byte", "int16", "int64-big", "uint32",
    ])
  func readsEveryForm(name: String) throws {
    let (set, notes) = try loadArray(Fixture.path(name + ".npy"))
    #expect(set.shape == ImageShape(channels: 3, height: 2, width: 4))
    #expect(pixels(set) == Self.expected)
    #expect(set.name == name && set.labels == nil)
    let told = [
      "float32-signed": "from -1 to 0.843 are read as `scale=signed`, −1 to 1",
      "float32-signed-big": "from -1 to 0.843 are read as `scale=signed`, −1 to 1",
      "float64-unit": "from 0 to 0.922 are read as `scale=unit`, 0 to 1",
      "float16-unit": "from 0 to 0.921 are read as `scale=unit`, 0 to 1",
      "float32-byte": "from 0 to 235 are read as `scale=byte`, 0 to 255",
    ]
    #expect(notes == told[name].map { ["\(name).npy: numbers \($0)"] } ?? [])
    let first = try loadArray(Fixture.path(name + ".npy"), ["limit": 1]).set
    #expect(pixels(first) == Array(Self.expected[..<24]))
  }

  @Test func greyAndYesNo() throws {
    let grey = try loadArray(Fixture.path("grey.npy"), ["labels": .text(Fixture.path("labels.npy"))]).set
    #expect(grey.shape == ImageShape(channels: 1, height: 2, width: 4))
    #expect(pixels(grey) == Array(Self.expected[0..<8] + Self.expected[24..<32]))
    #expect(grey.labels == [2, 0] && grey.classNames == ["0", "1", "2"])
    let named = try loadArray(
      Fixture.path("grey.npy"), ["labels": .text(Fixture.path("labels.npy")), "classes": .list(["a", "b", "c"])]
    ).set
    #expect(named.className(at: 0) == "c")
    let flags = try loadArray(Fixture.path("bool.npy")).set
    #expect(pixels(flags) == Self.expected.map { $0 > 100 ? 255 : 0 })
  }

  @Test func archives() throws {
    let training = try loadArray(Fixture.path("packed.npz")).set
    #expect(training.labels == [1, 0] && pixels(training) == Self.expected)
    let test = try loadArray(Fixture.path("packed.npz"), ["key": "x_test"]).set
    #expect(test.labels == [0, 1] && pixels(test) == Array(Self.expected[24...] + Self.expected[..<24]))
    #expect(try loadArray(Fixture.path("packed.npz"), ["labels-key": "y_test"]).set.labels == [0, 1])
    #expect(try loadArray(Fixture.path("stored.npz")).set.labels == nil)
    let path = Fixture.path("packed.npz")
    #expect(
      message { _ = try loadArray(path, ["key": "x_tset"]) }
        == "\(path): holds the arrays x_train, y_train, x_test and y_test; expected one called x_tset")
  }

  /// What `save images "x.npy"` writes of bytes comes back as these bytes, each of the 256.
  @Test func whatWasSavedComesBack() throws {
    let folder = try TemporaryFolder()
    let set = ImageSet(
      name: "all", shape: ImageShape(channels: 1, height: 16, width: 16), pixels: (0...255).map { UInt8($0) })
    try folder.write(try set.normalised().numPyBytes(), to: "all.npy")
    let (read, notes) = try loadArray(folder.file("all.npy"))
    #expect(read.contentDigest == set.contentDigest)
    #expect(notes == ["all.npy: numbers from -1 to 1 are read as `scale=signed`, −1 to 1"])
  }

  /// A `.npy` file with this header and these bytes.
  private func file(_ header: String, _ bytes: [UInt8] = [], version: UInt8 = 1) -> [UInt8] {
    let length = header.utf8.count
    return [0x93] + Array("NUMPY".utf8) + [version, 0, UInt8(length & 255), UInt8(length >> 8)] + Array(header.utf8)
      + bytes
  }

  private func header(_ type: String, _ shape: String) -> String {
    "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(shape)), }\n"
  }

  private func floats(_ numbers: [Float], _ shape: String) -> [UInt8] {
    file(header("<f4", shape), numbers.flatMap { number in withUnsafeBytes(of: number) { Array($0) } })
  }

  @Test func whatIsNoByteIsRoundedAndSaid() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(floats([-1.2, 0, 0.5, 1.4], "1, 1, 2, 2"), to: "a.npy")
    let (set, notes) = try loadArray(path)
    #expect(pixels(set) == [0, 128, 191, 255])
    #expect(
      notes == [
        "a.npy: numbers from -1.2 to 1.4 are read as `scale=signed`, −1 to 1; 2 numbers beyond black or white cut off; "
          + "2 numbers between two of the 256 levels of a byte rounded"
      ])
    #expect(pixels(try loadArray(path, ["scale": "fit"]).set) == [0, 118, 167, 255])
    #expect(pixels(try loadArray(path, ["scale": "unit"]).set) == [0, 0, 128, 255])
    try folder.write(floats([-3, 0, 70, 300], "1, 1, 2, 2"), to: "a.npy")
    #expect(
      message { _ = try loadArray(path) }
        == "\(path): holds numbers from -3 to 300; expected −1 to 1, 0 to 1 or 0 to 255: write `scale=` to say which are "
        + "black and white")
    try folder.write(floats([0, .nan, 0, 0], "1, 1, 2, 2"), to: "a.npy")
    #expect(message { _ = try loadArray(path) } == "\(path): element 1: found no finite number, expected one")
  }

  @Test(
    "What numbers lie on is told by the least and the greatest of them",
    arguments: [
      (-1.5, 1.5, "signed"), (-0.001, 1, "signed"), (0, 1, "unit"), (0, 1.001, "byte"), (0, 255, "byte"),
      (-1.501, 1, nil), (-1, 1.501, nil), (0, 255.01, nil),
    ] as [(Float, Float, String?)])
  func scales(least: Float, greatest: Float, scale: String?) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(floats([least, greatest, 0, 0.5], "1, 1, 2, 2"), to: "a.npy")
    guard let scale else {
      #expect(message { _ = try loadArray(path) }.contains("expected −1 to 1, 0 to 1 or 0 to 255"))
      return
    }
    #expect(try loadArray(path).1.contains { $0.contains("are read as `scale=\(scale)`") })
  }

  @Test(
    "Sides that say too little, or are none",
    arguments: [
      (
        "2, 3, 2, 3",
        "an array of 2x3x2x3; expected sides that say which are the channels: write `layout=nchw` or `layout=nhwc`"
      ),
      (
        "4, 3, 3",
        "an array of 4x3x3; expected sides that say which are the channels: write `layout=nhw`, `layout=hwc` or `layout=chw`"
      ),
      ("3, 12", "an array of 3x12; expected images of one channel or three: NxHxW, NxCxHxW or NxHxWxC"),
      ("1, 2, 3, 6", "an array of 1x2x3x6; expected images of one channel or three: NxHxW, NxCxHxW or NxHxWxC"),
      ("", "one number; expected images of one channel or three: NxHxW, NxCxHxW or NxHxWxC"),
      ("0, 3, 2, 2", "an array of 0x3x2x2; expected images, and none of no pixels"),
    ])
  func sides(shape: String, expected: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file(header("|u1", shape), [UInt8](0..<36)), to: "a.npy")
    #expect(message { _ = try loadArray(path) } == "\(path): holds \(expected)")
  }

  @Test func layoutsThatAreSaid() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file(header("|u1", "2, 3, 2, 3"), [UInt8](0..<36)), to: "a.npy")
    #expect(pixels(try loadArray(path, ["layout": "nchw"]).set) == [UInt8](0..<36))
    let last = try loadArray(path, ["layout": "nhwc"]).set
    #expect(last.shape == ImageShape(channels: 3, height: 3, width: 2))
    #expect(Array(pixels(last)[..<6]) == [0, 3, 6, 9, 12, 15])
    #expect(
      message { _ = try loadArray(path, ["layout": "hwc"]) }
        == "\(path): holds an array of 2x3x2x3; expected 3 sides for `layout=hwc`")
    try folder.write(file(header("|u1", "3, 2, 3"), [UInt8](0..<18)), to: "a.npy")
    #expect(try loadArray(path, ["layout": "hwc"]).set.shape == ImageShape(channels: 3, height: 3, width: 2))
    #expect(pixels(try loadArray(path, ["layout": "chw"]).set) == [UInt8](0..<18))
    #expect(try loadArray(path, ["layout": "nhw"]).set.count == 3)
  }

  @Test(
    "Headers that lie",
    arguments: [
      (
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 3, 9999999999, 4)}",
        "ends too early, in its 9999999999x3x9999999999x4 elements of float32: found 4 of 9223372036854775807 bytes; the file is truncated"
      ),
      (
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3, 2, 2)}",
        "ends too early, in its 1x3x2x2 elements of float32: found 4 of 48 bytes; the file is truncated"
      ),
      (
        "{'descr': '<U7', 'fortran_order': False, 'shape': (1,)}",
        "byte 26 of the header: found elements of type <U7, expected bool, whole numbers of up to 8 bytes, or f2, f4 and f8"
      ),
      (
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}",
        "byte 20 of the header: found a structured type, expected one number an element"
      ),
      (
        "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (1,)}",
        "byte 50 of the header: found Maybe, expected True or False"
      ),
      (
        "{'descr': '<f4', 'shape': (1,)}",
        "byte 41 of the header: found a header that lacks an entry, expected descr, fortran_order and shape"
      ),
      (
        "{'descr': '<f4', 'shape': (-1,)}",
        "byte 37 of the header: found a side that is no number, expected up to 32 whole numbers"
      ),
      ("{'descr", "byte 12 of the header: found a text without an end, expected one in quotes"),
      ("", "byte 10 of the header: found no `{`, expected one"),
    ])
  func headers(header: String, expected: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file(header, [1, 2, 3, 4]), to: "a.npy")
    let found = message { _ = try loadArray(path) }.replacing("\(path): ", with: "")
    #expect(
      found.replacing(/byte [0-9]+ of the header/, with: "byte")
        == expected.replacing(/byte [0-9]+ of the header/, with: "byte"))
  }

  @Test func filesThatAreNone() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.npy")
    func refusal(_ bytes: [UInt8]) throws -> String {
      try folder.write(bytes, to: "a.npy")
      return message { _ = try loadArray(path) }
    }
    #expect(try refusal([]) == "\(path): the file is empty; expected a NumPy array, `.npy`")
    #expect(try refusal(Array("hello".utf8)) == "\(path): is a text file; expected a NumPy array, `.npy`")
    #expect(
      try refusal(file("", version: 9)) == "\(path): byte 6: found version 9, expected version 1, 2 or 3"
        || refusal(file("", version: 9)) == "\(path): byte 6: found the end, expected version 1, 2 or 3")
    var long = file(header("|u1", "1, 2, 2"), [1, 2, 3, 4])
    long[9] = 255
    #expect(
      try refusal(long).hasPrefix("\(path): byte 8: found a header of "))
    let labels = try folder.write(file(header("|u1", "3"), [1, 2, 3]), to: "labels.npy")
    try folder.write(file(header("|u1", "1, 2, 2"), [1, 2, 3, 4]), to: "a.npy")
    #expect(
      message { _ = try loadArray(path, ["labels": .text(labels)]) }
        == "\(labels): holds an array of 3; expected 1 label, one for each image")
    let fractions = try folder.write(floats([0.5], "1"), to: "labels.npy")
    #expect(
      message { _ = try loadArray(path, ["labels": .text(fractions)]) }
        == "\(labels): holds the label 0.5 for image 0; expected whole numbers from 0 to 65535")
  }
}
