import Analysis
import Basics
import Options
import TensorMath

extension CommandRow {
  private static let codes = ValueKey<Codes>.codes("the codes to learn from, of images with classes")
  private static let held = ValueKey(
    "validate", .value([.codes]), argument: false, required: false,
    "the codes to try it on, of other images; every fifth of `codes` if not given, which then is not learnt from"
  ) { $0.codes }

  static let probe = CommandRow(
    name: "probe", summary: "says how well codes alone tell the classes apart",
    discussion: """
      Two rules learn the classes of some codes and name those of others: a linear one, ridge regression on each class's \
      indicator with a penalty of 1, of numbers brought to mean 0 and deviation 1; and that of the nearest code. The result \
      has the part that each names rightly: `quality["linear"]`, `quality["neighbour"]`, and `quality["chance"]`, what always \
      naming the most frequent class would get.
      """,
    takes: [codes, held],
    example: """
      training = load sketches count=200
      validation = load sketches split=validation count=50
      model = autoencoder latent=20 width=4
      known = encode model training
      others = encode model validation
      quality = probe known validate=others
      print (quality["linear"])
      """,
    result: .family,
    prepare: { call in
      if let known = call.facts(codes), let others = call.facts(held), let own = known.latent,
        let other = others.latent,
        own != other
      {
        throw call.error(
          at: held, "these codes are \(countText(other, "number")) long, and those to learn from \(countText(own))")
      }
      for option in [codes.declaration, held.declaration] {
        guard let values = call.bound.values[option.name]?.first, case .codes(let found) = values else { continue }
        if found.labels == nil {
          throw call.error(at: option, "these codes have no classes: their images had no labels")
        }
        if found.count == 0 { throw call.error(at: option, "there is no code") }
      }
      // Codes as they are, and scaled twice; and the products of their numbers.
      if let known = call.facts(codes), let count = known.count, let latent = known.latent {
        let all = count.plusSaturating(call.facts(held)?.count ?? 0)
        try call.checkMemory(
          all.timesSaturating(latent).timesSaturating(12).plusSaturating(
            latent.timesSaturating(latent).timesSaturating(8)), at: codes, "this", expected: "fewer codes")
      }
      if !call.isGiven(held), let count = call.facts(codes)?.count, count < 5 {
        throw call.error(
          at: codes, "\(countText(count, "code")) cannot be divided", expected: "five codes or more, or `validate=`")
      }
      return (codes: try call[codes], held: try call[ifGiven: held].flatMap(\.self))
    },
    foresee: { _, _, _ in
      var family = Family()
      for name in ["chance", "linear", "neighbour"] { family[.text(name)] = .foreseen(.number) }
      return .family(family)
    },
    run: { arguments, session in
      let all = arguments.codes
      let (known, others): (Codes, Codes) =
        if let held = arguments.held {
          (all, held)
        } else {
          (all.at((0..<all.count).filter { $0 % 5 != 4 }), all.at((0..<all.count).filter { $0 % 5 == 4 }))
        }
      guard let labels = known.labels, let otherLabels = others.labels else {
        preconditionFailure("The codes were looked at before.")
      }
      // Two sets may number their classes differently.
      let names = labels.map(known.className(of:)), otherNames = otherLabels.map(others.className(of:))
      let numbers = Dictionary(
        uniqueKeysWithValues: Set(names + otherNames).sorted().enumerated().map { ($1, $0) })
      let (learnt, tried) = (names.map { numbers[$0] ?? 0 }, otherNames.map { numbers[$0] ?? 0 })
      let progress = WorkProgress("probing", total: tried.count, unit: "code", session)
      let frequent = Dictionary(grouping: learnt) { $0 }.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
      var family = Family()
      family[.text("chance")] = .number(Double(tried.count { $0 == frequent?.key }) / Double(tried.count))
      family[.text("linear")] = .number(
        try Probes.linearAccuracy(
          known.values, labels: learnt, others: others.values, otherLabels: tried, width: all.latent,
          compute: session.compute, unless: session.stop))
      family[.text("neighbour")] = .number(
        try Probes.neighbourAccuracy(
          known.values, labels: learnt, others: others.values, otherLabels: tried, width: all.latent,
          compute: session.compute, unless: session.stop, progress: { progress.advance(to: $0) }))
      return .family(family)
    })
}

extension Codes {
  /// Those at some places, in that order.
  fileprivate func at(_ places: [Int]) -> Codes {
    Codes(
      latent: latent, values: places.flatMap { values[$0 * latent..<($0 + 1) * latent] },
      labels: labels.map { labels in places.map { labels[$0] } }, classNames: classNames)
  }
}
