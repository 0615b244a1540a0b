import Basics
import Datasets

extension CommandRow {
  static let describe = CommandRow(
    name: "describe", summary: "says what a value is: counts, shapes, classes, losses",
    arguments: [CommandParameter("value", .anything, required: true, "the value")],
    example: """
      training = load sketches count=200
      describe training
      """
  ) { call, session in
    guard let value = call["value"] else { return .none }
    session.display(value)
    if case .data(let set) = value, !set.classCounts.isEmpty {
      let rows = zip(set.classNames, set.classCounts).map { ["  " + $0, countText($1)] }
      session.output.display(table(rows, right: [1]))
    }
    return .none
  }
}
