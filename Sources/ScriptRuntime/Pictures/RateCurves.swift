import Analysis
import Basics
import Datasets
import Figures
import NeuralNetworks
import Options
import TensorMath
import Training

/// What `rates` measures and draws.
struct RateCurves {
  /// What stands on the vertical axis.
  enum Quality: String, OptionWord {
    case psnr, ssim

    var summary: String {
      switch self {
      case .psnr: "the peak signal-to-noise ratio, in decibels"
      case .ssim: "the structural similarity"
      }
    }
  }

  /// How JPEG keeps colours.
  enum Chroma: String, OptionWord {
    case quarter, full, none

    var summary: String {
      switch self {
      case .quarter: "a colour for each square of four pixels, 4:2:0, as most files have it"
      case .full: "a colour for each pixel, 4:4:4"
      case .none: "no JPEG"
      }
    }
  }

  private static let model = ValueKey<Autoencoder>.model()
  private static let images = ValueKey<ImageCollection>.images("data", "the images that are written down")
  private static let training = ValueKey<ImageCollection>.images(
    "training", argument: false, "the images that say how far codes go, and that principal components are fitted to")
  private static let bits = OptionKey<[Int]>(
    "bits", .list(.whole(1...16)), default: .list([2, 4, 6, 8].map { .whole($0) }),
    "how many bits a number of the code gets, several of them")
  private static let qualities = OptionKey<[Int]>(
    "quality", .list(.whole(1...100)), default: .list([1, 3, 5, 10, 20, 30, 50, 75, 90].map { .whole($0) }),
    "JPEG's qualities")
  private static let chroma = OptionKey<Chroma>(
    "jpeg", .choice(of: Chroma.self), default: "quarter", "how JPEG keeps colours")
  private static let by = OptionKey<Quality>("by", .choice(of: Quality.self), default: "psnr", "what is drawn")
  private static let limit = OptionKey<Int>(
    "limit", .whole(1...60_000), default: 2_000, unit: "images", "how many images are written down at most")

  static let options: [any OptionDeclaring] = [model, images, training, bits, qualities, chroma, by, limit]

  /// Training images whose codes say how far codes go.
  private static let mostForRanges = 10_000

  private let call: Call
  private let model: Autoencoder
  private let images, training: ImageCollection
  private let shape: ImageShape
  private let bits, qualities: [Int]
  private let chroma: Chroma
  private let by: Quality
  private let limit: Int

  /// Throws where model and images do not go together.
  init(_ call: Call) throws {
    self.call = call
    try call.checkImages(Self.images, suit: Self.model)
    try call.checkImages(Self.training, suit: Self.model)
    if let model = call.facts(Self.model)?.model, ImageShape(model.image) == nil {
      throw call.error(at: Self.model, "this model decodes to vectors, which are no images")
    }
    for key in [Self.images, Self.training] where call.facts(key)?.count == 0 {
      throw call.error(at: key, "there is no image")
    }
    for key in [Self.bits, Self.qualities] where call.elements(key)?.isEmpty == true {
      throw call.error(at: key, "this list is empty", expected: "a number or several, as in `8` or `2,4,8`")
    }
    let shape = call.facts(Self.images)?.imageShape
    if let shape, call.known(Self.by) == .ssim, !Self.hasWindows(shape) {
      throw call.error(at: Self.by, StructuralSimilarity.misfit(shape.sample))
    }
    if let channels = shape?.channels, channels != 1, channels != 3 {
      throw call.error(
        at: Self.images, "images of \(countText(channels, "channel")) cannot be compared with JPEG",
        expected: "1 channel (grey) or 3 (colour)")
    }
    if let shape, let count = call.facts(Self.training)?.count, let latent = call.facts(Self.model)?.latent {
      let size = min(latent, PrincipalComponents.most(count: count, shape: shape))
      let numbers = min(count, Self.mostForRanges).timesSaturating(shape.elementCount).timesSaturating(4)
      try call.checkMemory(
        PrincipalComponents.memory(count: count, shape: shape, components: size).plusSaturating(numbers),
        at: Self.training, "principal components of these", expected: "fewer images, as `take` gives them")
    }
    model = try call[Self.model]
    images = try call[Self.images]
    training = try call[Self.training]
    guard let shape else { throw NotYetKnown() }
    self.shape = shape
    bits = Array(Set(try call[Self.bits])).sorted()
    qualities = Array(Set(try call[Self.qualities])).sorted()
    chroma = try call[Self.chroma]
    by = try call[Self.by]
    limit = try call[Self.limit]
  }

