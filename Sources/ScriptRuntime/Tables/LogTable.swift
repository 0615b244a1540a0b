import NeuralNetworks
import Options
import Training

/// Logs of trainings as a table.
enum LogTable {
  /// A row for each log: its indices, and what the last of its epochs came to.
  static func table(of value: Value) -> Table {
    let members = value.members.compactMap { member in
      if case .log(let log) = member.value { (index: member.index, log: log) } else { nil }
    }
    let logs = members.map(\.log)
    var columns = indexColumns(of: value)
    func add(_ name: String, label: String? = nil, _ role: Table.Column.Role, _ number: (TrainingLog) -> Double?) {
      let numbers = logs.map { number($0).map { Table.Number($0) } }
      guard numbers.contains(where: { $0 != nil }) else { return }
      // What an index says already is not said again.
      let isKnown = columns.contains { column in
        column.numbers.map { $0 == numbers } ?? false && column.role == .index && name != "epochs"
      }
      guard role == .measure || !isKnown else { return }
      let own = columns.contains { $0.name == name } ? "log_\(name)" : name
      guard !columns.contains(where: { $0.name == own }) else { return }
      columns.append(Table.Column(own, label: label ?? name, role: role, .numbers(numbers)))
    }
    add("latent", .fact) { Double($0.latentSize) }
    add("parameters", .fact) { $0.parameterCount.map(Double.init) }
    add("epochs", .fact) { Double($0.epochs.count) }
    if logs.contains(where: { $0.keptEpoch != nil }) { add("kept_epoch", .measure) { $0.keptEpoch.map(Double.init) } }
    let loss = Set(logs.map(\.lossName))
    var measured: [String] = []
    for log in logs { measured += log.measured.filter { !measured.contains($0) } }
    for name in measured where Measurements.isOutcome(name) {
      let label =
        Measurements.isLoss(name) ? LossLabel.text("\(name) loss", sharedBy: loss) : Measurements.label(name)
      add(name, label: label, .measure) { $0.epochs.last?.measurements[name] }
    }
    add("seconds", .measure) { $0.epochs.reduce(0) { $0 + $1.trainingSeconds } }
    var table = Table(columns)
    table.origin = Table.Origin(logs)
    return table
  }

  /// What the indices of a family are called, each by a name of its own; nothing for a log alone.
  static func indexNames(of value: Value) -> [String] {
    guard case .family(let family) = value else { return [] }
    var names: [String] = []
    for (place, name) in family.indexNames.enumerated() {
      var own = name ?? (family.indexNames.count == 1 ? "index" : "index\(place + 1)")
      while names.contains(own) { own += "\(place + 1)" }
      names.append(own)
    }
    return names
  }

  /// The indices of a family's members, a column each; nothing for a value alone.
  static func indexColumns(of value: Value) -> [Table.Column] {
    let members = value.members
    return indexNames(of: value).enumerated().map { place, name in
      indexColumn(name, members.compactMap { $0.index?.parts[place] })
    }
  }

  /// The names that a table of logs may have, as far as they are known before the run; nil where they are not.
  static func foreseenNames(of value: Value) -> Set<String>? {
    if case .family(let family) = value, family.isOpen || family.members.isEmpty { return nil }
    let indices = indexNames(of: value)
    var names: Set<String> = ["latent", "parameters", "epochs", "kept_epoch", Measurements.training, "seconds"]
    for member in value.members {
      switch member.value {
      case .log(let log): names.formUnion(log.measured.filter(Measurements.isOutcome))
      case .foreseen(let foreseen):
        guard let measures = foreseen.measures, let validates = foreseen.validates else { return nil }
        names.formUnion(measures.filter(Measurements.isOutcome))
        if validates { names.insert(Measurements.validation) }
      default: return nil
      }
    }
    names.formUnion(indices.filter(names.contains).map { "log_\($0)" })
    names.formUnion(indices)
    return names.union(names.map { $0 + Table.deviation })
  }

  private static func indexColumn(_ name: String, _ parts: [Family.Index.Part]) -> Table.Column {
    let numbers = parts.compactMap { part in if case .number(let number) = part { Table.Number(number) } else { nil } }
    return Table.Column(
      name, role: .index,
      numbers.count == parts.count ? .numbers(numbers) : .texts(parts.map(\.description)))
  }
}
