import Basics
import Datasets
import NeuralNetworks
import Options
import Training

extension CommandRow {
  private static let what = ValueKey(
    "what", .value([.model, .data, .images]), "a model, whose reconstructions are measured, or images",
    convert: Compared.init)
  private static let images = ValueKey<ImageCollection>.images(
    "images", required: false, "the images that a model takes")
  private static let against = ValueKey<ImageCollection>.images(
    "against", argument: false, required: false,
    "the images to compare with, one for each; of a model the images that it takes if not given")
  private static let by = OptionKey<[Term]>(
    "by", .list(.term(MeasureTable.table.declarations)), default: "mse", "what is measured, one thing or several")

  static let measure = CommandRow(
    name: "measure", summary: "measures how far each image is from its reconstruction, or another",
    discussion: """
      With a model each image is compared with what the model makes of it, and with `against=` each image with the one \
      in its place there. `mse` and `l1` are errors of images from −1 to 1. `bce`, `psnr` and `ssim` see images from 0 \
      to 1; what lies beyond counts as 0 or 1 for `bce`. PSNR, in decibels, and SSIM, 1 for equal images, are the higher \
      the more alike two images are: SSIM is that of Wang et al., a Gaussian window of 11 pixels and σ 1.5, the mean \
      over the windows inside the image and over the channels.

      `(errors.mean)`, `.median` and `.deviation` are numbers over all images. Of several measures one is named first: \
      `(errors.psnr.mean)`; `(errors.psnr)` alone gives measures by this one. `save errors "errors.csv"` writes a line \
      for each image, `pick … worst=10 by=errors` gives the images that came out worst, and `histogram`, `bars … \
      by=class`, `scatter` and `roc` draw measures and judge by them.
      """,
    takes: [what, images, against, by],
    example: """
      validation = load sketches split=validation count=40
      model = autoencoder latent=20 width=4
      errors = measure model validation by=mse,psnr,ssim
      errors
      print (errors.psnr.mean)
      noisy = corrupt validation gaussian(0.3)
      before = measure noisy against=validation by=psnr
      save before "before.csv"
      """,
    computes: true, result: .measures,
    prepare: { call in
      try check(call)
      let metrics = try call[by].map(MeasureTable.table.make)
      return (what: try call[what], images: try call[ifGiven: images], against: try call[ifGiven: against], metrics)
    },
    foresee: { call, _, _ in
      let source = call.facts(what)?.type == .model ? call.facts(images) : call.facts(what)
      var facts = Foreseen(.measures)
      facts.count = source?.count ?? call.facts(against)?.count
      facts.classNames = source?.classNames
      facts.measures = call.known(by).map { Set($0.map(\.name)) }
      return .foreseen(facts)
    },
    run: { arguments, session in
      let (what, images, against, metrics) = arguments
      let values: [[Double]]
      var measured: ImageCollection
      switch what {
      case .model(let model):
        guard let images else { preconditionFailure("The images were asked for before.") }
        measured = images
        values = try ImageMeasuring.measure(
          model, on: session.watched(images.source, "measuring", isShared: true), against: against?.source, by: metrics,
          compute: session.compute,
          processes: session.settings.processes, unless: session.stop)
      case .images(let images):
        guard let against else { preconditionFailure("The images were asked for before.") }
        measured = images
        values = try ImageMeasuring.measure(
          session.watched(images.source, "measuring", isShared: true), against: against.source, by: metrics,
          compute: session.compute,
          processes: session.settings.processes, unless: session.stop)
      }
      // Where only one side has classes, they are those of the pair.
      if measured.labels == nil, let against { measured = against }
      return .measures(
        Measures(
          columns: zip(metrics, values).map { Measures.Column(metric: $0, values: $1) }, labels: measured.labels,
          classNames: measured.classNames))
    })

  /// Throws what is wrong with a call, as far as its values are known.
  private static func check(_ call: Call) throws {
    let found = call.facts(what)
    let isModel = found?.type == .model
    if isModel, !call.isGiven(images) {
      throw call.error(
        "`measure` lacks the images that the model takes",
        expected: "`measure MODEL IMAGES`, as in `measure model test`"
      )
    }
    if let found, [.data, .images].contains(found.type) {
      guard !call.isGiven(images) else {
        throw call.error(
          at: images, "images are measured against others, which are given by name",
          expected: "`measure \(call.place(of: what).text) against=\(call.place(of: images).text)`")
      }
      guard call.isGiven(against) else {
        throw call.error(
          at: what, "images alone cannot be measured: give what they are compared with",
          expected: "`against=…`, or a model before them")
      }
    }
    let measured = isModel ? call.facts(images) : found
    if isModel, let model = found?.model {
      for (given, place) in [(call.facts(images), images), (call.facts(against), against)] {
        guard let shape = given?.imageShape, shape.sample != model.image else { continue }
        throw call.misfit(place, of: shape, model)
      }
    }
    let place = isModel ? images.declaration : what.declaration
    if measured?.count == 0 { throw call.error(at: place, "there is no image to measure") }
    try call.checkImages(measured, "measured against", against)
    try checkMeasures(call, shape: measured?.imageShape ?? call.facts(against)?.imageShape)
  }

  private static func checkMeasures(_ call: Call, shape: ImageShape?) throws {
    var names: Set<String> = []
    for term in (call.elements(by) ?? []).compactMap(\.self) {
      guard names.insert(term.name).inserted else { throw call.error(at: by, "`\(term.name)` stands there twice") }
      guard let shape else { continue }
      do { try MeasureTable.table.make(term).check(image: shape.sample) } catch {
        throw call.error(at: by, "\(error)")
      }
    }
  }
}