  private static func hasWindows(_ shape: ImageShape) -> Bool {
    shape.height >= StructuralSimilarity.window && shape.width >= StructuralSimilarity.window
  }

  /// The chart; the numbers are printed.
  func chart(title: String?, _ session: Session) throws -> LineChart {
    let series = try measured(session)
    let decoderBytes = model.decoder.parameters.reduce(0) { $0 + $1.parameter.values.count } * 4
    session.output.display(table(of: series.flatMap(\.points)))
    let smallest = series.first?.points.map(\.bytes).max() ?? 1
    let cost =
      "The decoder itself is \(byteText(decoderBytes)), as much as \(countText(Int(Double(decoderBytes) / smallest))) "
      + "codes of \(countText(Int(smallest), "byte"))."
    session.output.display(cost)
    let hasJPEG = chroma != .none && !JPEGWriter.isHere
    if hasJPEG { session.output.display("This build lacks libjpeg-turbo, and so JPEG is left out.") }
    return LineChart(
      title: title, horizontal: Axis(label: "bytes a picture", scale: .logarithmic),
      vertical: Axis(label: by == .psnr ? "PSNR, dB" : "SSIM"),
      lines: series.map { one in
        Line(
          name: one.name, x: one.points.map(\.bytes),
          y: one.points.map { by == .psnr ? $0.signal : $0.similarity ?? .nan }, colorIndex: one.color,
          stroke: one.isDashed ? .dashed : .solid, marker: one.isDashed ? .ring : .circle)
      }, note: cost)
  }

  private func table(of points: [RatePoint]) -> String {
    let rows = points.map { point in
      [
        point.codec, point.setting, decimal(point.bytes, 1), decimal(point.signal, 2),
        point.similarity.map { decimal($0, 4) } ?? "",
      ]
    }
    return Basics.table([["", "", "bytes", "PSNR", "SSIM"]] + rows, right: [2, 3, 4])
  }

