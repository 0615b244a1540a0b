import Distributed
import Foundation
import ScriptRuntime
import Synchronization
import TestSupport
import Testing
import Training

/// Scripts that several processes run together.
@Suite(.serialized) struct DistributedTests {
  private static let script = """
    training = load sketches count=70
    validation = load sketches count=40
    model = autoencoder latent=4 width=2
    log = train model on=training validate=validation watch=validation epochs=2 batch=48 shuffle=yes metrics=psnr
    log
    plot log save=loss.svg
    save model "model.safetensors"
    save log "log.csv"
    copy = open model "model.safetensors"
    evaluate copy validation
    more = train copy on=training epochs=1
    save copy "copy.onnx"
    errors = measure copy validation by=mse,ssim
    save errors "errors.csv"
    print (errors.mse.mean)
    codes = encode copy validation
    save codes "codes.npy"

    """

  private static let files = ["loss.svg", "model.safetensors", "log.csv", "copy.onnx", "codes.npy", "errors.csv"]

  /// What each process says of a script, and the files that there are then.
  private static func run(_ count: Int, _ script: String, store: String?, in folder: String) throws -> [String] {
    let said = Mutex([Int: String]())
    let done = DispatchSemaphore(value: 0)
    for group in ThreadGroup.make(count) {
      let thread = Thread {
        let keeping = TrainingKeeping(store: store.map { TrainingStore(folder: $0) })
        if let bench = try? Bench(
          threads: 1, keeping: keeping, processes: count > 1 ? group : nil, sharing: folder, clock: { 0 })
        {
          let text = bench.run(script)
          said.withLock { $0[group.rank] = text }
        }
        done.signal()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    for _ in 0..<count { done.wait() }
    return try said.withLock { said in try (0..<count).map { try #require(said[$0]) } }
  }

  @Test("Three processes say and write what one does, and take from the store what one kept")
  func sameFiles() throws {
    let folders = try (0..<2).map { _ in try TemporaryFolder() }
    let texts = try zip(folders, [1, 3]).map { folder, count in
      try Self.run(count, Self.script, store: folder.file("store"), in: folder.path)
    }
    #expect(texts[1][0] == texts[0][0])
    for name in Self.files {
      let files = try folders.map { try Data(contentsOf: URL(filePath: $0.file("out/\(name)"))) }
      #expect(files[0] == files[1], "\(name)")
    }
    // What three kept one takes, and the other way round.
    let again = try zip(folders, [2, 1]).map { folder, count in
      try Self.run(count, Self.script, store: folder.file("store"), in: folder.path)
    }
    for texts in again {
      for text in texts { #expect(text.ranges(of: "kept from").count == 2) }
    }
  }

  @Test("A file that cannot be written fails everywhere")
  func failure() throws {
    let folder = try TemporaryFolder()
    let script = """
      model = autoencoder latent=4 width=2
      save model "\(folder.file("file"))/model.safetensors"

      """
    try Data().write(to: URL(filePath: folder.file("file")))
    for text in try Self.run(2, script, store: nil, in: folder.path) {
      #expect(text.contains("cannot make the folder"))
    }
  }
}
