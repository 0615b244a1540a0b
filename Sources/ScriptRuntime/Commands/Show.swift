import Datasets
import Figures
import ScriptLanguage
import Training

extension CommandRow {
  static let show = CommandRow(
    name: "show", summary: "draws images, or a training's reconstructions",
    discussion: """
      Of a log it draws the watched images, and under them their reconstructions, a row for each epoch that is asked \
      for; of a family of logs a row for each epoch of each log. Class names stand under the images. As `.gif` or `.apng` a \
      log is an animation, a frame for each epoch: all of them, unless `epochs=` asks for some; of a family of logs \
      each frame has a band for each log.
      """,
    arguments: [
      CommandParameter(
        "images", .value([.data, .images, .log], several: true), required: true, "images, a log, or a family of them")
    ],
    options: FigureOptions.all + [
      CommandParameter(
        "epochs",
        .list(
          .either(
            .choice([
              .init("first", "the first epoch"), .init("last", "the last epoch"), .init("all", "every epoch"),
            ]), .whole(minimum: 1))),
        default: "last", "the epochs of a log to show"),
      CommandParameter("columns", .whole(minimum: 1), default: "10", unit: "images", "how many images a row"),
      CommandParameter(
        "layout",
        .choice([
          .init("rows", "a row for the originals and one for each epoch, enlarged and with captions"),
          .init(
            "grid", "torchvision's make_grid with padding=1 and normalize=True, originals and reconstructions by turns"),
        ]), default: "rows", "how the images are laid out"),
      CommandParameter("limit", .whole(minimum: 1), default: "100", unit: "images", "how many images at most"),
    ],
    example: """
      validation = load sketches split=validation count=100
      test = pick validation one-per-class
      show test save=test-images.png
      model = autoencoder latent=20 width=4
      log = train model on=validation watch=test epochs=2
      show log save=developing.gif
      """,
    result: .figure,
    check: { call, foresight in
      for (_, member) in call["images"]?.members ?? [] where member.type == .log && member.facts?.watches == false {
        throw call.error(
          at: "images", "this log holds no reconstructions", expected: "a training with `watch=`, the images to redraw")
      }
      if call.isGiven("epochs"),
        call["images"]?.members.contains(where: { [.data, .images].contains($0.value.type) }) == true
      {
        throw call.error(at: "epochs", "`epochs` goes with logs, and these are images")
      }
      return FigureOptions.check(call, foresight)
    },
    run: { call, session in
      var bands: [ImageBand] = []
      var reconstructions: [Reconstructions] = []
      var captions: [String] = []
      var developing = DevelopingFrames()
      let members = call["images"]?.members ?? []
      for (index, member) in members {
        switch member {
        case .data(let set):
          let images = set.taking(call.whole("limit") ?? 100).normalised()
          (bands, captions) = try ImageBands.add(images, index, call, to: bands)
        case .images(let images):
          let count = min(images.count, call.whole("limit") ?? 100)
          (bands, captions) = try ImageBands.add(images[0..<count], index, call, to: bands)
        case .log(let log):
          let name = members.count > 1 ? LogName.text(index, log) : nil
          reconstructions += try Reconstructions.chosen(from: log, named: name, call)
          try developing.add(log, named: name, call)
          captions = ImageBands.captions(of: log.watched, columns: call.whole("columns") ?? 10)
        default: continue
        }
      }
      let isGrid = call.text("layout") == "grid"
      if isGrid { captions = [] }
      var panel = ImagePanel(title: call.text("title"), columnCaptions: captions, bands: bands)
      let frames = try developing.frames(of: panel, call)
      if isGrid {
        panel.bands += try reconstructions.map { try $0.gridBand(columns: call.whole("columns") ?? 10) }
      } else {
        panel.bands += try Reconstructions.bands(reconstructions, columns: call.whole("columns") ?? 10)
      }
      var figure = Figure(panel)
      figure.frames = frames
      return try session.show(figure, for: call)
    })
}

/// Lays images out in the bands of a figure.
enum ImageBands {
  /// The bands with images added, row by row, and the captions of the columns.
  static func add(_ images: Images, _ index: Family.Index?, _ call: Call, to bands: [ImageBand]) throws -> (
    [ImageBand], [String]
  ) {
    guard images.count > 0 else { throw call.error(at: "images", "there is no image to show") }
    let columns = call.whole("columns") ?? 10
    if call.text("layout") == "grid" {
      let picture = try ImageGrid(columns: columns, padding: 1, normalize: true).picture(of: try batch(images))
      return (bands + [ImageBand(caption: index?.description, picture: picture)], [])
    }
    let pictures = try batch(images).pictures(range: -1...1)
    let rows = split(pictures, columns).map { ImageRow(images: $0) }
    return (bands + [ImageBand(caption: index?.description, rows: rows)], captions(of: images, columns: columns))
  }

  /// Class names, where each column holds one image.
  static func captions(of images: Images?, columns: Int) -> [String] {
    guard let images, images.labels != nil, images.count <= columns else { return [] }
    return (0..<images.count).map { images.className(at: $0) ?? "" }
  }

  static func batch(_ images: Images) throws -> ImageBatch {
    try ImageBatch(
      count: images.count, channels: images.shape.channels, height: images.shape.height, width: images.shape.width,
      values: images.values)
  }

  static func split(_ pictures: [Raster], _ columns: Int) -> [[Raster]] {
    stride(from: 0, to: pictures.count, by: columns).map {
      Array(pictures[$0..<min($0 + columns, pictures.count)])
    }
  }
}
