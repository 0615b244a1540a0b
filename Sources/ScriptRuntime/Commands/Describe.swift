import Basics
import Options

extension CommandRow {
  private static let value = ValueKey<Value>("value", .anything, "the value") { $0 }

  static let describe = CommandRow(
    name: "describe", summary: "says what a value is: counts, shapes, classes, losses",
    takes: [value],
    example: """
      training = load sketches count=200
      describe training
      """,
    prepare: { call in try call[value] },
    run: { value, session in
      try session.display(value)
      if case .model(let model) = value, let fit = model.description.articleFit {
        session.output.display("the article's network is fitted: \(fit)")
      }
      if case .data(let set) = value, !set.classCounts.isEmpty {
        let rows = zip(set.classNames, set.classCounts).map { ["  " + $0, countText($1)] }
        session.output.display(ShownTable(rows: rows, right: [1]).displayed)
      }
      return .none
    })
}
