import Basics
import Figures
import Options
import ScriptLanguage
import Training

/// The numbers that `histogram` counts, and how.
struct CountedNumbers {
  /// What is counted of a value.
  private enum Source {
    case codes(Codes)
    case images(ImageCollection)
    case log(TrainingLog)
    case list([Double])
    case measures(Measures)

    init?(_ value: Value) {
      switch value {
      case .codes(let codes): self = .codes(codes)
      case .log(let log): self = .log(log)
      case .measures(let measures): self = .measures(measures)
      case .list, .range: self = .list(value.expanded.compactMap(\.number))
      default:
        guard let images = ImageCollection(value) else { return nil }
        self = .images(images)
      }
    }

    func numbers(unless stop: StopFlag) throws(Interrupted) -> [Double] {
      switch self {
      case .codes(let codes): codes.values.map(Double.init)
      case .images(let images): try images.numbers(unless: stop).values.map(Double.init)
      case .log(let log): log.batchLosses.map(Double.init)
      case .list(let numbers): numbers
      case .measures(let measures): measures.columns[0].values
      }
    }

    /// What the numbers are; nil where nobody knows.
    var label: String? {
      switch self {
      case .codes: "numbers of the codes"
      case .images: "pixel, from −1 (black) to 1 (white)"
      case .log(let log): LossLabel.text("loss of a batch", log.lossName)
      case .list: nil
      case .measures(let measures): measures.columns[0].metric.label
      }
    }
  }

  private static let numbers = ValueKey<[Member<(name: String?, source: Source)>]>(
    "numbers", .value([.codes, .data, .images, .log, .measures, .list, .range], several: true), repeated: true,
    "what is counted; of several each has a colour"
  ) { value in
    let members = value.members
    let read = members.compactMap { index, member in
      Source(member).map { Member(index: index, value: (name: MemberName.text(index, member), source: $0)) }
    }
    return read.count == members.count ? read : nil
  }
  private static let bins = OptionKey<Int>("bins", .whole(1...Histogram.mostBins), "how many bins there are")
  private static let label = OptionKey<String>("label", .text, "what the numbers are")

  private static let names = OptionKey<[String]>(
    "names", .list(.word), "what the sets of numbers are called; their own names if not given")
  private static let threshold = OptionKey<Double>(
    "threshold", .anyNumber, "a number at which a line stands, such as `(quality.threshold)`")

  static let options: [any OptionDeclaring] = [numbers, bins, label, names, threshold]

  /// The most numbers in all: they are sorted, at 8 bytes each.
  private static let most = 20_000_000

  private let series: [HistogramSeries]
  private let bins: Int?
  private let label: String?
  private let threshold: Double?

  /// Throws where there are no numbers, or too many.
  init(_ call: Call) throws {
    try Self.check(call)
    let values = call.values(Self.numbers)
    guard !values.contains(where: \.isForeseen) else { throw NotYetKnown() }
    let members = values.enumerated().flatMap { place, value in
      // Of several sets each has the name that the script gives it.
      Self.numbers.read(value).map { member in
        let own = values.count > 1 ? call.name(ofArgument: place) : nil
        return (name: [own, member.value.name].compactMap(\.self).joined(separator: ", "), source: member.value.source)
      }
    }
    let labels = Set(members.map(\.source.label))
    let names = try call[ifGiven: Self.names]
    series = try members.enumerated().map { place, member in
      try call.stop.check()
      return HistogramSeries(
        name: names?[place] ?? (member.name.isEmpty ? nil : member.name),
        values: try member.source.numbers(unless: call.stop))
    }
    threshold = try call[ifGiven: Self.threshold]
    bins = try call[ifGiven: Self.bins]
    label = try call[ifGiven: Self.label] ?? (labels.count == 1 ? labels.first ?? nil : nil)
  }

  /// The chart of how often the numbers occur.
  func histogram(title: String?) -> Histogram {
    var histogram = Histogram(title: title, label: label, series: series, bins: bins)
    histogram.threshold = threshold
    return histogram
  }

  /// Throws what is wrong with the numbers, as far as they are known.
  private static func check(_ call: Call) throws {
    var sum = 0
    let members = call.values(numbers).flatMap(\.members)
    try checkNames(call, members.count)
    for (index, member) in members {
      if member.type == .measures { try Scores.check(member, at: numbers, call) }
      if [.list, .range].contains(member.type),
        let other = member.expanded.first(where: { ![.number, .anything, .list, .range].contains($0.type) })
      {
        throw call.error(at: numbers, "the list holds \(other.type.described)", expected: "numbers")
      }
      guard let count = count(of: member) else { continue }
      guard count > 0 else {
        throw call.error(
          at: numbers, index.map { "`[\($0)]` holds no number to count" } ?? "there is no number to count")
      }
      sum = sum.plusSaturating(count)
    }
    guard sum > most else { return }
    throw call.error(
      at: numbers, "these are \(countText(sum)) numbers, and a histogram counts at most \(countText(most))",
      expected: "fewer images, as `take` gives them")
  }

  private static func checkNames(_ call: Call, _ count: Int) throws {
    let isOpen = call.values(numbers).contains { value in
      if case .family(let family) = value { family.isOpen } else { value.type == .anything }
    }
    guard let names = call.elements(names), !isOpen, names.count != count else { return }
    throw call.error(
      at: Self.names, "\(countText(names.count, "name")) cannot name \(countText(count, "set")) of numbers",
      expected: "one name for each")
  }

  /// How many numbers a value holds; nil where only the run knows.
  private static func count(of value: Value) -> Int? {
    switch value {
    case .log(let log): return log.batchLosses.count
    case .measures(let measures): return measures.count
    case .list, .range: return value.expanded.count
    default:
      guard let facts = value.facts, let count = facts.count, let each = facts.imageShape?.elementCount ?? facts.latent
      else { return nil }
      return count.timesSaturating(each)
    }
  }
}
