import Basics
import Datasets
import Options
import ScriptLanguage

extension CommandRow {
  private static let images = ValueKey(
    "images", .value([.data, .images]), repeated: true, "data sets or images, of one shape",
    convert: { ImageCollection($0) })

  static let join = CommandRow(
    name: "join", summary: "puts images of several sets one after the other",
    discussion: """
      The sets are data sets or images of one shape, such as two that were picked apart: `pair = join cats[0] ships[0]`. \
      What comes of it are images; classes of one name are one class, and where a set has no classes, none has.
      """,
    takes: [images],
    example: """
      data = load sketches count=200
      cats = pick data class=cat
      boats = pick data class=boat
      pair = join cats[0] boats[0]
      show pair
      """,
    result: .images,
    prepare: { call in
      let values = call.values(images)
      let shapes = values.map { $0.facts?.imageShape }
      if let first = shapes.compactMap(\.self).first, let place = shapes.firstIndex(where: { $0 != nil && $0 != first })
      {
        throw Diagnostic(
          at: call.command.arguments[place].range,
          "these images are \(shapes[place].map { "\($0)" } ?? ""), and those before them \(first)",
          expected: "images of one shape")
      }
      guard !values.contains(where: \.isForeseen) else { throw NotYetKnown() }
      return (sets: values.compactMap { ImageCollection($0) }, memoryLimit: call.settings.memoryLimit, call: call)
    },
    foresee: { call, _, _ in
      var facts = Foreseen(.images)
      let members = call.values(images).map(\.facts)
      facts.imageShape = members.compactMap { $0?.imageShape }.first
      let counts = members.compactMap { $0?.count }
      facts.count = counts.count == members.count ? counts.reduce(0, +) : nil
      return .foreseen(facts)
    },
    run: { arguments, session in
      let numbers = arguments.sets.reduce(0) { sum, set in
        sum.plusSaturating(set.count.timesSaturating(set.source.sampleShape.elementCount))
      }
      let bytes = numbers.timesSaturating(4)
      if let limit = arguments.memoryLimit, bytes > limit {
        throw arguments.call.error(
          "the images would take \(byteText(bytes)) as numbers, and \(byteText(limit)) are there",
          expected: "fewer of them, as in `take data 100`")
      }
      return .images(try Images(joining: arguments.sets.map { try $0.numbers(unless: session.stop) }))
    })
}
