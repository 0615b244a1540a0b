import Basics
import Figures
import Options

/// The points that `scatter` draws of two measures of the same images.
struct MeasurePoints {
  private let x, y: Measures

  /// Throws where the two are not of as many images.
  init(_ call: Call) throws {
    try Self.check(call)
    guard let first = call.value(CodePoints.codes), let second = call.value(CodePoints.against), !first.isForeseen,
      !second.isForeseen, let x = first.measures, let y = second.measures
    else { throw NotYetKnown() }
    (self.x, self.y) = (x, y)
  }

  /// The chart of the points, coloured by class.
  func chart(title: String?) -> ScatterChart {
    let (across, up) = (x.columns[0], y.columns[0])
    let isSame = across.metric.name == up.metric.name
    func label(_ column: Measures.Column, _ name: String) -> String {
      isSame ? "\(column.metric.label), \(name)" : column.metric.label
    }
    return ScatterChart(
      title: title, horizontal: Axis(label: label(across, "first")), vertical: Axis(label: label(up, "second")),
      groups: (x.labels == nil ? y : x).classes.map { name, rows in
        ScatterGroup(name: name, x: rows.map { across.values[$0] }, y: rows.map { up.values[$0] })
      })
  }

  private static func check(_ call: Call) throws {
    let (first, second) = (call.value(CodePoints.codes), call.value(CodePoints.against))
    for (value, key) in [
      (first, CodePoints.codes as any OptionDeclaring), (second, CodePoints.against as any OptionDeclaring),
    ] {
      guard let value else { continue }
      guard [.measures, .anything].contains(value.type) else {
        throw call.error(
          at: key, "measures are drawn over measures, and this is \(value.type.described)",
          expected: "what `measure` gives of the same images")
      }
      try Scores.check(value, at: key, call)
    }
    guard second != nil else {
      throw call.error(
        at: CodePoints.codes, "a point takes two measures of an image, and this is one",
        expected: "`scatter \(call.place(of: CodePoints.codes).text) OTHERS`")
    }
    for option in CodePoints.optionsOfCodes where call.isGiven(option) {
      throw call.error(at: option, "`\(option.name)` goes with codes, and these are measures")
    }
    if let count = first?.facts?.count, let other = second?.facts?.count, count != other {
      throw call.error(
        at: CodePoints.against, "\(countText(count, "image")) cannot be drawn over \(countText(other))",
        expected: "measures of the same images")
    }
  }
}