  private func decimal(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return value > 0 ? "∞" : "–" }
    let scale = decimals == 1 ? 10.0 : decimals == 2 ? 100 : 10_000
    let whole = Int((value * scale).rounded())
    let text = String(whole.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - text.count)) + text
    return (whole < 0 ? "−" : "") + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// Points that a line goes through.
  private struct Series {
    let name: String
    let color: Int
    let isDashed: Bool
    var points: [RatePoint]
  }

  /// A way to write pictures down, and what came of it so far.
  private final class Tally {
    let codec, setting: String
    var bytes = 0.0
    var squares = 0.0
    var similarity = 0.0

    init(_ codec: String, _ setting: String) { (self.codec, self.setting) = (codec, setting) }
  }

  private func measured(_ session: Session) throws -> [Series] {
    let (compute, stop) = (session.compute, session.stop)
    let latent = model.latentSize
    let known = try Self.limited(training, Self.mostForRanges)
    let ranges = try model.encode(session.watched(known.source, "encoding"), compute: compute, unless: stop)
    guard ranges.allSatisfy(\.isFinite) else {
      throw call.error(at: Self.model, "codes of this model hold numbers that are not finite")
    }
    let own = UniformQuantizer(rangesOf: ranges, width: latent, bits: 8)
    let size = min(latent, PrincipalComponents.most(count: training.count, shape: shape))
    let components = try PrincipalComponents.fit(
      session.watched(training.source, "fitting", times: 2), components: size, compute: compute, unless: stop)
    let knownPixels = try known.numbers(unless: stop).values
    let principal = UniformQuantizer(
      rangesOf: try components.encode(knownPixels, compute: compute, unless: stop), width: size, bits: 8)

    func bytes(_ numbers: Int, _ bits: Int) -> Double { Double((numbers * bits + 7) / 8) }
    let fewer = Array(Set(bits.map { Int(bytes(latent, $0)) }.filter { $0 <= size })).sorted()
    let ofModel = bits.map { Tally("model", "\(countText(latent, "number")) in \(countText($0, "bit"))") }
    let ofSame =
      size == latent ? bits.map { Tally("PCA", "\(countText(latent, "number")) in \(countText($0, "bit"))") } : []
    let ofFewer = fewer.map { Tally("PCA", "\(countText($0, "number")) in 8 bits") }
    let writesJPEG = chroma != .none && JPEGWriter.isHere
    let ofScan = writesJPEG ? qualities.map { Tally("JPEG, scan", "quality \($0)") } : []
    let ofFile = writesJPEG ? qualities.map { Tally("JPEG, file", "quality \($0)") } : []

    let all = try Self.limited(images, limit)
    let piece = 256
    let progress = WorkProgress("writing down", total: all.count, session)
    for first in stride(from: 0, to: all.count, by: piece) {
      try stop.check()
      progress.advance(to: first)
      let places = Array(first..<min(first + piece, all.count))
      guard let some = ImageCollection(try all.picking(places, unless: stop)) else { return [] }
      let numbers = try some.numbers(unless: stop)
      let judge = Judge(numbers, shape, compute)
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
        let written = try jpeg(numbers, quality)
        judge.add(written.images, bytes: Double(written.scan), to: ofScan[index])
        judge.add(written.images, bytes: Double(written.file), to: ofFile[index])
      }
    }
    let count = Double(all.count)
    func points(_ tallies: [Tally]) -> [RatePoint] { tallies.map { point($0, count) } }
    return [
      Series(name: "model", color: 0, isDashed: false, points: points(ofModel)),
      Series(name: "PCA, as many numbers", color: 1, isDashed: false, points: points(ofSame)),
      Series(name: "PCA, 8 bits a number", color: 1, isDashed: true, points: points(ofFewer)),
      Series(name: "JPEG without header", color: 2, isDashed: false, points: points(ofScan)),
      Series(name: "JPEG with header", color: 2, isDashed: true, points: points(ofFile)),
    ].filter { !$0.points.isEmpty }
  }

  private static func limited(_ images: ImageCollection, _ count: Int) throws -> ImageCollection {
    switch images {
    case .set(let set): .set(set.taking(count))
    case .numbers(let numbers): .numbers(count < numbers.count ? numbers[0..<count] : numbers)
    }
  }

  private func point(_ tally: Tally, _ count: Double) -> RatePoint {
    let error = tally.squares / count
    return RatePoint(
      codec: tally.codec, setting: tally.setting, bytes: tally.bytes / count, squaredError: error,
      similarity: Self.hasWindows(shape) ? tally.similarity / count : nil,
      signal: Decibels.peakSignalToNoise(squaredError: error, range: 255))
  }

  /// Compares pictures with a few images, in 8 bits.
  private struct Judge {
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

    func add(_ images: [Float], bytes: Double, to tally: Tally) {
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

  /// Images written as JPEG and read again, with the bytes of all files and of their scans.
  private func jpeg(_ images: Images, _ quality: Int) throws -> (images: [Float], file: Int, scan: Int) {
    let area = shape.height * shape.width
    let channels = shape.channels
    var (file, scan) = (0, 0)
    var values = [Float](repeating: 0, count: images.values.count)
    for image in 0..<images.count {
      let start = image * shape.elementCount
      var samples = [UInt8](repeating: 0, count: shape.elementCount)
      for channel in 0..<channels {
        for pixel in 0..<area {
          let value = ((images.values[start + channel * area + pixel] + 1) * 127.5).rounded()
          samples[pixel * channels + channel] = value.isNaN ? 0 : UInt8(min(max(value, 0), 255))
        }
      }
      let picture = Picture(
        size: PictureSize(height: shape.height, width: shape.width), layout: channels == 1 ? .grey : .colour,
        samples: samples)
      guard
        let bytes = JPEGWriter.encode(picture, quality: quality, chroma: chroma == .full ? .full : .quarter)
      else { throw call.error(at: Self.chroma, "libjpeg-turbo does not write images of \(shape)") }
      file += JPEGWriter.optimized(bytes).count
      scan += JPEGWriter.scanBytes(bytes)
      let read = try JPEGWriter.decode(bytes).samples
      for channel in 0..<channels {
        for pixel in 0..<area {
          values[start + channel * area + pixel] = Float(read[pixel * channels + channel]) / 127.5 - 1
        }
      }
    }
    return (values, file, scan)
  }
}
