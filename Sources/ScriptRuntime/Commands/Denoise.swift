import Analysis
import Basics
import Datasets
import Options
import TensorMath

extension CommandRow {
  private static let images = ValueKey<ImageCollection>.images("images", "the noisy images")
  private static let filter = OptionKey<Term>(
    "filter", .term(ImageFilter.table.declarations), argument: true, required: true, "what takes the noise away")
  private static let clean = ValueKey<ImageCollection>.images(
    "on", argument: false, required: false, "clean images that `wiener` and `projection` learn from")

  static let denoise = CommandRow(
    name: "denoise", summary: "takes noise out of images by a filter, a denoiser to be beaten",
    discussion: """
      `median(3)` takes the median of 3x3 pixels around each. `projection(100)` keeps the first 100 principal components of \
      the images of `on`, and `wiener(0.3)` scales each component by the part of its variance that is the image's own, for \
      noise of deviation 0.3: of images such as those of `on` no other linear map leaves a smaller squared error, and the \
      more of them it learns from the better. A network that is behind `wiener` has learnt less than a \
      straight line; it takes noise out by `clean = reconstruct model noisy`.
      """,
    takes: [images, filter, clean],
    example: """
      training = load sketches count=200
      noisy = corrupt training gaussian(0.3)
      smooth = denoise noisy median(3)
      linear = denoise noisy wiener(0.3) on=training
      show noisy smooth linear limit=5
      """,
    result: .images,
    prepare: { call in
      let term = call.known(filter)
      let known = term.map { ImageFilter.table.make($0) }
      if let term, let known, known.learns != call.isGiven(clean) {
        throw known.learns
          ? call.error(
            at: filter, "`\(term.name)` learns from clean images, and is given none", expected: "`on=` with such images"
          )
          : call.error(at: clean, "`\(term.name)` learns nothing, and takes no `on`")
      }
      if case .median(let side)? = known, side % 2 == 0 {
        throw call.error(
          at: filter, "a square of \(side)x\(side) pixels has no pixel in its middle", expected: "an odd side")
      }
      if let shape = call.facts(images)?.imageShape, let other = call.facts(clean)?.imageShape, shape != other {
        throw call.error(at: clean, "these images are \(other), and the noisy ones \(shape)")
      }
      if case .projection(let size)? = known, let facts = call.facts(clean),
        let most = [facts.count, facts.imageShape?.elementCount].compactMap(\.self).min(), size > most
      {
        throw call.error(
          at: Self.filter,
          "the images of `on` have no more than \(countText(most, "component")), and these would be "
            + countText(size))
      }
      if let clean = call.facts(clean), let count = clean.count, let shape = clean.imageShape {
        let size = min(ImageFilter.mostComponents, PrincipalComponents.most(count: count, shape: shape))
        try call.checkMemory(
          PrincipalComponents.memory(count: count, shape: shape, components: size), at: Self.clean, "fitting this",
          expected: "fewer images than an image has numbers, or smaller images")
      }
      let noisy = call.facts(images)
      try call.checkRoom(
        for: [noisy?.count, noisy?.imageShape?.elementCount], bytes: 8, at: images, "so many images as numbers",
        expected: "fewer images, as `take` gives them")
      return (
        images: try call[images], filter: ImageFilter.table.make(try call[filter]), clean: try call[ifGiven: clean]
      )
    },
    foresee: { call, _, _ in
      var facts = call.facts(images) ?? Foreseen(.images)
      facts.type = .images
      return .foreseen(facts)
    },
    run: { arguments, session in
      let noisy = try arguments.images.numbers(unless: session.stop)
      let progress = WorkProgress("filtering", total: noisy.count, session)
      let values = try arguments.filter.apply(
        to: noisy, learning: arguments.clean?.source, session, progress: { progress.advance(to: $0) })
      return .images(
        Images(shape: noisy.shape, values: values, labels: noisy.labels, classNames: noisy.classNames))
    })
}
