import Datasets
import Figures
import ScriptLanguage
import Training

extension CommandRow {
  static let show = CommandRow(
    name: "show", summary: "draws images, or a training's reconstructions",
    discussion: """
      Of a log it draws the watched images above their reconstructions, a band for each epoch that is asked for; of a \
      family of logs a band for each log. Class names stand under the images.
      """,
    arguments: [
      CommandParameter(
        "images", .value([.data, .images, .log], several: true), required: true, "images, a log, or a family of them")
    ],
    options: [
      FigureOptions.saving, FigureOptions.title,
      CommandParameter(
        "epochs",
        .list(
          .either(.choice([.init("first", "the first epoch"), .init("last", "the last epoch")]), .whole(minimum: 1))),
        default: "last", "the epochs of a log to show"),
      CommandParameter("columns", .whole(minimum: 1), default: "10", unit: "images", "how many images a row"),
      CommandParameter("limit", .whole(minimum: 1), default: "100", unit: "images", "how many images at most"),
    ],
    example: """
      validation = load sketches split=validation count=100
      test = pick validation one-per-class
      show test save=test-images.png
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
      var captions: [String] = []
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
          bands += try ImageBands.epochs(of: log, named: members.count > 1 ? LogName.text(index, log) : nil, call)
          captions = ImageBands.captions(of: log.watched, columns: call.whole("columns") ?? 10)
        default: continue
        }
      }
      let figure = Figure(ImagePanel(title: call.text("title"), columnCaptions: captions, bands: bands))
      try session.show(figure, for: call, saving: call.texts("save"))
      return .figure(figure)
    })
}

/// Lays images out in the bands of a figure.
private enum ImageBands {
  /// The bands with images added, row by row, and the captions of the columns.
  static func add(_ images: Images, _ index: Family.Index?, _ call: Call, to bands: [ImageBand]) throws -> (
    [ImageBand], [String]
  ) {
    guard images.count > 0 else { throw call.error(at: "images", "there is no image to show") }
    let columns = call.whole("columns") ?? 10
    let pictures = try batch(images).pictures(range: -1...1)
    let rows = split(pictures, columns).map { ImageRow(images: $0) }
    return (bands + [ImageBand(caption: index?.description, rows: rows)], captions(of: images, columns: columns))
  }

  /// The epochs of a log that a call asks for, originals above reconstructions.
  static func epochs(of log: TrainingLog, named name: String?, _ call: Call) throws -> [ImageBand] {
    guard let watched = log.watched else {
      throw call.error(
        at: "images", "this log holds no reconstructions", expected: "a training with `watch=`, the images to redraw")
    }
    guard let first = log.epochs.first, let last = log.epochs.last else {
      throw call.error(at: "images", "this log holds no finished epoch")
    }
    var records: [EpochRecord] = []
    for epoch in call.all("epochs") {
      switch epoch {
      case .text("first"): records.append(first)
      case .text: records.append(last)
      case .number(let number):
        guard let record = Int(exactly: number).flatMap(log.epoch) else {
          throw call.error(
            at: "epochs",
            "the log holds no epoch \(numberText(number)): its epochs are \(first.number) to \(last.number)")
        }
        records.append(record)
      default: continue
      }
    }
    // The first and the last of a training of one epoch are the same.
    var shown: Set<Int> = []
    return try records.filter { shown.insert($0.number).inserted }.compactMap { record in
      guard let images = record.reconstructions else { return nil }
      return try band(
        watched, images, caption: [name, name != nil && records.count == 1 ? nil : "epoch \(record.number)"],
        columns: call.whole("columns") ?? 10)
    }
  }

  /// Class names, where each column holds one image.
  static func captions(of images: Images?, columns: Int) -> [String] {
    guard let images, images.labels != nil, images.count <= columns else { return [] }
    return (0..<images.count).map { images.className(at: $0) ?? "" }
  }

  /// Originals above reconstructions, all stretched by the range of them together, as `make_grid` normalises.
  private static func band(_ originals: Images, _ reconstructions: Images, caption: [String?], columns: Int) throws
    -> ImageBand
  {
    let all = originals.values + reconstructions.values
    let finite = all.filter(\.isFinite)
    let range = (finite.min() ?? -1)...(finite.max() ?? 1)
    let above = split(try batch(originals).pictures(range: range), columns)
    let below = split(try batch(reconstructions).pictures(range: range), columns)
    let rows = zip(above, below).flatMap {
      [ImageRow(caption: "original", images: $0), ImageRow(caption: "reconstructed", images: $1)]
    }
    return ImageBand(caption: caption.compactMap(\.self).joined(separator: ", "), rows: rows)
  }

  private static func batch(_ images: Images) throws -> ImageBatch {
    try ImageBatch(
      count: images.count, channels: images.shape.channels, height: images.shape.height, width: images.shape.width,
      values: images.values)
  }

  private static func split(_ pictures: [Raster], _ columns: Int) -> [[Raster]] {
    stride(from: 0, to: pictures.count, by: columns).map {
      Array(pictures[$0..<min($0 + columns, pictures.count)])
    }
  }
}
