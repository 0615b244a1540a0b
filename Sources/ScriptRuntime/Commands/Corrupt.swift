import Basics
import Datasets
import Options
import TensorMath

extension CommandRow {
  private static let images = ValueKey<ImageCollection>.images()
  private static let corruption = OptionKey<Term>(
    "corruption", .term(CorruptionTable.table.declarations), argument: true, required: true, "what is done to them")

  static let corrupt = CommandRow(
    name: "corrupt", summary: "gives images with noise in them, or moved, or partly covered",
    discussion: """
      What is random is drawn from the session's generator, in the order in which PyTorch would draw it for all images \
      together. `train … corrupt=` does the same to training images, anew in each epoch.
      """,
    takes: [images, corruption],
    example: """
      test = load sketches count=10
      noisy = corrupt test gaussian(0.3)
      show noisy
      moved = corrupt test shift(1)
      covered = corrupt test cover(0.5)
      """,
    draws: true, result: .images,
    prepare: { call in
      // Once as they are, and once as they become.
      try call.checkRoom(
        for: [call.facts(images)?.count, call.facts(images)?.imageShape?.elementCount], bytes: 8, at: images,
        "so many images as numbers", expected: "fewer images, as `take` gives them")
      return (images: try call[images], corruption: try call[corruption])
    },
    foresee: { call, _, _ in
      var facts = call.facts(images) ?? Foreseen(.images)
      facts.type = .images
      return .foreseen(facts)
    },
    run: { arguments, session in
      let images = try arguments.images.numbers(unless: session.stop)
      let progress = WorkProgress("corrupting", total: images.count, session)
      let corrupted = try images.corrupted(
        by: CorruptionTable.table.make(arguments.corruption), random: try session.random, compute: session.compute,
        unless: session.stop, progress: { progress.advance(to: $0) })
      return .images(corrupted)
    })
}
