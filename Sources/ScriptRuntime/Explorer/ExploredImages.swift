import Analysis
import Basics
import Datasets
import Explorer
import Figures
import NeuralNetworks
import Training

/// The images that a page holds, and what is made of them and a model.
struct ExploredImages {
  /// How many a page holds where nobody says.
  static let usualCount = 400
  /// The pixels of all images together that a phone still shows.
  static let mostPixels = 16_000_000
  /// How far a picture may be off with weights in half precision, in grey levels.
  private static let mostLevels: Float = 0.5
  /// How many images are redrawn to find that out.
  private static let compared = 32
  /// How many principal directions have sliders.
  private static let mostDirections = 16

  /// A number that the model makes is none, or infinite.
  struct NotFinite: Error, CustomStringConvertible {
    let description =
      "the model makes codes or images that are no numbers: its training diverged, or its weights are wrong"
  }

  /// The images.
  private let images: ImageCollection
  /// The shape of each.
  private let shape: ImageShape
  /// Where they lie on a given map.
  private let places: [Float]?
  private let stop: StopFlag

  /// How many images of a shape a page holds at most.
  static func mostImages(of shape: ImageShape) -> Int {
    mostPixels / max(1, shape.height.timesSaturating(shape.width))
  }

  /// At most `limit` images, evenly from among all, and their places on a map that has one for each of all.
  init(_ all: ImageCollection, limit: Int, map: Codes?, unless stop: StopFlag) throws {
    let shape: ImageShape
    switch all {
    case .set(let set): shape = set.shape
    case .numbers(let images): shape = images.shape
    }
    let count = min(all.count, limit, Self.mostImages(of: shape))
    let chosen = (0..<count).map { $0 * all.count / count }
    guard let images = ImageCollection(try all.picking(chosen, unless: stop)) else {
      preconditionFailure("Images that are picked are images.")
    }
    (self.images, self.shape, self.stop) = (images, shape, stop)
    places = map.map { map in chosen.flatMap { map.values[2 * $0..<2 * $0 + 2] } }
  }

  /// The page of a model, and what there is to say of it.
  func page(of model: Autoencoder, title: String?, _ session: Session) throws -> (page: ExplorerPage, note: String) {
    let codes = try model.encode(session.watched(images.source, "encoding"), compute: session.compute, unless: stop)
    guard codes.allSatisfy(\.isFinite), places?.allSatisfy(\.isFinite) ?? true else { throw NotFinite() }
    let off = try levelsOff(model, codes: codes, session)
    let half = off <= Self.mostLevels
    let title = title ?? "Exploring an autoencoder"
    let metadata = FigureMetadata(title: title, provenance: session.provenance)
    let page = try ExplorerPage(
      of: model, try contents(of: model, codes: codes, title: title, session), half: half, metadata: metadata,
      unless: stop)
    // Rounded up, since it is the most.
    let most = (Double(off) * 100).rounded(.up) / 100
    let reason =
      off.isFinite
      ? "pictures would be off by \(fixed(Double(off), decimals: 1)) grey levels" : "half precision does not hold them"
    let precision =
      half
      ? "weights in half precision, pictures off by at most \(fixed(most, decimals: 2)) grey levels"
      : "weights in single precision, since \(reason)"
    return (page, "\(countText(images.count, "image")), \(precision)")
  }

  private func contents(
    of model: Autoencoder, codes: [Float], title: String, _ session: Session
  ) throws -> ExplorerContents {
    let columns = max(1, Int(Double(images.count).squareRoot().rounded(.up)))
    return ExplorerContents(
      title: title, origin: origin(of: model, session), sheet: try sheet(columns: columns), columns: columns,
      labels: images.labels, classNames: images.classNames, codes: codes, latent: model.latentSize, places: places,
      directions: try directions(of: codes, latent: model.latentSize, session))
  }

  private func origin(of model: Autoencoder, _ session: Session) -> [String] {
    [
      countText(images.count, "image"), "codes of \(countText(model.latentSize, "number"))",
      countText(model.parameterCount, "weight"),
      model.epochs == 0 ? "not trained" : "trained for \(countText(model.epochs, "epoch"))",
      session.settings.program,
    ].compactMap(\.self)
  }

  /// The directions in which codes differ most, as many as there are, and at most ``mostDirections``.
  private func directions(of codes: [Float], latent: Int, _ session: Session) throws -> ExplorerContents.Directions {
    let components = min(Self.mostDirections, latent, images.count)
    let found = try PrincipalComponents.fit(
      codes, width: latent, components: components, compute: session.compute, unless: stop)
    let total = found.totalVariance > 0 ? found.totalVariance : 1
    return ExplorerContents.Directions(
      mean: found.mean, vectors: found.components, deviations: found.variances.map { Float($0.squareRoot()) },
      shares: found.variances.map { Float($0 / total) })
  }

  /// How far pictures are off with weights and codes in half precision, in grey levels; infinite where they are none.
  private func levelsOff(_ model: Autoencoder, codes: [Float], _ session: Session) throws -> Float {
    let count = min(images.count, Self.compared)
    let first = try images.first(count, unless: stop)
    let (threads, memory) = (session.settings.threads, session.settings.memoryLimit)
    let rounded = try HalfPrecision.rounded(model, threads: threads, memory: memory)
    let exact = try model.reconstruct(first, compute: session.compute, unless: stop).values
    guard exact.allSatisfy(\.isFinite) else { throw NotFinite() }
    let encoded = try rounded.reconstruct(first, compute: session.compute, unless: stop).values
    let decoded = try rounded.decode(
      HalfPrecision.rounded(Array(codes.prefix(count * model.latentSize))), compute: session.compute, unless: stop)
    return max(HalfPrecision.levels(exact, encoded), HalfPrecision.levels(exact, decoded))
  }

  /// All images in one picture, row by row.
  private func sheet(columns: Int) throws -> Raster {
    let rows = (images.count + columns - 1) / columns
    let (width, height) = (columns * shape.width, rows * shape.height)
    var pixels = [UInt8](repeating: 0, count: width * height * 3)
    for index in 0..<images.count {
      try stop.check()
      let corner = ((index / columns) * shape.height * width + (index % columns) * shape.width) * 3
      let image = self.pixels(of: index)
      for row in 0..<shape.height {
        for column in 0..<shape.width {
          let place = corner + (row * width + column) * 3
          for part in 0..<3 {
            let channel = shape.channels == 1 ? 0 : part
            pixels[place + part] = image[(channel * shape.height + row) * shape.width + column]
          }
        }
      }
    }
    return Raster(width: width, height: height, pixels: pixels)
  }

  /// The pixels of an image, `[channel, row, column]`.
  private func pixels(of index: Int) -> [UInt8] {
    switch images {
    case .set(let set): set.withPixels(at: index) { Array($0) }
    case .numbers(let images): images[index].map(PixelScale.byte)
    }
  }
}
