import Analysis
import Basics
import Datasets
import NeuralNetworks
import TensorMath
import Training

extension RateCurves {
  /// Training images whose codes say how far codes go.
  static let mostForRanges = 10_000

  /// What every way to write pictures down comes to, piece by piece of the images.
  func measured(_ session: Session) throws -> [RateSeries] {
    let (compute, stop) = (session.compute, session.stop)
    let latent = model.latentSize
    let known = try Self.limited(training, Self.mostForRanges)
    let ranges = try call.finiteCodes(of: known, by: Self.model, session)
    let own = UniformQuantizer(rangesOf: ranges, width: latent, bits: 8)
    let size = min(latent, PrincipalComponents.most(count: training.count, shape: shape))
    let components = try session.principalComponents(of: training.source, size: size)
    let knownPixels = try known.numbers(unless: stop).values
    let principal = UniformQuantizer(
      rangesOf: try components.encode(knownPixels, compute: compute, unless: stop), width: size, bits: 8)

    func bytes(_ numbers: Int, _ bits: Int) -> Double { Double((numbers * bits + 7) / 8) }
    let fewer = Array(Set(bits.map { Int(bytes(latent, $0)) }.filter { $0 <= size })).sorted()
    let ofModel = bits.map { RateTally("model", "\(countText(latent, "number")) in \(countText($0, "bit"))") }
    let ofSame =
      size == latent ? bits.map { RateTally("PCA", "\(countText(latent, "number")) in \(countText($0, "bit"))") } : []
    let ofFewer = fewer.map { RateTally("PCA", "\(countText($0, "number")) in 8 bits") }
    let writesJPEG = chroma != .none && JPEGWriter.isHere
    let ofScan = writesJPEG ? qualities.map { RateTally("JPEG, scan", "quality \($0)") } : []
    let ofFile = writesJPEG ? qualities.map { RateTally("JPEG, file", "quality \($0)") } : []

    let all = try Self.limited(images, limit)
    let piece = 256
    let progress = WorkProgress("writing down", total: all.count, session)
    for first in stride(from: 0, to: all.count, by: piece) {
      try stop.check()
      progress.advance(to: first)
      let places = Array(first..<min(first + piece, all.count))
      guard let some = ImageCollection(try all.picking(places, unless: stop)) else { return [] }
      let numbers = try some.numbers(unless: stop)
      let judge = RateJudge(numbers, shape, compute)
      let codes = try model.encode(some.source, compute: compute, unless: stop)
      for (bits, tally) in zip(bits, ofModel) {
        let images = try model.decode(own.with(bits: bits).quantized(codes), compute: compute, unless: stop)
        judge.add(images, bytes: bytes(latent, bits) * Double(numbers.count), to: tally)
      }
      let projected = try components.encode(numbers.values, compute: compute, unless: stop)
      for (bits, tally) in zip(bits, ofSame) {
        let images = try components.decode(
          principal.with(bits: bits).quantized(projected), compute: compute, unless: stop)
        judge.add(images, bytes: bytes(latent, bits) * Double(numbers.count), to: tally)
      }
      let inBytes = principal.quantized(projected)
      for (count, tally) in zip(fewer, ofFewer) {
        let kept = (0..<numbers.count).flatMap { inBytes[$0 * size..<$0 * size + count] }
        let images = try components.first(count).decode(kept, compute: compute, unless: stop)
        judge.add(images, bytes: Double(count * numbers.count), to: tally)
      }
      for (index, quality) in (writesJPEG ? qualities : []).enumerated() {
        try stop.check()
        let pictures = try JPEGPictures(numbers, shape, quality: quality, isFull: chroma == .full)
        guard let written = pictures else {
          throw call.error(at: Self.chroma, "libjpeg-turbo does not write images of \(shape)")
        }
        judge.add(written.values, bytes: Double(written.scanBytes), to: ofScan[index])
        judge.add(written.values, bytes: Double(written.fileBytes), to: ofFile[index])
      }
    }
    let count = Double(all.count)
    func points(_ tallies: [RateTally]) -> [RatePoint] {
      tallies.map { $0.point(over: count, hasWindows: Self.hasWindows(shape)) }
    }
    return [
      RateSeries(name: "model", color: 0, isDashed: false, points: points(ofModel)),
      RateSeries(name: "PCA, as many numbers", color: 1, isDashed: false, points: points(ofSame)),
      RateSeries(name: "PCA, 8 bits a number", color: 1, isDashed: true, points: points(ofFewer)),
      RateSeries(name: "JPEG without header", color: 2, isDashed: false, points: points(ofScan)),
      RateSeries(name: "JPEG with header", color: 2, isDashed: true, points: points(ofFile)),
    ].filter { !$0.points.isEmpty }
  }

  private static func limited(_ images: ImageCollection, _ count: Int) throws -> ImageCollection {
    switch images {
    case .set(let set): .set(set.taking(count))
    case .numbers(let numbers): .numbers(count < numbers.count ? numbers[0..<count] : numbers)
    }
  }
}

/// Points that a line goes through.
struct RateSeries {
  let name: String
  let color: Int
  let isDashed: Bool
  var points: [RatePoint]
}
