import Basics
import Datasets
import Options
import ScriptLanguage

extension CommandRow {
  /// A choice of images: by a rule, or by their places in the set.
  private enum Picked: OptionReadable {
    case onePerClass
    case places([Int])

    static let onePerClassWord = OptionChoice("one-per-class", "the first image of each class")

    init?(_ value: OptionValue) {
      if value == .text(Self.onePerClassWord.word) {
        self = .onePerClass
      } else if let places = [Int](value) {
        self = .places(places)
      } else {
        return nil
      }
    }

    var optionValue: OptionValue {
      switch self {
      case .onePerClass: .text(Self.onePerClassWord.word)
      case .places(let places): places.optionValue
      }
    }

    /// How many images there are; nil where the set alone knows.
    var count: Int? { if case .places(let places) = self { places.count } else { nil } }
  }

  private static let data = ValueKey("data", .value([.data]), "the data set", convert: \.imageSet)
  private static let which = OptionKey<Picked>(
    "which", .either(.choice([Picked.onePerClassWord]), .list(.whole(from: 0))), argument: true, required: true,
    "which images")

  static let pick = CommandRow(
    name: "pick", summary: "picks images out of a data set",
    discussion: """
      `one-per-class` takes the first image of each class at or after the one before it, going round to the beginning \
      where the set ends. Numbers are places in the set, counted from 0, alone or as lists and ranges.
      """,
    takes: [data, which],
    example: """
      validation = load sketches split=validation count=100
      test = pick validation one-per-class
      some = pick validation 3,17
      """,
    result: .data,
    prepare: { call in
      if let count = call.facts(data)?.count, case .places(let places)? = call.known(which),
        let outside = places.first(where: { $0 >= count })
      {
        throw call.error(
          at: which, "there is no image \(outside): the set has \(countText(count, "image")), counted from 0")
      }
      return (data: try call[data], which: try call[which])
    },
    foresee: { call, _, _ in
      var facts = call.facts(data) ?? Foreseen(.data)
      facts.type = .data
      facts.count = call.known(which)?.count
      return .foreseen(facts)
    },
    run: { arguments, _ in
      switch arguments.which {
      case .onePerClass: .data(try arguments.data.onePerClass())
      case .places(let places): .data(try arguments.data.picking(places))
      }
    })
}
