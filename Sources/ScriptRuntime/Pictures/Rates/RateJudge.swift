import Analysis
import Datasets
import NeuralNetworks
import TensorMath

/// A way to write pictures down, and what came of it so far.
final class RateTally {
  private let codec, setting: String
  fileprivate(set) var bytes = 0.0
  fileprivate(set) var squares = 0.0
  fileprivate(set) var similarity = 0.0

  init(_ codec: String, _ setting: String) { (self.codec, self.setting) = (codec, setting) }

  /// What it comes to over so many pictures, which may be too small for windows of structural similarity.
  func point(over count: Double, hasWindows: Bool) -> RatePoint {
    let error = squares / count
    return RatePoint(
      codec: codec, setting: setting, bytes: bytes / count, squaredError: error,
      similarity: hasWindows ? similarity / count : nil,
      signal: Decibels.peakSignalToNoise(squaredError: error, range: 255))
  }
}

/// Compares pictures with a few images, in 8 bits.
struct RateJudge {
  private let target: Batch
  private let prediction: Batch
  private let hasWindows: Bool
  private let compute: ComputeContext

  init(_ images: Images, _ shape: ImageShape, _ compute: ComputeContext) {
    self.compute = compute
    hasWindows = RateCurves.hasWindows(shape)
    target = Batch(capacity: images.count, shape: shape.sample)
    prediction = Batch(capacity: images.count, shape: shape.sample)
    target.load(images.values.map(Self.inBytes), count: images.count)
  }

  func add(_ images: [Float], bytes: Double, to tally: RateTally) {
    prediction.load(images.map(Self.inBytes), count: target.count)
    tally.bytes += bytes
    ImageMeasure.mse.forEachImage(prediction, target: target, compute: compute) { tally.squares += $1 }
    guard hasWindows else { return }
    ImageMeasure.ssim(range: 255).forEachImage(prediction, target: target, compute: compute) {
      tally.similarity += $1
    }
  }

  private static func inBytes(_ value: Float) -> Float {
    value.isNaN ? 0 : min(max(((value + 1) * 127.5).rounded(.toNearestOrEven), 0), 255)
  }
}
