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
  }

  /// What a call picks by.
  private enum Choice {
    case onePerClass
    case places([Int])
    case classes([Int])
    case random(Int)
    case ranked([Int])
  }

  private static let data = ValueKey<ImageCollection>.images("data", "the data set or images")
  private static let which = OptionKey<Picked>(
    "which", .either(.choice([Picked.onePerClassWord]), .list(.whole(from: 0))), argument: true, "which images")
  private static let classes = OptionKey<[String]>("class", .list(.word), "all images of a class, or of several")
  private static let except = OptionKey<[String]>(
    "except", .list(.word), "all images but those of a class, or of several")
  private static let random = OptionKey<Int>(
    "random", .whole(from: 1), unit: "images", "so many, drawn at random from the session's generator")
  private static let worst = OptionKey<Int>(
    "worst", .whole(from: 1), unit: "images", "so many that came out worst by the measures of `by=`, the worst first")
  private static let best = OptionKey<Int>(
    "best", .whole(from: 1), unit: "images", "so many that came out best by the measures of `by=`, the best first")
  private static let by = ValueKey(
    "by", .value([.measures, .list, .range]), argument: false, required: false,
    "the measures of these images, as `measure` gives them, or a list with an error for each", convert: Scores.init)

  static let pick = CommandRow(
    name: "pick", summary: "picks images out of a data set",
    discussion: """
      `one-per-class` takes the first image of each class at or after the one before it, going round to the beginning \
      where the set ends. Numbers are places in the set, counted from 0, alone or as lists and ranges: `0..99,2000..2099`. \
      `class=cat,dog` takes the images of these classes in the set's order, `except=cat` all others, and `random=16` the first sixteen of a \
      `torch.randperm`. `worst=10 by=errors` takes the images with the highest errors, or the lowest PSNR or SSIM, and \
      `best=10` the opposite.
      """,
    takes: [data, which, classes, except, random, worst, best, by],
    example: """
      validation = load sketches split=validation count=100
      test = pick validation one-per-class
      some = pick validation 3,17
      boats = pick validation class=boat
      model = autoencoder latent=20 width=4
      errors = measure model validation
      odd = pick validation worst=10 by=errors
      """,
    draws: true, result: .data,
    prepare: { call in
      let choice = try choice(call)
      guard let choice else { throw NotYetKnown() }
      return (data: try call[data], choice: choice)
    },
    foresee: { call, _, _ in
      var facts = call.facts(data) ?? Foreseen(.data)
      if facts.type == .anything { facts.type = .data }
      facts.count = call.known(random) ?? call.known(worst) ?? call.known(best)
      if case .places(let places)? = call.known(which) { facts.count = places.count }
      facts.isSortedByClass = nil
      return .foreseen(facts)
    },
    run: { arguments, session in
      switch (arguments.choice, arguments.data) {
      case (.onePerClass, .set(let set)): return .data(try set.onePerClass())
      case (.onePerClass, .numbers(let images)): return .images(try images.onePerClass(unless: session.stop))
      case (.places(let places), let images), (.ranked(let places), let images):
        return try images.picking(places, unless: session.stop)
      case (.classes(let classes), let images):
        let labels = images.labels ?? []
        return try images.picking(labels.indices.filter { classes.contains(labels[$0]) }, unless: session.stop)
      case (.random(let count), let images):
        let order = try session.random.generator.permutation(images.count)
        return try images.picking(Array(order.prefix(count)), unless: session.stop)
      }
    })

  /// What a call picks by; nil where only the run knows. Throws where that is nothing, too much, or not in the set.
  private static func choice(_ call: Call) throws -> Choice? {
    let given = [
      which.declaration, classes.declaration, except.declaration, random.declaration, worst.declaration,
      best.declaration,
    ].filter { call.isGiven($0) }
    guard given.count == 1 else {
      throw given.isEmpty
        ? Diagnostic(
          at: call.command.name.range, "`pick` lacks which images",
          expected: "places such as `0..99`, `one-per-class`, `class=…`, `random=…` or `worst=… by=…`")
        : call.error(at: given[1], "`pick` picks by one thing alone, and this is another")
    }
    let facts = call.facts(data)
    if call.isGiven(worst) || call.isGiven(best) { return try ranked(call, of: facts?.count).map { .ranked($0) } }
    if call.isGiven(by) {
      throw call.error(at: by, "`by` goes with `worst=…` or `best=…`", expected: "`worst=10 by=…`")
    }
    if call.isGiven(classes) { return try labels(classes, call, facts?.classNames).map { .classes($0) } }
    if call.isGiven(except) {
      let all = facts?.classNames ?? []
      return try labels(except, call, facts?.classNames).map { left in
        .classes(all.indices.filter { !left.contains($0) })
      }
    }
    if let count = call.known(random) {
      if let all = facts?.count, count > all {
        throw call.error(at: random, "there are \(countText(all, "image")), and not \(countText(count))")
      }
      return .random(count)
    }
    switch call.known(which) {
    case .onePerClass?: return .onePerClass
    case .places(let places)?:
      if let count = facts?.count, let outside = places.first(where: { $0 >= count }) {
        throw call.error(
          at: which, "there is no image \(outside): the set has \(countText(count, "image")), counted from 0")
      }
      return .places(places)
    case nil: return nil
    }
  }

  /// The places of the images that came out worst or best; nil where only the run knows them.
  private static func ranked(_ call: Call, of images: Int?) throws -> [Int]? {
    let isWorst = call.isGiven(worst)
    let key = isWorst ? worst : best
    guard call.isGiven(by), let ranking = call.value(by) else {
      throw call.error(
        at: key, "`\(key.declaration.name)` lacks what the images are ranked by",
        expected: "`by=errors`, where `errors = measure model \(call.place(of: data).text)`")
    }
    try Scores.check(ranking, at: by, call)
    let measured = ranking.facts?.count ?? ([.list, .range].contains(ranking.type) ? ranking.expanded.count : nil)
    if let measured, let images, measured != images {
      throw call.error(
        at: by, "there are \(countText(images, "image")), and measures of \(countText(measured))",
        expected: "the measures of these images, in their order")
    }
    if let count = call.known(key), let all = images ?? measured, count > all {
      throw call.error(at: key, "there are \(countText(all, "image")), and not \(countText(count))")
    }
    guard !ranking.isForeseen, let count = call.known(key), let scores = Scores(ranking) else { return nil }
    return Array((isWorst ? scores.worstFirst : scores.bestFirst).prefix(count))
  }

  /// The labels of the classes that a call names; nil where only the run knows them.
  private static func labels(
    _ key: OptionKey<[String]>, _ call: Call, _ classNames: [String]?
  ) throws -> [Int]? {
    guard let classNames, let words = call.known(key) else { return nil }
    guard !classNames.isEmpty else { throw call.error(at: key, "the images have no labels, and so no class") }
    return try words.map { word in
      guard let label = classNames.firstIndex(of: word) else {
        let near = NearMisses.of(word, among: classNames)
        let shown = classNames.prefix(12).map { "`\($0)`" }
        if call.evaluator.variables[word] != nil {
          throw call.error(
            at: key, "there is no class `\(word)`, and a variable stands in parentheses",
            expected: "`\(key.declaration.name)=(\(word))`")
        }
        throw call.error(
          at: key, "there is no class `\(word)`",
          expected: near.isEmpty
            ? classNames.count > shown.count
              ? "one of \(countText(classNames.count)), such as \(oneOf(Array(shown.prefix(4))))" : oneOf(shown) : nil,
          nearMisses: near)
      }
      return label
    }
  }
}
