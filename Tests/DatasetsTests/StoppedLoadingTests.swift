import Basics
import Datasets
import Foundation
import Options
import TestSupport
import Testing

@Suite(.serialized) struct StoppedLoadingTests {
  private static let stopped = {
    let stop = StopFlag()
    stop.set()
    return stop
  }()

  private func expectStop(
    of format: any DatasetFormat.Type, _ options: OptionValues, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: Interrupted.self, sourceLocation: sourceLocation) {
      _ = try format.load(
        options.checked(for: format.declaration), from: DataPlaces(), watcher: LoadingWatcher(stop: Self.stopped))
    }
  }

  @Test func sketches() throws { expectStop(of: Sketches.self, OptionValues(["count": .whole(200)])) }

  @Test("CIFAR-10 in either form")
  func cifar10() throws {
    let folder = try TemporaryFolder()
    let members = [("test_batch.bin", MadeUpCIFAR10.batch(1)), ("batches.meta.txt", MadeUpCIFAR10.classNames)]
    for (name, bytes) in members { try folder.write(bytes, to: name) }
    let options: [String: OptionValue] = ["split": "validation"]
    expectStop(of: CIFAR10.self, OptionValues(options.merging(["path": .text(folder.path)]) { $1 }))
    let archive = try TemporaryFolder()
    try archive.write(MadeUpCIFAR10.gzip(MadeUpCIFAR10.tar(members)), to: "cifar-10-binary.tar.gz")
    expectStop(of: CIFAR10.self, OptionValues(options.merging(["path": .text(archive.path)]) { $1 }))
  }

  @Test("Packed files, and arrays of numbers")
  func filesAndArrays() throws {
    let folder = try TemporaryFolder()
    try folder.write(MadeUpCIFAR10.gzip(MadeUpMNIST.images(3)), to: MadeUpMNIST.names.images + ".gz")
    try folder.write(MadeUpMNIST.labels([1, 2, 3]), to: MadeUpMNIST.names.labels)
    expectStop(of: MNIST.self, OptionValues(["path": .text(folder.path)]))
    for name in ["float32-signed.npy", "uint8.npy", "packed.npz"] {
      expectStop(of: ArrayFile.self, OptionValues(["path": .text(Fixture.path(name))]))
    }
    try folder.write(try Fixture.bytes("svhn.mat"), to: "train_32x32.mat")
    expectStop(of: SVHN.self, OptionValues(["path": .text(folder.path)]))
  }

  @Test("A folder of pictures, when it is looked through and when it is read")
  func pictures() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] { try folder.makeFolder(name) }
    for name in ["a/1.png", "a/2.png", "b/1.png"] { try folder.write(MadeUpPNG().bytes, to: name) }
    let options = OptionValues(["path": .text(folder.path)])
    expectStop(of: ImageFiles.self, options)
    #expect(throws: Interrupted.self) {
      _ = try ImageFiles.preview(
        options.checked(for: ImageFiles.declaration), from: DataPlaces(), unless: Self.stopped)
    }
  }

  @Test("Images that are made numbers, corrupted or written")
  func images() throws {
    let set = try Sketches.make(count: 3)
    #expect(throws: Interrupted.self) { try set.normalised(unless: Self.stopped) }
    #expect(throws: Interrupted.self) { try set.normalised().numPyBytes(unless: Self.stopped) }
    #expect(try set.normalised(unless: StopFlag()).values == set.normalised().values)
  }
}
