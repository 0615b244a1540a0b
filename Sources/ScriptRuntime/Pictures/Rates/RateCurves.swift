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

  static let model = ValueKey<Autoencoder>.model()
  private static let images = ValueKey<ImageCollection>.images("data", "the images that are written down")
  private static let training = ValueKey<ImageCollection>.images(
    "training", argument: false, "the images that say how far codes go, and that principal components are fitted to")
  private static let bits = OptionKey<[Int]>(
    "bits", .list(.whole(1...16)), default: .list([2, 4, 6, 8].map { .whole($0) }),
    "how many bits a number of the code gets, several of them")
  private static let qualities = OptionKey<[Int]>(
    "quality", .list(.whole(1...100)), default: .list([1, 3, 5, 10, 20, 30, 50, 75, 90].map { .whole($0) }),
    "JPEG's qualities")
  static let chroma = OptionKey<Chroma>(
    "jpeg", .choice(of: Chroma.self), default: "quarter", "how JPEG keeps colours")
  private static let by = OptionKey<Quality>("by", .choice(of: Quality.self), default: "psnr", "what is drawn")
  private static let limit = OptionKey<Int>(
    "limit", .whole(1...60_000), default: 2_000, unit: "images", "how many images are written down at most")

  static let options: [any OptionDeclaring] = [model, images, training, bits, qualities, chroma, by, limit]

  let call: Call
  let model: Autoencoder
  let images, training: ImageCollection
  let shape: ImageShape
  let bits, qualities: [Int]
  let chroma: Chroma
  private let by: Quality
  let limit: Int

  /// Throws where model and images do not go together.
  init(_ call: Call) throws {
    self.call = call
    try call.checkImages(Self.images, suit: Self.model)
    try call.checkImages(Self.training, suit: Self.model)
    try call.checkDecodesToImages(Self.model)
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

  static func hasWindows(_ shape: ImageShape) -> Bool {
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
    if chroma != .none, !JPEGWriter.isHere {
      session.output.display("This build lacks libjpeg-turbo, and so JPEG is left out.")
    }
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
        point.codec, point.setting, Self.text(point.bytes, decimals: 1), Self.text(point.signal, decimals: 2),
        point.similarity.map { Self.text($0, decimals: 4) } ?? "",
      ]
    }
    return Basics.table([["", "", "bytes", "PSNR", "SSIM"]] + rows, right: [2, 3, 4])
  }

  /// Pictures that are kept to the bit have a ratio without end.
  private static func text(_ value: Double, decimals: Int) -> String {
    value.isFinite ? fixed(value, decimals: decimals) : value > 0 ? "∞" : "–"
  }
}
