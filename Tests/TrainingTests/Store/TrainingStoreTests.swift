import Datasets
import Foundation
import NeuralNetworks
import TensorMath
import TestSupport
import Testing
import Training

@Suite(.serialized) struct TrainingStoreTests {
  private func key(
    _ change: (Autoencoder) throws -> Void = { _ in }, options: String = "{}", images: ImageSet = smallImages(5),
    random: RandomGenerator = RandomGenerator(seed: 1)
  ) throws -> TrainingKey {
    let model = try smallModel()
    try change(model)
    return try TrainingKey(
      model, TrainingMaterial(options: options, images: ["on": images.contentDigest]), random: random)
  }

  @Test("Whatever goes into a training is in its key, and nothing else")
  func keys() throws {
    let standard = try key()
    #expect(try key() == standard)
    var drawn = RandomGenerator(seed: 1)
    _ = drawn.uniform()
    let others = [
      try key { $0.weights[0] += 1e-7 }, try key { $0.epochs = 1 }, try key { $0.scale = .brightness },
      try key {
        _ = $0.step(Self.batch(), pass: .training(ComputeContext(threads: 1), random: stream()))
      },
      try key(options: "{\"epochs\":2}"), try key(images: smallImages(6)), try key(random: RandomGenerator(seed: 2)),
      try key(random: drawn), try key(images: smallImages(5).picking([1, 0, 2, 3, 4])),
    ]
    #expect(Set(others + [standard]).count == others.count + 1)
    // What images are called is no part of what they are.
    let named = ImageSet(
      name: "other", shape: smallImages(5).shape, classNames: ["even", "odd"],
      pixels: (0..<5).flatMap { index in [UInt8](smallImages(5).withPixels(at: index) { Array($0) }) },
      labels: [0, 1, 0, 1, 0])
    #expect(try key(images: named) == standard)
  }

  private static func batch() -> Batch {
    let batch = Batch(capacity: 2, shape: smallImages(2).sampleShape)
    smallImages(2).fill(batch, indices: [0, 1], compute: nil)
    return batch
  }

  /// Keeps a training that has come so far, and gives its key.
  @discardableResult
  private func keep(
    _ store: TrainingStore, options: String, steps: Int, finished: Bool = false
  ) throws -> TrainingKey {
    let model = try smallModel()
    let material = TrainingMaterial(options: options, images: [:])
    let key = try TrainingKey(model, material, random: RandomGenerator(seed: 0))
    var state = TrainingState(epochsBefore: 0, generator: RandomGenerator(seed: 0).state)
    state.losses = [Float](repeating: 1, count: steps)
    state.rates = state.losses
    if finished { state.ending = TrainingState.Ending(outcome: .finished) }
    let keeper = CheckpointKeeper([.store(store)], plan: .epoch, key, of: material, script: "a.darkroom") {
      Issue.record("\($0)")
    }
    keeper.keep(model, state, now: { 0 })
    return key
  }

  @Test("What has come further is not replaced by what has not")
  func furthest() throws {
    let folder = try TemporaryFolder()
    let store = TrainingStore(folder: folder.file("a/store"))
    let key = try keep(store, options: "1", steps: 5)
    try keep(store, options: "1", steps: 4)
    #expect(try store.checkpoint(key)?.steps == 5)
    try keep(store, options: "1", steps: 6)
    #expect(try store.checkpoint(key)?.steps == 6)
    try keep(store, options: "1", steps: 6, finished: true)
    try keep(store, options: "1", steps: 9)
    let kept = try #require(try store.checkpoint(key))
    #expect(kept.isFinished && kept.steps == 6 && kept.script == "a.darkroom")
    #expect(try store.checkpoint(self.key()) == nil)
    #expect(store.trainings.map(\.steps) == [6])
    // What a program left that was killed while it wrote is gone when another writes.
    let left = "\(key).safetensors.4194304-7.part"
    try Data([1]).write(to: URL(filePath: folder.file("a/store/\(left)")))
    try keep(store, options: "2", steps: 1)
    #expect(!FileManager.default.fileExists(atPath: folder.file("a/store/\(left)")))
  }

