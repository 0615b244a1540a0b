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
  private static let columns = OptionKey<[String]>(
    "columns", .list(.word), "the columns beside the indices, in their order; all that there are if not given")

  private static let spread = OptionKey<Bool>(
    "spread", .flag, default: true, "whether ± and the deviation stand behind means")

  static let trainingTable = CommandRow(
    name: "table", summary: "puts what trainings came to, or what was measured, into a table",
    discussion: """
      Of a family of logs each row begins with its index, or its indices, under the names of the variables that stood \
      between the brackets. Behind them stand the length of the code, unless an index says it, the weights and biases, \
      the epochs, what the last epoch measured, and the seconds of training. With `over=` those rows become one that \
      differ in this index alone, as trainings do that differ in their seed: a mean, and behind ± the standard deviation \
      of the sample, which divides by one less than there are rows; `spread=no` leaves it out. \
      `columns=validation,epochs` has these alone beside the indices.

      Of a family of measures a row has the mean of each of them; of what `evaluate` or `roc` gives, its numbers; and plain \
      numbers stand in a column `value`.

      A table shows itself on a line of its own, `save` writes it as `.csv`, `.md`, `.tex` (for the package booktabs) and \
      `.json`, `curve` draws its columns, and each column is a list by its name: `(result.validation)`.
      """,
    takes: [log, over, columns, spread],
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
    prepare: {
      call -> (
        call: Call, value: Value, over: Set<String>, columns: [String]?, spread: Bool
      ) in
      if let value = call.value(log) {
        try checkTypes(call, value)
        try checkNames(call, among: value)
      }
      try checkColumns(call)
      if call.isGiven(spread), !call.isGiven(over) {
        throw call.error(at: spread, "`spread` goes with `over=`, which makes means")
      }
      return (
        call, try call[log], Set(try call[ifGiven: over] ?? []), try call[ifGiven: columns], try call[spread]
      )
    },
    foresee: { call, _, _ in
      var facts = Foreseen(.table)
      facts.columns = foreseenNames(call)
      let joined = (call.elements(over) ?? []).compactMap(\.self)
      if call.isGiven(over) { facts.columns?.insert(Table.runs) }
      if call.known(spread) == false {
        facts.columns = facts.columns?.filter { !$0.hasSuffix(Table.deviation) }
      }
      facts.columns?.subtract(joined)
      if let kept = call.elements(columns), let value = call.value(log) {
        let names = kept.compactMap(\.self) + LogTable.indexNames(of: value)
        facts.columns?.formIntersection(names + names.map { $0 + Table.deviation } + [Table.runs])
      }
      return .foreseen(facts)
    },
    run: { arguments, _ in
      let all =
        isOfResults(arguments.value) ? ResultTable.table(of: arguments.value) : LogTable.table(of: arguments.value)
      var table = arguments.over.isEmpty ? all : all.joined(over: arguments.over)
      if !arguments.spread { table = table.withoutSpread }
      guard let columns = arguments.columns else { return .table(table) }
      // What only some trainings measured is not known before.
      if let missing = columns.first(where: { name in !table.columns.contains { $0.name == name } }) {
        throw noColumn(missing, among: table.columns.map(\.name), arguments.call)
      }
      return .table(table.keeping(columns))
    })

  /// The names that columns may have before any are chosen; nil where they are not known.
  private static func foreseenNames(_ call: Call) -> Set<String>? {
    call.value(log).flatMap { value in
      isOfResults(value) ? ResultTable.foreseenNames(of: value) : LogTable.foreseenNames(of: value)
    }
  }

  /// Throws where a column is asked for that the table cannot have, or twice.
  private static func checkColumns(_ call: Call) throws {
    guard let wanted = call.elements(columns)?.compactMap(\.self) else { return }
    if let name = wanted.first(where: { name in wanted.count { $0 == name } > 1 }) {
      throw call.error(at: columns, "`\(name)` is named twice")
    }
    guard let known = foreseenNames(call) else { return }
    if let wrong = wanted.first(where: { !known.contains($0) && $0 != Table.runs }) {
      throw noColumn(wrong, among: known.filter { !$0.hasSuffix(Table.deviation) }.sorted(), call)
    }
  }

  private static func noColumn(_ name: String, among names: [String], _ call: Call) -> Diagnostic {
    call.error(
      at: columns, "the table has no column `\(name)`", expected: oneOf(names.map { "`\($0)`" }),
      nearMisses: NearMisses.of(name, among: names))
  }

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
