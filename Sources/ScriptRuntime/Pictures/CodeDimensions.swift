import Analysis
import Basics
import Datasets
import Figures
import NeuralNetworks
import Options
import TensorMath
import Training

/// What `dimensions` tells of each number of a code.
struct CodeDimensions {
  private static let model = ValueKey<Autoencoder>.model()
  private static let images = ValueKey<ImageCollection>.images("data", "the images whose codes are looked at")
  private static let limit = OptionKey<Int>(
    "limit", .whole(1...200), default: 16, unit: "numbers", "how many numbers of the code at most")
  private static let steps = OptionKey<Int>(
    "steps", .whole(2...15), default: 7, "how many pictures go along each number")
  private static let extremes = OptionKey<Int>(
    "extremes", .whole(1...10), default: 3, "how many of the lowest and of the highest images")

  static let options: [any OptionDeclaring] = [model, images, limit, steps, extremes]

  private let call: Call
  private let model: Autoencoder
  private let images: ImageCollection
  private let shape: ImageShape
  private let limit, extremes: Int
  /// The quantiles along which pictures are decoded.
  private let parts: [Double]
  private let theme: Theme

  /// Throws where model and images do not go together.
  init(_ call: Call) throws {
    self.call = call
    try call.checkImages(Self.images, suit: Self.model)
    try call.checkDecodesToImages(Self.model)
    if let found = call.facts(Self.images)?.count, found < 2 {
      throw call.error(
        at: Self.images, "\(countText(found, "image")) cannot say what the numbers of a code do",
        expected: "two images at least, and better hundreds")
    }
    try call.checkImagesCanBeDrawn(Self.images)
    // Codes as they are and as columns, and twelve numbers of each picture.
    if let count = call.facts(Self.images)?.count, let latent = call.facts(Self.model)?.latent {
      try call.checkMemory(
        count.timesSaturating(latent.plusSaturating(8)).timesSaturating(12), at: Self.images, "so many codes",
        expected: "fewer images, as `take` gives them")
    }
    model = try call[Self.model]
    images = try call[Self.images]
    guard let shape = ImageShape(model.imageShape) else { throw NotYetKnown() }
    self.shape = shape
    limit = try call[Self.limit]
    parts = CodeColumn.middles(of: try call[Self.steps])
    extremes = try call[Self.extremes]
    theme = try call[FigureRequest.theme]
  }

  /// The page.
  func sheet(title: String?, _ session: Session) throws -> CodeSheet {
    let (compute, stop) = (session.compute, session.stop)
    let latent = model.latentSize
    let codes = try call.finiteCodes(of: images, by: Self.model, session)
    let count = codes.count / latent
    let columns = (0..<latent).map { CodeColumn($0, of: codes, latent) }
    let mean = columns.map { Summary.mean($0.values) }
    let middle = try model.decode(mean.map(Float.init), compute: compute, unless: stop)

    // Which numbers change the picture most.
    var effects: [Double] = []
    let progress = WorkProgress("decoding", total: latent, unit: "number", session)
    for number in 0..<latent {
      let decoded = try model.decode(columns[number].codes(at: parts, from: mean), compute: compute, unless: stop)
      effects.append(meanSquare(decoded, middle))
      progress.advance(by: 1)
    }
    let order = effects.indices.sorted { (effects[$1], $0) < (effects[$0], $1) }.prefix(limit)

    let divergences = try divergences(compute, stop)
    let measured = try PictureStatistics(images, shape: shape, unless: stop)
    let labels = images.labels.flatMap { Set($0).count > 1 ? $0 : nil }
    var decoded: [[Float]] = []
    var moved: [ImageBatch] = []
    for number in order {
      let images = try model.decode(columns[number].codes(at: parts, from: mean), compute: compute, unless: stop)
      decoded.append(images)
      moved.append(try movement(images, middle))
    }
    let differences = ImageDifferences(scaleFor: moved, theme: theme)
    let rows = try order.enumerated().map { place, number -> CodeSheet.Row in
      try stop.check()
      let values = columns[number].values
      let ranked = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
      var measures = measured.columns.map { Association.correlation(values, $0.values) }
      if let labels { measures.append(Association.correlationRatio(values, classes: labels)) }
      // Where a number never varies no image is extreme.
      let extremes = values[ranked[0]] < values[ranked[count - 1]] ? self.extremes : 0
      return CodeSheet.Row(
        name: "\(number + 1)", spread: divergences?[number] ?? Summary.deviation(values), effect: effects[number],
        traversal: try ImageBands.batch(Images(shape: shape, values: decoded[place]))
          .pictures(range: -1...1, unless: stop),
        map: differences.pictures(of: moved[place])[0], measures: measures,
        lowest: try pictures(Array(ranked.prefix(extremes)), stop),
        highest: try pictures(Array(ranked.reversed().prefix(extremes)), stop))
    }
    let shown = rows.count < latent ? "the \(rows.count) of \(latent) numbers that change the picture most" : nil
    let ends = parts.isEmpty ? "" : "\(CodeColumn.caption(parts[0])) to \(CodeColumn.caption(parts[parts.count - 1]))"
    return CodeSheet(
      title: title, spreadName: divergences == nil ? "standard deviation" : "KL, nats",
      effectName: "change of the picture",
      measures: measured.columns.map(\.name) + (labels == nil ? [] : ["class, η"]), rows: rows,
      note: (shown.map { "Shown are \($0). " } ?? "")
        + "Decoded at quantiles of \(countText(count, "code")), from \(ends), the other numbers at their mean. "
        + "The pixels that a number moves are on one scale, from 0 to "
        + "\(numberText((differences.colorBar.range.upperBound * 1000).rounded() / 1000))"
        + "\(differences.colorBar.isOpenAbove ? " and more" : ""). "
        + "Correlations are Pearson’s; η is 0 where all classes have the same mean, and 1 where the class alone decides."
    )
  }

