import Analysis
import Basics
import Datasets
import Options
import TensorMath
import Training

/// The filters that images can go through, each a term.
enum ImageFilter {
  case median(side: Int)
  case projection(size: Int)
  case wiener(deviation: Double)

  private static let side = OptionKey<Int>(
    "side", .whole(1...31), argument: true, required: true, unit: "pixels", "the side of the square, an odd number")
  private static let size = OptionKey<Int>(
    "size", .whole(1...100_000), argument: true, required: true, "how many components are kept")
  private static let deviation = OptionKey<Double>(
    "deviation", .number(NumberRange(0, 100)), argument: true, required: true,
    "the noise's standard deviation, on the scale from −1 to 1")

  static let table = OptionTable<ImageFilter>([
    OptionRow("median", "the median of a square of pixels around each", options: [side.declaration]) {
      .median(side: $0[side])
    },
    OptionRow("wiener", "the best linear map against noise of a deviation", options: [deviation.declaration]) {
      .wiener(deviation: $0[deviation])
    },
    OptionRow("projection", "the first principal components", options: [size.declaration]) {
      .projection(size: $0[size])
    },
  ])

  /// Whether it is fitted to clean images.
  var learns: Bool { if case .median = self { false } else { true } }

  /// Components beyond this many have next to no variance, and a filter in their basis leaves nothing of them.
  static let mostComponents = 1000

  /// The numbers of the images as they come out, once those that learn have learnt; `progress` is told how many images are
  /// done.
  func apply(
    to noisy: Images, learning clean: (any BatchSource)?, _ session: Session, progress: (_ done: Int) -> Void
  ) throws -> [Float] {
    let (compute, stop) = (session.compute, session.stop)
    switch self {
    case .median(let side):
      return try MedianFilter.apply(
        to: noisy.values, height: noisy.shape.height, width: noisy.shape.width, side: side, unless: stop,
        progress: { progress($0 / noisy.shape.channels) })
    case .projection(let size):
      let components = try Self.components(size, of: clean, session)
      return try Self.inPieces(noisy, progress) { rows in
        try components.decode(
          components.encode(rows, compute: compute, unless: stop), compute: compute, unless: stop)
      }
    case .wiener(let deviation):
      let filter = WienerFilter(
        try Self.components(Self.mostComponents, of: clean, session), noiseVariance: deviation * deviation)
      return try Self.inPieces(noisy, progress) { try filter.apply(to: $0, compute: compute, unless: stop) }
    }
  }

  /// What becomes of images, each by itself, a few thousand at a time.
  private static func inPieces(
    _ images: Images, _ progress: (_ done: Int) -> Void, _ filter: (_ rows: [Float]) throws -> [Float]
  ) throws -> [Float] {
    let (width, piece) = (images.shape.elementCount, 4096)
    var result: [Float] = []
    result.reserveCapacity(images.values.count)
    for first in stride(from: 0, to: images.count, by: piece) {
      let last = min(images.count, first + piece)
      result += try filter(Array(images.values[first * width..<last * width]))
      progress(last)
    }
    return result
  }

  private static func components(
    _ size: Int, of clean: (any BatchSource)?, _ session: Session
  ) throws -> PrincipalComponents {
    guard let source = clean else { preconditionFailure("A filter that learns was refused without images.") }
    let most = ImageShape(source.sampleShape).map { PrincipalComponents.most(count: source.count, shape: $0) } ?? 1
    return try session.principalComponents(of: source, size: min(size, most))
  }
}