  @Test("Beyond its limit a store drops the oldest, but not what was just kept")
  func limit() throws {
    let folder = try TemporaryFolder()
    let unlimited = TrainingStore(folder: folder.path)
    for (number, age) in [("1", 30.0), ("2", 20), ("3", 10)] {
      let key = try keep(unlimited, options: number, steps: 1)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -age)],
        ofItemAtPath: folder.file("\(key).safetensors"))
    }
    try smallModel().save(to: folder.file("mine.safetensors"))
    let size = try #require(unlimited.trainings.first?.bytes)
    #expect(unlimited.trainings.count == 3)
    let fourth = try keep(TrainingStore(folder: folder.path, limit: 2 * size + size / 2), options: "4", steps: 1)
    #expect(unlimited.trainings.count == 2)
    #expect(try unlimited.checkpoint(fourth) != nil)
    let fifth = try keep(TrainingStore(folder: folder.path, limit: 1), options: "5", steps: 1)
    #expect(unlimited.trainings.map(\.path) == [folder.file("\(fifth).safetensors")])
    #expect(try folder.names().contains("mine.safetensors"))
  }

  @Test("A store is cleared of all, or of what is old, and other files in its folder stay")
  func clear() throws {
    let folder = try TemporaryFolder()
    let store = TrainingStore(folder: folder.path)
    let old = try keep(store, options: "1", steps: 1)
    try keep(store, options: "2", steps: 1)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -100)], ofItemAtPath: folder.file("\(old).safetensors"))
    try folder.write([1, 2, 3], to: String(repeating: "0", count: 64) + ".safetensors")
    try folder.write([1, 2, 3], to: "notes.txt")
    // A model that somebody saved there is nobody's to drop.
    try smallModel().save(to: folder.file("mine.safetensors"))
    #expect(store.trainings.map(\.isReadable) == [false, true, true])
    let dropped = try store.clear(before: Date().timeIntervalSince1970 - 50)
    #expect(dropped.map(\.path) == [folder.file("\(old).safetensors")])
    #expect(try store.clear(before: .infinity).count == 2)
    #expect(try folder.names() == ["lock", "mine.safetensors", "notes.txt"])
    #expect(try TrainingStore(folder: folder.file("none")).clear(before: .infinity).isEmpty)
  }

  @Test("Several that write the same training at the same time leave a whole file of one of them")
  func several() async throws {
    let folder = try TemporaryFolder()
    let store = TrainingStore(folder: folder.path)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          for step in 0..<12 { try self.keep(store, options: "1", steps: 1 + (step * 7 + writer) % 40) }
        }
      }
      try await group.waitForAll()
    }
    let training = try #require(store.trainings.first)
    #expect(store.trainings.count == 1)
    let steps = (0..<8).flatMap { writer in (0..<12).map { 1 + ($0 * 7 + writer) % 40 } }
    #expect(training.steps == steps.max())
    #expect(try folder.names().count == 2)
  }

  @Test("A training is claimed by one process, until that gives it back, is gone, or no longer renews its claim")
  func claims() throws {
    let folder = try TemporaryFolder()
    let store = TrainingStore(folder: folder.file("store"))
    let key = try key()
    let path = folder.file("store") + "/\(key).claim"
    let claim = try #require(try store.claim(key))
    #expect(try store.claim(key) == nil)
    #expect(try store.claim(self.key(options: "{\"epochs\":2}")) != nil)
    claim.release()
    #expect(!FileManager.default.fileExists(atPath: path))

    func isFree() throws -> Bool {
      guard let claim = try store.claim(key) else { return false }
      claim.release()
      return true
    }
    // A number that some other process bore before.
    let number = Int(ProcessInfo.processInfo.processIdentifier)
    try ClaimRecord.write(to: path, process: number, start: "1")
    #expect(try isFree())
    // Another machine's, which knows alone whether the process still runs.
    try ClaimRecord.write(to: path, process: 1, host: "elsewhere.example")
    #expect(try !isFree())
    func renew(_ secondsAgo: Double) throws {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -secondsAgo)], ofItemAtPath: path)
    }
    try renew(TrainingClaim.term - 20)
    #expect(try !isFree())
    try renew(TrainingClaim.term + 20)
    #expect(try isFree())
    // What is no claim is nobody's.
    for text in ["", "{}", "[1]", "{\"host\":\"a\",\"system\":\"\",\"process\":1e300,\"start\":\"\"}", "\u{0}"] {
      try Data(text.utf8).write(to: URL(filePath: path))
      #expect(try isFree(), "\(text)")
    }
  }

  @Test("Claims that have lapsed go when a store is cleared, and others stay")
  func lapsedClaims() throws {
    let folder = try TemporaryFolder()
    let store = TrainingStore(folder: folder.file("store"))
    let (mine, lapsed) = (try key(), try key(options: "{\"epochs\":2}"))
    let claim = try #require(try store.claim(mine))
    try ClaimRecord.write(to: folder.file("store") + "/\(lapsed).claim", process: 1, start: "none")
    _ = try store.clear(before: .infinity)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.file("store")).sorted() == ["\(mine).claim", "lock"])
    claim.release()
  }
}
