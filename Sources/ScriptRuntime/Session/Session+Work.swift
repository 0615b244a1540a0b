import Basics
import Datasets
import NeuralNetworks
import Synchronization
import TensorMath
import Training

/// Tells a session's front end how far a piece of work has come, once it has taken a while; from any thread.
final class WorkProgress: Sendable {
  /// Work that is done sooner is not told of.
  private static let patience = 1.0

  private let name, unit: String
  private let total, times: Int
  private let report: @Sendable (LoadingProgress) -> Void
  private let clock: @Sendable () -> Double
  private let start: Double
  private let state = Mutex((done: 0, isTold: false))

  /// Work of so many steps, images if not told otherwise, each of which is taken so many times, under a name such as
  /// `encoding`.
  init(_ name: String, total: Int, unit: String = "image", times: Int = 1, _ session: Session) {
    (self.name, self.total, self.unit, self.times) = (name, total, unit, times)
    report = session.output.loadingProgress ?? { _ in }
    clock = session.settings.clock
    start = clock()
  }

  deinit {
    let isTold = state.withLock { $0.isTold }
    if isTold { report(.work(name: name, done: total, total: total, unit: unit)) }
  }

  /// So many steps more are done.
  func advance(by steps: Int) { advance { $0 + steps } }

  /// So many steps are done in all.
  func advance(to done: Int) { advance { _ in done } }

  private func advance(_ change: (Int) -> Int) {
    let isLate = clock() - start >= Self.patience
    let done = state.withLock { state in
      state.done = change(state.done)
      let steps = min(total, state.done / times)
      state.isTold = state.isTold || (isLate && steps < total)
      return state.isTold ? steps : total
    }
    if done < total { report(.work(name: name, done: done, total: total, unit: unit)) }
  }
}

/// Images whose reading is told of.
private struct WatchedImages: BatchSource {
  let images: any BatchSource
  let progress: WorkProgress
  /// How many processes read some of them.
  let readers: Int

  var count: Int { images.count }
  var sampleShape: SampleShape { images.sampleShape }
  var contentDigest: ContentDigest { images.contentDigest }

  func fill(_ batch: Batch, count: Int, compute: ComputeContext?, imageAt: (_ sample: Int) -> Int) {
    images.fill(batch, count: count, compute: compute, imageAt: imageAt)
    progress.advance(by: count * readers)
  }
}

extension Session {
  /// The same images for work that reads them so many times, whose progress is told under a name such as `encoding`;
  /// `isShared` where each of several processes reads its part of them.
  func watched(_ images: any BatchSource, _ name: String, times: Int = 1, isShared: Bool = false) -> any BatchSource {
    WatchedImages(
      images: images, progress: WorkProgress(name, total: images.count, times: times, self),
      readers: isShared ? settings.processes?.count ?? 1 : 1)
  }

  /// The images that a model makes of codes, `[code, latent]`, a thousand at a time.
  func decoded(_ codes: [Float], by model: Autoencoder) throws(Interrupted) -> [Float] {
    let (latent, piece) = (model.latentSize, 1024)
    let count = codes.count / latent
    let progress = WorkProgress("decoding", total: count, self)
    var images: [Float] = []
    images.reserveCapacity(count * model.imageShape.elementCount)
    for first in stride(from: 0, to: count, by: piece) {
      let last = min(count, first + piece)
      images += try model.decode(Array(codes[first * latent..<last * latent]), compute: compute, unless: stop)
      progress.advance(to: last)
    }
    return images
  }
}
