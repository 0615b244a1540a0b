import Basics
import Figures
import Options
import ScriptLanguage

/// The points that `scatter` draws of codes, and how.
struct CodePoints {
  static let codes = ValueKey<Value>(
    "codes", .value([.codes, .measures]), "the codes, as `encode` gives them, or measures of images"
  ) { $0 }
  static let against = ValueKey<Value>(
    "others", .value([.codes, .measures]), required: false, "other measures of the same images, which lie upwards"
  ) { $0 }
  private static let components = OptionKey<[Int]>(
    "components", .list(.whole(from: 1)),
    "which two numbers of the code lie along the axes, as in `1,2`; those that differ most if not given")
  private static let pictures = ValueKey<ImageCollection>.images(
    "pictures", argument: false, required: false, "the images to draw, one for each code")
  private static let side = OptionKey<Double>(
    "side", .number(NumberRange(2, 200)), default: 16, unit: "points", "how long the longer side of a picture is")

  static let options: [any OptionDeclaring] = [codes, against, components, pictures, side]

  /// The options that go with codes alone.
  static let optionsOfCodes = [components.declaration, pictures.declaration, side.declaration]

  private let codes: Codes
  private let components: [Int]
  private let pictures: [Raster]
  private let side: Double

  /// Throws where codes, components and pictures do not go together.
  init(_ call: Call) throws {
    try Self.check(call)
    guard let codes = try call[Self.codes].codes else { throw NotYetKnown() }
    self.codes = codes
    components = try call[ifGiven: Self.components] ?? Self.widest(of: codes)
    pictures = try call[ifGiven: Self.pictures].map { try Self.pictures(of: $0, unless: call.stop) } ?? []
    side = try call[Self.side]
  }

  /// The chart of the points.
  func chart(title: String?) -> ScatterChart {
    ScatterChart(
      title: title, horizontal: Axis(label: "\(axisName) \(components[0])"),
      vertical: Axis(label: "\(axisName) \(components[1])"),
      groups: classes.map { name, rows in
        ScatterGroup(
          name: name, x: values(components[0], of: rows), y: values(components[1], of: rows),
          pictures: pictures.isEmpty ? [] : rows.map { pictures[$0] })
      }, pictureSide: side)
  }

  private var axisName: String { codes.axisName ?? "code number" }

  private func values(_ component: Int, of rows: [Int]) -> [Double] {
    rows.map { Double(codes.values[$0 * codes.latent + component - 1]) }
  }

  /// The codes of each class by their place, in the order of the classes; all of them where there are no labels.
  private var classes: [(name: String?, rows: [Int])] {
    guard let labels = codes.labels else { return [(nil, Array(0..<codes.count))] }
    let rows = Dictionary(grouping: 0..<codes.count) { labels[$0] }
    return rows.sorted { $0.key < $1.key }.map { label, rows in (codes.className(of: label), rows) }
  }

  /// The two numbers of the code, counted from 1, that have the largest variance; the first ones among equals.
  private static func widest(of codes: Codes) -> [Int] {
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

  private static func pictures(of images: ImageCollection, unless stop: StopFlag) throws -> [Raster] {
    switch images {
    // One by one, since a data set takes four times its room as numbers.
    case .set(let set):
      try (0..<set.count).flatMap {
        try ImageBands.batch(set[$0..<$0 + 1].normalised()).pictures(range: -1...1, unless: stop)
      }
    case .numbers(let images): try ImageBands.batch(images).pictures(range: -1...1, unless: stop)
    }
  }
}

extension CodePoints {
  /// Throws what does not go together, as far as it is known.
  private static func check(_ call: Call) throws {
    if call.isGiven(against) {
      throw call.error(
        at: against, "codes are drawn alone, and this is one more",
        expected: "`components=` says which numbers of the code lie along the axes")
    }
    let facts = call.facts(codes)
    if facts?.count == 0 { throw call.error(at: codes, "there is no code to draw") }
    try checkComponents(call, latent: facts?.latent)
    guard let images = call.facts(pictures) else {
      if call.isGiven(side), !call.isGiven(pictures) {
        throw call.error(at: side, "`side` goes with `pictures`, and there are none")
      }
      return
    }
    if let count = facts?.count, let found = images.count, found != count {
      throw call.error(
        at: pictures, "\(countText(found, "image")) cannot stand for \(countText(count, "code"))",
        expected: "one image for each code")
    }
    try call.checkImagesCanBeDrawn(pictures)
  }

  private static func checkComponents(_ call: Call, latent: Int?) throws {
    let expected = "two different numbers, as in `components=1,2`"
    if let latent, latent < 2 {
      throw call.error(at: codes, "these codes are a single number, and a point takes two")
    }
    guard let chosen = call.elements(components) else { return }
    guard chosen.count == 2 else {
      throw call.error(
        at: components, "a point takes two numbers of the code, and this is \(chosen.count)", expected: expected)
    }
    let known = chosen.compactMap(\.self)
    if known.count == 2, known[0] == known[1] {
      throw call.error(at: components, "both axes would show number \(known[0]) of the code", expected: expected)
    }
    if let latent, let beyond = known.first(where: { $0 > latent }) {
      throw call.error(
        at: components, "there is no number \(beyond): these codes are \(countText(latent, "number")) long",
        expected: "two numbers from 1 to \(latent)")
    }
  }
}
