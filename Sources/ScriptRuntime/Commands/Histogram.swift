import Basics
import Datasets
import Figures
import ScriptLanguage
import Training

extension CommandRow {
  static let histogram = CommandRow(
    name: "histogram", summary: "draws how often numbers occur: of codes, of pixels, of losses",
    discussion: """
      Codes are counted with all their numbers, images with all their pixels on the scale from −1 (black) to 1 (white), and a \
      log with the loss of every batch. A family is drawn into one chart, one colour for each member. How many bins there are is chosen \
      by the rule of Freedman and Diaconis unless it is given.
      """,
    arguments: [
      CommandParameter(
        "numbers", .value([.codes, .data, .images, .log, .list, .range], several: true), required: true,
        "what is counted")
    ],
    options: FigureOptions.all + [
      CommandParameter(
        "bins", .whole(minimum: 1), "how many bins there are, at most \(Histogram.mostBins)"),
      CommandParameter("label", .text, "what the numbers are"),
    ],
    example: """
      test = load sketches count=50
      for latent in 5,20
          model[latent] = autoencoder latent=(latent) width=4
          codes[latent] = encode model[latent] test
      end
      histogram codes save=codes.svg
      histogram test bins=64
      """,
    result: .figure,
    check: { call, foresight in
      try Counted.check(call)
      return try FigureOptions.check(call, foresight)
    },
    run: { call, session in
      try Counted.check(call)
      let members = call["numbers"]?.members ?? []
      let labels = Set(members.map { Counted.label(of: $0.value) })
      let histogram = Histogram(
        title: call.text("title"), label: call.text("label") ?? (labels.count == 1 ? labels.first ?? nil : nil),
        series: members.map {
          HistogramSeries(name: MemberName.text($0.index, $0.value), values: Counted.numbers(of: $0.value, call))
        },
        bins: call.whole("bins"))
      return try session.show(Figure(histogram), for: call)
    })
}

/// The numbers that a histogram counts.
private enum Counted {
  /// The most numbers in all: they are sorted, at 8 bytes each.
  static let most = 20_000_000

  /// Throws where there are no numbers, too many, or too many bins, so far as they are known.
  static func check(_ call: Call) throws(Diagnostic) {
    if let bins = call.whole("bins"), bins > Histogram.mostBins {
      throw call.error(
        at: "bins", "`bins` takes no `\(bins)`", expected: "a whole number from 1 to \(Histogram.mostBins)")
    }
    var sum = 0
    for (index, member) in call["numbers"]?.members ?? [] {
      if let other = call.evaluator.expanded(member).first(where: {
        [.list, .range].contains(member.type) && ![.number, .anything].contains($0.type)
      }) {
        throw call.error(at: "numbers", "the list holds \(other.type.described)", expected: "numbers")
      }
      guard let count = count(of: member, call) else { continue }
      guard count > 0 else {
        throw call.error(
          at: "numbers", index.map { "`[\($0)]` holds no number to count" } ?? "there is no number to count")
      }
      let (total, overflow) = sum.addingReportingOverflow(count)
      sum = overflow ? .max : total
    }
    guard sum > most else { return }
    throw call.error(
      at: "numbers", "these are \(countText(sum)) numbers, and a histogram counts at most \(countText(most))",
      expected: "fewer images, as `take` gives them")
  }

  /// How many numbers a value holds; nil where only the run knows.
  private static func count(of value: Value, _ call: Call) -> Int? {
    switch value {
    case .log(let log): return log.batchLosses.count
    case .list, .range: return call.evaluator.expanded(value).count
    default:
      guard let facts = value.facts, let count = facts.count, let each = facts.imageShape?.elementCount ?? facts.latent
      else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: each)
      return overflow ? .max : product
    }
  }

  static func numbers(of value: Value, _ call: Call) -> [Double] {
    switch value {
    case .codes(let codes): codes.values.map(Double.init)
    case .images(let images): images.values.map(Double.init)
    case .data(let set): set.normalised().values.map(Double.init)
    case .log(let log): log.batchLosses.map(Double.init)
    default: call.evaluator.expanded(value).compactMap { if case .number(let number) = $0 { number } else { nil } }
    }
  }

  /// What the numbers of a value are; nil where nobody knows.
  static func label(of value: Value) -> String? {
    switch value {
    case .codes: "numbers of the codes"
    case .images, .data: "pixel, from −1 (black) to 1 (white)"
    case .log(let log): "loss of a batch (\(log.lossName))"
    default: nil
    }
  }
}