  private func meanSquare(_ images: [Float], _ middle: [Float]) -> Double {
    var sum = 0.0
    for place in images.indices {
      let difference = Double(images[place]) - Double(middle[place % middle.count])
      sum += difference * difference
    }
    return sum / Double(max(images.count, 1))
  }

  /// The mean absolute change of each pixel, over pictures and channels.
  private func movement(_ images: [Float], _ middle: [Float]) throws -> ImageBatch {
    let area = shape.height * shape.width
    var sums = [Double](repeating: 0, count: area)
    for place in images.indices {
      sums[place % area] += (Double(images[place]) - Double(middle[place % middle.count])).magnitude
    }
    let number = Double(max(images.count / area, 1))
    return try ImageBatch(
      count: 1, channels: 1, height: shape.height, width: shape.width, values: sums.map { Float($0 / number) })
  }

  private func pictures(_ places: [Int], _ stop: StopFlag) throws -> [Raster] {
    guard let picked = ImageCollection(try images.picking(places, unless: stop)) else { return [] }
    return try ImageBands.batch(try picked.numbers(unless: stop)).pictures(range: -1...1, unless: stop)
  }

  /// The mean KL divergence of each number from the standard normal distribution, ½ (μ² + σ² − ln σ² − 1), of a model
  /// whose codes are drawn; nil of others.
  private func divergences(_ compute: ComputeContext, _ stop: StopFlag) throws -> [Double]? {
    let latent = model.latentSize
    guard model.description.bottleneck.hasNormalCodes,
      let heads = try model.encoder.description.innerLayers().last(where: { $0.place.count == 1 }),
      heads.output.elementCount == 2 * latent
    else { return nil }
    var sums = [Double](repeating: 0, count: latent)
    let source = images.source
    let batch = Batch(capacity: min(64, source.count), shape: model.imageShape)
    for first in stride(from: 0, to: source.count, by: 64) {
      try stop.check()
      source.fill(batch, count: min(64, source.count - first), compute: compute) { first + $0 }
      let values = model.output(behind: heads, of: batch, inDecoder: false, compute: compute).rowMajor()
      for image in 0..<batch.count {
        for number in 0..<latent {
          let mean = Double(values[image * 2 * latent + number])
          let logarithm = Double(values[(image * 2 + 1) * latent + number])
          sums[number] += GaussianDivergence.fromStandard(mean: mean, logVariance: logarithm)
        }
      }
    }
    return sums.map { $0 / Double(source.count) }
  }
}
