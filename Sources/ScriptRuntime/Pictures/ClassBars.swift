import Analysis
import Basics
import Figures
import Options

/// The bars that `bars` draws of measures, one for each class of the images.
struct ClassBars {
  static let by = OptionKey<String>(
    "by", .choice([OptionChoice("class", "the mean over the images of each class")]),
    "what measures have bars for; one for all images together if not given")

  private let series: [BarSeries]
  private let names: [String]
  private let label: String?
  private let showsValues: Bool

  /// Throws where there are no measures, or no classes.
  init(_ call: Call) throws {
    try Self.check(call)
    guard let value = call.value(LossBars.numbers), !value.isForeseen else { throw NotYetKnown() }
    let members = value.members.compactMap { member in
      member.value.measures.map { (name: MemberName.text(member.index, member.value), measures: $0) }
    }
    let means = members.map { member in
      Dictionary(
        member.measures.classes.map { name, rows in
          (name ?? "", Summary.mean(rows.map { member.measures.columns[0].values[$0] }))
        }, uniquingKeysWith: { first, _ in first })
    }
    var classes: [String] = []
    for member in members {
      for each in member.measures.classes.compactMap(\.name) where !classes.contains(each) { classes.append(each) }
    }
    series = zip(members, means).map { member, means in
      BarSeries(name: member.name, values: classes.map { means[$0] ?? .nan })
    }
    names = try call[ifGiven: LossBars.names] ?? classes
    guard names.count == classes.count else {
      throw call.error(
        at: LossBars.names, "\(countText(names.count, "name")) cannot stand below \(countText(classes.count, "bar"))",
        expected: "one name for each class: \(allOf(classes))")
    }
    let labels = Set(members.map(\.measures.columns[0].metric.label))
    label = try call[ifGiven: LossBars.label] ?? (labels.count == 1 ? labels.first.map { "mean of \($0)" } : nil)
    showsValues = try call[LossBars.values]
  }

  /// The chart of the bars.
  func chart(title: String?) -> BarChart {
    BarChart(
      title: title, nameLabel: "class", valueLabel: label, names: names, series: series, showsValues: showsValues)
  }

  private static func check(_ call: Call) throws {
    guard let value = call.value(LossBars.numbers) else { return }
    for (_, member) in value.members where member.type != .anything {
      guard member.type == .measures else {
        throw call.error(
          at: by, "`by=class` goes with measures, and this is \(member.type.described)",
          expected: "what `measure` gives")
      }
      try Scores.check(member, at: LossBars.numbers, call)
      if member.facts?.classNames?.isEmpty == true {
        throw call.error(at: by, "the measured images have no labels, and so no class")
      }
    }
  }
}
