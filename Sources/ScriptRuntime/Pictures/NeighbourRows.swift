import Analysis
import Basics
import Datasets
import Figures
import NeuralNetworks
import Options
import TensorMath
import Training

/// What `neighbours` draws: images, each with its nearest.
struct NeighbourRows {
  /// What is compared.
  enum Measure: String, OptionWord {
    case latents, pixels

    var summary: String {
      switch self {
      case .latents: "the codes that the model gives them"
      case .pixels: "their pixels"
      }
    }
  }

  private static let model = ValueKey<Autoencoder>.model()
  private static let queries = ValueKey<ImageCollection>.images("images", "the images whose nearest are looked for")
  private static let among = ValueKey<ImageCollection>.images(
    "among", argument: false, required: false, "where they are looked for; among the images themselves if not given")
  private static let count = OptionKey<Int>("count", .whole(1...50), default: 8, "how many of the nearest are shown")
  private static let by = OptionKey<[Measure]>(
    "by", .list(.choice(of: Measure.self)), default: "latents", "what is compared")
  private static let limit = OptionKey<Int>(
    "limit", .whole(1...100), default: 10, unit: "images", "how many images at most have a row")

  static let options: [any OptionDeclaring] = [model, queries, among, count, by, limit]

  private let call: Call
  private let model: Autoencoder
  private let queries: ImageCollection
  private let among: ImageCollection?
  private let count, limit: Int
  private let isLimited: Bool
  private let measures: [Measure]

  /// Throws where model and images do not go together, or where there are too few.
  init(_ call: Call) throws {
    self.call = call
    try call.checkImages(Self.queries, suit: Self.model)
    try call.checkImages(Self.among, suit: Self.model)
    if call.facts(Self.queries)?.count == 0 { throw call.error(at: Self.queries, "there is no image to compare") }
    let place = call.isGiven(Self.among) ? Self.among : Self.queries
    if let found = call.facts(place)?.count, let count = call.known(Self.count) {
      let others = call.isGiven(Self.among) ? found : found - 1
      if count > others {
        throw call.error(
          at: call.isGiven(Self.count) ? Self.count.declaration : place.declaration,
          "there are \(others == 0 ? "no images" : countText(others, "image")) to choose \(count) from")
      }
    }
    try call.checkImagesCanBeDrawn(Self.queries)
    try call.checkRoom(
      for: [call.facts(place)?.count, call.facts(Self.model)?.latent], at: place, "so many codes",
      expected: "fewer images, as `take` gives them")
    model = try call[Self.model]
    queries = try call[Self.queries]
    among = try call[ifGiven: Self.among]
    count = try call[Self.count]
    measures = try call[Self.by]
    limit = try call[Self.limit]
    isLimited = call.isGiven(Self.limit)
  }

  /// The rows of images; what is said of classes goes to the session.
  func panel(title: String?, _ session: Session) throws -> ImagePanel {
    let (compute, stop) = (session.compute, session.stop)
    let asked = min(limit, queries.count)
    session.remark(drawing: asked, of: queries.count, asked: isLimited)
    let shown = try queries.first(asked, unless: stop)
    let set = among ?? queries
    let found = try measures.map { measure in
      let (own, all) = try numbers(measure, shown, set, session)
      return try nearest(own, all, asked, compute, stop)
    }
    let places = Array(Set(found.flatMap(\.self))).sorted()
    let pictures = try pictures(set, places, stop)
    let rows = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    let first = try ImageBands.batch(shown).pictures(range: -1...1, unless: stop)
    var band = ImageBand(rows: [])
    for query in 0..<asked {
      for (place, measure) in measures.enumerated() {
        let nearest = found[place][query * count..<(query + 1) * count].map { rows[$0].map { pictures[$0] } }
        band.rows.append(
          ImageRow(
            caption: measures.count > 1 ? "by \(measure.rawValue)" : nil,
            images: [place == 0 ? first[query] : nil] + nearest,
            isApart: query > 0 && place == 0 && measures.count > 1))
      }
    }
    note(found, shown, set, session)
    return ImagePanel(
      title: title, columnCaptions: ["image"] + (1...count).map { $0 == 1 ? "nearest" : "\($0)" }, bands: [band])
  }

  /// The numbers that are compared, of the images shown and of all.
  private func numbers(
    _ measure: Measure, _ shown: Images, _ set: ImageCollection, _ session: Session
  ) throws -> (own: [Float], all: any BatchSource) {
    let (compute, stop) = (session.compute, session.stop)
    switch measure {
    case .latents:
      let own = try model.encode(shown, compute: compute, unless: stop)
      let all = try model.encode(session.watched(set.source, "encoding"), compute: compute, unless: stop)
      // Codes as images of one pixel, so that both are read alike.
      return (own, Images(shape: ImageShape(channels: model.latentSize, height: 1, width: 1), values: all))
    case .pixels: return (shown.values, session.watched(set.source, "comparing"))
    }
  }

  /// The places of the nearest, a stretch of the images at a time.
  private func nearest(
    _ own: [Float], _ all: any BatchSource, _ asked: Int, _ compute: ComputeContext, _ stop: StopFlag
  ) throws -> [Int] {
    let width = all.sampleShape.elementCount
    let read = all.rowReader(compute)
    var best: [[(distance: Float, place: Int)]] = Array(repeating: [], count: asked)
    var first = 0
    while first < all.count {
      let range = first..<min(all.count, first + 1024)
      var rows = [Float](repeating: 0, count: range.count * width)
      rows.withUnsafeMutableBufferPointer { read(range, $0) }
      let kept = min(range.count, count + 1)
      let found = try NearestNeighbours(kept, of: own, among: rows, width: width, compute: compute, unless: stop)
      for query in 0..<asked {
        for place in query * kept..<(query + 1) * kept {
          let image = first + found.places[place]
          // Among the images themselves, none is its own neighbour.
          if among == nil, image == query { continue }
          best[query].append((found.squaredDistances[place], image))
        }
        best[query].sort { ($0.distance, $0.place) < ($1.distance, $1.place) }
        best[query] = Array(best[query].prefix(count))
      }
      first = range.upperBound
    }
    return best.flatMap { $0.map(\.place) }
  }

  private func pictures(_ set: ImageCollection, _ places: [Int], _ stop: StopFlag) throws -> [Raster] {
    guard let images = ImageCollection(try set.picking(places, unless: stop)) else { return [] }
    return try ImageBands.batch(images.numbers(unless: stop)).pictures(range: -1...1, unless: stop)
  }

  /// Says how many of the nearest are of the image's own class.
  private func note(_ found: [[Int]], _ shown: Images, _ set: ImageCollection, _ session: Session) {
    guard let labels = shown.labels, let others = set.labels else { return }
    let shares = zip(measures, found).map { measure, places in
      let same = places.enumerated().count { place, image in
        shown.classNames.className(of: labels[place / count]) == set.classNames.className(of: others[image])
      }
      return "\(percentText(Double(same) / Double(places.count))) by \(measure.rawValue)"
    }
    session.output.remark("of the nearest are of the image’s own class: \(allOf(shares))")
  }
}
