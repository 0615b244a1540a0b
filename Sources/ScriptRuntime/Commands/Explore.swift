import Basics
import Explorer
import NeuralNetworks
import Options
import TensorMath
import Training

extension CommandRow {
  private static let model = ValueKey<Autoencoder>.model()
  private static let images = ValueKey<ImageCollection>.images()
  private static let page = OptionKey<String>(
    "save", .writing(endings: ["html"]), required: true, "the page to write")
  private static let limit = OptionKey<Int>(
    "limit", .whole(2...2_000), default: .whole(ExploredImages.usualCount), unit: "images",
    "how many images the page holds at most, evenly from among all")
  private static let title = OptionKey<String>("title", .text, "what stands above the page")
  private static let places = ValueKey(
    "map", .value([.codes]), argument: false, required: false,
    "where each of the images lies on the map, two numbers each; along the codes' two widest directions if not given"
  ) { $0.codes }

  static let explore = CommandRow(
    name: "explore", summary: "writes a page that explores a model in a browser",
    discussion: """
      The page is one HTML file that needs no network and sends nothing anywhere: it holds the model, and encodes and \
      decodes in the browser, on a phone too. It has a map of the codes with the images on it, sliders for single \
      numbers and principal directions of the code, the way from one image to another, the nearest images, and takes \
      pictures of one's own. Where images have classes, frames show them. Weights are kept in half precision, unless a \
      picture would then be off by more than half a grey level.
      """,
    takes: [model, images, page, limit, title, places],
    example: """
      model = autoencoder latent=20 width=4
      test = load sketches count=40
      explore model test save=explorer.html title="Sketches"
      """,
    acts: true, computes: true,
    prepare: { call in
      try check(call)
      return (
        call: call, model: try call[model], images: try call[images], path: try call[page], limit: try call[limit],
        title: try call[ifGiven: title], map: try call[ifGiven: places]
      )
    },
    foresee: { call, _, foresight in
      foresight.writes(call.known(page))
      return .none
    },
    run: { arguments, session in
      let (call, model, images, path, limit, title, map) = arguments
      let explored = try ExploredImages(images, limit: limit, map: map, unless: session.stop)
      do {
        let (written, note) = try explored.page(of: model, title: title, session)
        let place = try session.settings.workspace.write(written.bytes, to: path, unless: session.stop)
        session.output.note("wrote \(place), \(byteText(written.bytes.count)): \(note)")
      } catch let error as ExploredImages.NotFinite {
        throw call.error(at: Self.model, "\(error)")
      } catch let error as WorkspaceError {
        throw call.error(at: page, "\(error)")
      }
      return .none
    })

  /// Throws what does not go together, as far as it is known.
  private static func check(_ call: Call) throws {
    try call.checkImages(images, suit: model)
    let facts = call.facts(images)
    if facts?.count == 0 || facts?.count == 1 {
      throw call.error(
        at: images, facts?.count == 0 ? "there is no image to explore" : "there is only one image to explore",
        expected: "at least 2")
    }
    try call.checkImagesCanBeDrawn(images)
    if let shape = facts?.imageShape, let limit = call.known(limit), let count = facts?.count {
      let most = ExploredImages.mostImages(of: shape)
      if most < 2 {
        throw call.error(at: images, "images of \(shape) are too large for a page")
      }
      if call.isGiven(Self.limit), min(limit, count) > most {
        throw call.error(
          at: Self.limit, "\(countText(min(limit, count), "image")) of \(shape) are more than a phone can show",
          expected: "at most \(countText(most))")
      }
    }
    try checkSize(call)
    try checkMap(call)
    if let path = call.known(page), let obstacle = call.settings.workspace.obstacle(to: path) {
      throw call.error(at: page, "\(obstacle)")
    }
  }

  /// Throws where the weights and the codes alone make more than a browser opens.
  private static func checkSize(_ call: Call) throws {
    guard let description = call.facts(model)?.model, let weights = try? ExplorerPage.leastBytes(of: description) else {
      return
    }
    let count = min(call.facts(images)?.count ?? 0, call.known(limit) ?? 0)
    let bytes = weights.plusSaturating(ExplorerPage.leastBytes(codes: count, latent: description.latentSize))
    guard bytes > ExplorerPage.mostBytes else { return }
    throw call.error(
      at: model,
      "the page of this model would have \(byteText(bytes)), and \(byteText(ExplorerPage.mostBytes)) is the most that a "
        + "browser opens well", expected: "a smaller model, or a lower `limit`")
  }

  private static func checkMap(_ call: Call) throws {
    guard let map = call.facts(places) else { return }
    if let length = map.latent, length != 2 {
      throw call.error(
        at: places, "a place on a map is two numbers, and these codes are \(countText(length, "number")) long")
    }
    if let found = map.count, let count = call.facts(images)?.count, found != count {
      throw call.error(
        at: places, "\(countText(found, "place")) cannot stand for \(countText(count, "image"))",
        expected: "one place for each image")
    }
  }
}
