import Analysis
import Basics
import Datasets
import Figures
import NeuralNetworks
import Options
import TensorMath
import Training

/// What `traverse` draws: rows of decoded codes, each row along a direction.
struct Traversal {
  /// Along what codes are changed.
  enum Directions: String, OptionWord {
    case principal, numbers

    var summary: String {
      switch self {
      case .principal: "the directions in which the data's codes differ most"
      case .numbers: "single numbers of the code, those that vary most first"
      }
    }
  }

  private static let model = ValueKey<Autoencoder>.model()
  private static let data = ValueKey<ImageCollection>.images("data", "the images whose codes say how far to go")
  private static let directions = OptionKey<Directions>(
    "directions", .choice(of: Directions.self), default: "principal", "along what codes are changed")
  private static let count = OptionKey<Int>("count", .whole(1...100), default: 6, "how many directions")
  private static let steps = OptionKey<Int>("steps", .whole(2...50), default: 9, "how many images a direction")
  private static let from = OptionKey<Int>(
    "from", .whole(from: 0),
    "the image whose code is changed, a place in the data counted from 0; the mean of all codes if not given")

  static let options: [any OptionDeclaring] = [model, data, directions, count, steps, from]

  private let call: Call
  private let model: Autoencoder
  private let images: ImageCollection
  private let shape: ImageShape
  private let directions: Directions
  private let count, steps: Int
  /// The quantiles of the columns.
  private let parts: [Double]
  private let from: Int?

  /// Throws where model and data do not go together.
  init(_ call: Call) throws {
    self.call = call
    try call.checkImages(Self.data, suit: Self.model)
    try call.checkDecodesToImages(Self.model)
    if let found = call.facts(Self.data)?.count {
      if found < 2 {
        throw call.error(
          at: Self.data, "\(countText(found, "image")) cannot say how far to go", expected: "two images at least")
      }
      if let place = call.known(Self.from), place >= found {
        throw call.error(
          at: Self.from, "there is no image \(place): there are \(countText(found, "image")), counted from 0")
      }
    }
    if call.isGiven(Self.count), let latent = call.facts(Self.model)?.latent, let count = call.known(Self.count),
      count > latent
    {
      throw call.error(
        at: Self.count, "a code of \(countText(latent, "number")) has no \(countText(count, "direction"))")
    }
    try call.checkImagesCanBeDrawn(Self.data)
    model = try call[Self.model]
    images = try call[Self.data]
    guard let shape = ImageShape(model.imageShape) else { throw NotYetKnown() }
    self.shape = shape
    directions = try call[Self.directions]
    count = try call[Self.count]
    steps = try call[Self.steps]
    parts = CodeColumn.middles(of: steps)
    from = try call[ifGiven: Self.from]
  }

  /// The rows of images.
  func panel(title: String?, _ session: Session) throws -> ImagePanel {
    let (compute, stop) = (session.compute, session.stop)
    let latent = model.latentSize
    let codes = try call.finiteCodes(of: images, by: Self.model, session)
    let rows = try rows(of: codes, latent, compute, stop)
    let decoded = try model.decode(rows.flatMap(\.codes), compute: compute, unless: stop)
    let pictures = try ImageBands.batch(Images(shape: shape, values: decoded)).pictures(range: -1...1, unless: stop)
    var panel = ImagePanel(
      title: title, columnCaptions: parts.map(CodeColumn.caption),
      bands: [
        ImageBand(
          rows: rows.enumerated().map { place, row in
            ImageRow(caption: row.name, images: Array(pictures[place * steps..<(place + 1) * steps]))
          })
      ])
    panel.columnGroup = ColumnGroup(caption: "of the data’s codes lie below each column", first: 0)
    return panel
  }

  private struct Row {
    let name: String
    let codes: [Float]
  }

  private func rows(
    of codes: [Float], _ latent: Int, _ compute: ComputeContext, _ stop: StopFlag
  ) throws -> [Row] {
    let number = codes.count / latent
    var mean = [Double](repeating: 0, count: latent)
    for place in codes.indices { mean[place % latent] += Double(codes[place]) / Double(number) }
    let start = from.map { codes[$0 * latent..<($0 + 1) * latent].map(Double.init) } ?? mean
    switch directions {
    case .principal:
      let components = try PrincipalComponents.fit(
        codes, width: latent, components: min(count, latent, number), compute: compute, unless: stop)
      let places = try components.encode(codes, compute: compute, unless: stop)
      return (0..<components.latent).map { member in
        let along = (0..<number).map { Double(places[$0 * components.latent + member]) }
        let direction = components.components[member * latent..<(member + 1) * latent].map(Double.init)
        let own = zip(zip(start, mean), direction).reduce(0) { $0 + ($1.0.0 - $1.0.1) * $1.1 }
        let share = components.totalVariance > 0 ? components.variances[member] / components.totalVariance : 0
        return Row(
          name: "direction \(member + 1), \(percentText(share))",
          codes: parts.flatMap { part in
            let step = Summary.quantile(part, of: along) - own
            return zip(start, direction).map { Float($0 + step * $1) }
          })
      }
    case .numbers:
      var variances = [Double](repeating: 0, count: latent)
      for place in codes.indices {
        let difference = Double(codes[place]) - mean[place % latent]
        variances[place % latent] += difference * difference
      }
      let order = variances.indices.sorted { (variances[$1], $0) < (variances[$0], $1) }
      return order.prefix(count).map { member in
        Row(
          name: "number \(member + 1)",
          codes: CodeColumn(member, of: codes, latent).codes(at: parts, from: start))
      }
    }
  }
}
