import Basics
import Options
import ScriptLanguage
import Training

extension CommandRow {
  private static let log = ValueKey(
    "log", .value([.log] + ResultTable.types, several: true),
    "a log, or a family of logs, or of what else was measured"
  ) { $0 }
  private static let over = OptionKey<[String]>(
    "over", .list(.word), "the indices whose rows become one, with the mean of each measure and its deviation")

  static let trainingTable = CommandRow(
    name: "table", summary: "puts what trainings came to, or what was measured, into a table",
    discussion: """
      Of a family of logs each row begins with its index, or its indices, under the names of the variables that stood \
      between the brackets. Behind them stand the length of the code, unless an index says it, the weights and biases, \
      the epochs, what the last epoch measured, and the seconds of training. With `over=` those rows become one that \
      differ in this index alone, as trainings do that differ in their seed: a mean, and behind ± the standard deviation \
      of the sample, which divides by one less than there are rows.

      Of a family of measures a row has the mean of each of them; of what `evaluate` or `roc` gives, its numbers; and plain \
      numbers stand in a column `value`.

      A table shows itself on a line of its own, `save` writes it as `.csv`, `.md`, `.tex` (for the package booktabs) and \
      `.json`, `curve` draws its columns, and each column is a list by its name: `(result.validation)`.
      """,
    takes: [log, over],
    example: """
      training = load sketches count=64
      for size in 4,8
          for number in 1..2
              model = autoencoder latent=(size) width=4
              log[size,number] = train model on=training validate=training epochs=1
          end
      end
      result = table log over=number
      result
      save result "sizes.tex"
      print "the least loss is {(min(result.validation))}"
      for noise in 0.1,0.3
          noisy = corrupt training gaussian(noise)
          before[noise] = measure noisy against=training by=psnr,ssim
      end
      table before
      """,
    result: .table,
    prepare: { call in
      if let value = call.value(log) {
        try checkTypes(call, value)
        try checkNames(call, among: value)
      }
      return (value: try call[log], over: Set(try call[ifGiven: over] ?? []))
    },
    foresee: { call, _, _ in
      var facts = Foreseen(.table)
      facts.columns = call.value(log).flatMap { value in
        isOfResults(value) ? ResultTable.foreseenNames(of: value) : LogTable.foreseenNames(of: value)
      }
      let joined = (call.elements(over) ?? []).compactMap(\.self)
      if call.isGiven(over) { facts.columns?.insert(Table.runs) }
      facts.columns?.subtract(joined)
      return .foreseen(facts)
    },
    run: { arguments, _ in
      let table =
        isOfResults(arguments.value) ? ResultTable.table(of: arguments.value) : LogTable.table(of: arguments.value)
      return .table(arguments.over.isEmpty ? table : table.joined(over: arguments.over))
    })

  /// Whether a table is of results and not of logs, as far as that is known.
  private static func isOfResults(_ value: Value) -> Bool {
    value.members.contains { ResultTable.types.contains($0.value.type) }
  }

  /// Throws where the rows would be of different things.
  private static func checkTypes(_ call: Call, _ value: Value) throws {
    var types: [ValueType] = []
    for member in value.members where member.value.type != .anything && !types.contains(member.value.type) {
      types.append(member.value.type)
    }
    guard types.count > 1 else { return }
    throw call.error(
      at: log, "a table has rows of one kind, and here are \(allOf(types.map(\.plural)))",
      expected: "a family of logs, or one of measures")
  }

  /// Throws where rows are to become one over what is no index.
  private static func checkNames(_ call: Call, among value: Value) throws {
    let wanted = (call.elements(over) ?? []).compactMap(\.self)
    guard !wanted.isEmpty else { return }
    if case .family(let family) = value, family.isOpen, family.members.isEmpty { return }
    if case .foreseen = value, value.type == .anything || value.type == .family { return }
    let names = LogTable.indexNames(of: value)
    guard !names.isEmpty else {
      throw call.error(
        at: over, "this is \(value.type == .log ? "one log" : value.type.described), and has no index",
        expected: "a family of logs, as in `log[number] = train …`")
    }
    if let wrong = wanted.first(where: { !names.contains($0) }) {
      throw call.error(
        at: over, "there is no index `\(wrong)`", expected: oneOf(names.map { "`\($0)`" }),
        nearMisses: NearMisses.of(wrong, among: names))
    }
  }
}
