import Basics
import Datasets
import Figures
import ScriptLanguage

extension CommandRow {
  static let scatter = CommandRow(
    name: "scatter", summary: "draws the codes of images as points, one colour for each class",
    discussion: """
      Two numbers of the code say where a point lies: those that differ most among the images, or those of \
      `components=`. Where there are more classes than colours, they differ in shape too. With `pictures=` each image stands in the place of its point; one that \
      would lie over an earlier one stays a point.
      """,
    arguments: [CommandParameter("codes", .value([.codes]), required: true, "the codes, as `encode` gives them")],
    options: FigureOptions.all + [
      CommandParameter(
        "components", .list(.whole(minimum: 1)),
        "which two numbers of the code lie along the axes, as in `1,2`; those that differ most if not given"),
      CommandParameter("pictures", .value([.data, .images]), "the images to draw, one for each code"),
      CommandParameter(
        "side", .number(2...200), default: "16", unit: "points", "how long the longer side of a picture is"),
    ],
    example: """
      test = load sketches count=100
      model = autoencoder latent=20 width=4
      codes = encode model test
      scatter codes save=codes.svg
      scatter codes components=3,7 pictures=test side=20
      """,
    result: .figure,
    check: { call, foresight in
      try Scatter.check(call)
      return try FigureOptions.check(call, foresight)
    },
    run: { call, session in
      try Scatter.check(call)
      guard case .codes(let codes)? = call["codes"] else { return .none }
      let chosen = call.all("components").compactMap { value -> Int? in
        if case .number(let number) = value { Int(exactly: number) } else { nil }
      }
      let components = chosen.isEmpty ? Scatter.widest(of: codes) : chosen
      let pictures = try Scatter.pictures(call)
      let chart = ScatterChart(
        title: call.text("title"), horizontal: Axis(label: "code number \(components[0])"),
        vertical: Axis(label: "code number \(components[1])"),
        groups: Scatter.classes(of: codes).map { name, rows in
          func values(_ component: Int) -> [Double] {
            rows.map { Double(codes.values[$0 * codes.latent + component - 1]) }
          }
          return ScatterGroup(
            name: name, x: values(components[0]), y: values(components[1]),
            pictures: pictures.isEmpty ? [] : rows.map { pictures[$0] })
        }, pictureSide: call.number("side") ?? 16)
      return try session.show(Figure(chart), for: call)
    })
}

/// What the points of a call are.
private enum Scatter {
  /// Throws where codes, components and pictures do not go together, so far as they are known.
  static func check(_ call: Call) throws(Diagnostic) {
    let codes = call["codes"]?.facts
    if codes?.count == 0 { throw call.error(at: "codes", "there is no code to draw") }
    try checkComponents(call, latent: codes?.latent)
    guard let pictures = call["pictures"]?.facts else {
      if call.isGiven("side"), !call.isGiven("pictures") {
        throw call.error(at: "side", "`side` goes with `pictures`, and there are none")
      }
      return
    }
    if let count = codes?.count, let found = pictures.count, found != count {
      throw call.error(
        at: "pictures", "\(countText(found, "image")) cannot stand for \(countText(count, "code"))",
        expected: "one image for each code")
    }
    if let channels = pictures.imageShape?.channels, channels != 1, channels != 3 {
      throw call.error(
        at: "pictures", "images of \(countText(channels, "channel")) cannot be drawn",
        expected: "1 channel (grey) or 3 (colour)")
    }
  }

  private static func checkComponents(_ call: Call, latent: Int?) throws(Diagnostic) {
    let expected = "two different numbers, as in `components=1,2`"
    if let latent, latent < 2 {
      throw call.error(at: "codes", "these codes are a single number, and a point takes two")
    }
    guard case .list(let components)? = call["components"] else { return }
    guard components.count == 2 else {
      throw call.error(
        at: "components", "a point takes two numbers of the code, and this is \(components.count)", expected: expected)
    }
    let known = components.compactMap { if case .number(let number) = $0 { number } else { nil } }
    if known.count == 2, known[0] == known[1] {
      throw call.error(
        at: "components", "both axes would show number \(numberText(known[0])) of the code", expected: expected)
    }
    if let latent, let beyond = known.first(where: { $0 > Double(latent) }) {
      throw call.error(
        at: "components",
        "there is no number \(numberText(beyond)): these codes are \(countText(latent, "number")) long",
        expected: "two numbers from 1 to \(latent)")
    }
  }

  /// The two numbers of the code, counted from 1, that have the largest variance; the first ones among equals.
  static func widest(of codes: Codes) -> [Int] {
    let variances = (0..<codes.latent).map { component -> Double in
      var (sum, squares) = (0.0, 0.0)
      for index in stride(from: component, to: codes.values.count, by: codes.latent) {
        let value = Double(codes.values[index])
        sum += value
        squares += value * value
      }
      let variance = squares - sum * sum / Double(max(codes.count, 1))
      return variance.isFinite ? variance : 0
    }
    let order = variances.indices.sorted { (variances[$1], $0) < (variances[$0], $1) }
    return order.prefix(2).sorted().map { $0 + 1 }
  }

  /// The codes of each class by their place, in the order of the classes; all of them where there are no labels.
  static func classes(of codes: Codes) -> [(name: String?, rows: [Int])] {
    guard let labels = codes.labels else { return [(nil, Array(0..<codes.count))] }
    let rows = Dictionary(grouping: 0..<codes.count) { labels[$0] }
    return rows.sorted { $0.key < $1.key }.map { label, rows in
      (codes.className(of: label), rows)
    }
  }

  /// The pictures of a call; empty where it asks for none.
  static func pictures(_ call: Call) throws -> [Raster] {
    switch call["pictures"] {
    // One by one, since a data set takes four times its room as numbers.
    case .data(let set)?: try (0..<set.count).flatMap { try pictures(of: set[$0..<$0 + 1].normalised()) }
    case .images(let images)?: try pictures(of: images)
    default: []
    }
  }

  private static func pictures(of images: Images) throws -> [Raster] {
    try ImageBands.batch(images).pictures(range: -1...1)
  }
}
