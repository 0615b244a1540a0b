import Basics
import Datasets
import Figures
import NeuralNetworks
import Options
import Training

/// What `differences` draws: images, what is made of them, and maps of where the two differ.
struct DifferenceMaps {
  private static let what = ValueKey(
    "what", .value([.model, .data, .images]), "a model, or images that are compared with others", convert: Compared.init
  )
  private static let images = ValueKey<ImageCollection>.images(
    "images", required: false, "the images that a model takes")
  private static let against = ValueKey<ImageCollection>.images(
    "against", argument: false, required: false, "the images to compare with, one for each; not with a model")
  private static let limit = OptionKey<Int>(
    "limit", .whole(from: 1), default: 8, unit: "images", "how many images at most, the first ones")
  private static let columns = OptionKey<Int>("columns", .whole(from: 1), default: 10, "how many images a row")

  static let options: [any OptionDeclaring] = [what, images, against, limit, columns]

  private let source: Compared
  private let originals: ImageCollection
  private let limit, columns: Int
  private let isLimited: Bool
  private let theme: Theme
  private let call: Call

  /// Throws where the images do not go with the model, or with each other.
  init(_ call: Call) throws {
    try Self.check(call)
    self.call = call
    source = try call[Self.what]
    switch source {
    case .model: originals = try call[Self.images]
    case .images: originals = try call[Self.against]
    }
    limit = try call[Self.limit]
    isLimited = call.isGiven(Self.limit)
    columns = try call[Self.columns]
    theme = try call[FigureRequest.theme]
  }

  /// The rows of images and maps.
  func panel(title: String?, _ session: Session) throws -> ImagePanel {
    let originals = try originals.first(limit, unless: call.stop)
    let (images, name): (Images, String) =
      switch source {
      case .model(let model):
        (try model.reconstruct(originals, compute: session.compute, unless: session.stop), "reconstruction")
      case .images(let images): (try images.first(limit, unless: call.stop), "compared")
      }
    session.remark(drawing: originals.count, of: self.originals.count, asked: isLimited)
    let pair = Reconstructions(name: name, originals: originals, images: images)
    let scales = try PictureScales(for: [pair], differences: true, theme: theme, unless: call.stop)
    var panel = ImagePanel(
      title: title, columnCaptions: ImageBands.captions(of: originals, columns: columns),
      bands: [ImageBand(rows: try pair.rows(caption: name, columns: columns, scales: scales))])
    panel.colorBar = scales.differences?.colorBar
    return panel
  }

  private static func check(_ call: Call) throws {
    let found = call.facts(what)
    if found?.type == .model {
      guard call.isGiven(images) else {
        throw call.error(
          "`differences` lacks the images that the model takes",
          expected: "`differences MODEL IMAGES`, as in `differences model test`")
      }
      if call.isGiven(against) {
        throw call.error(
          at: against, "`against` goes with images, and this is a model: it is compared with what it takes")
      }
      if let model = found?.model, let shape = call.facts(images)?.imageShape, shape.sample != model.image {
        throw call.misfit(images, of: shape, model)
      }
    } else if let found, [.data, .images].contains(found.type) {
      guard !call.isGiven(images) else {
        throw call.error(
          at: images, "images are compared with others, which are given by name",
          expected: "`differences \(call.place(of: what).text) against=\(call.place(of: images).text)`")
      }
      guard call.isGiven(against) else {
        throw call.error(
          at: what, "images alone do not differ: give what they are compared with",
          expected: "`against=…`, or a model before them")
      }
      try call.checkImages(found, "compared with", against)
    }
    let place = found?.type == .model ? images : against
    if call.facts(place)?.count == 0 { throw call.error(at: place, "there is no image to show") }
    try call.checkImagesCanBeDrawn(place)
  }
}
