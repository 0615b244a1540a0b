import Analysis
import Options
import Training

/// What was measured, as a table: a row for each member of a family of measures, evaluations, detections or numbers.
enum ResultTable {
  /// The types of value that such a table is made of.
  static let types: [ValueType] = [.measures, .evaluation, .detection, .number]

  /// A row for each member: its indices, and the mean of each measure, or what else there is to say of it in numbers.
  /// - Precondition: The members are of one of the types.
  static func table(of value: Value) -> Table {
    let members = value.members
    var columns = LogTable.indexColumns(of: value)
    for name in names(of: members.map(\.value)) {
      let numbers = members.map { number(name, of: $0.value).map { Table.Number($0) } }
      guard numbers.contains(where: { $0 != nil }) else { continue }
      columns.append(
        Table.Column(
          own(name, among: columns.map(\.name)), label: label(name, of: members.map(\.value)),
          role: name == images ? .fact : .measure, .numbers(numbers)))
    }
    return Table(columns)
  }

  /// The names that the columns may have, as far as they are known before the run; nil where they are not.
  static func foreseenNames(of value: Value) -> Set<String>? {
    if case .family(let family) = value, family.isOpen || family.members.isEmpty { return nil }
    let members = value.members.map(\.value)
    guard members.allSatisfy({ $0.type != .measures || $0.facts?.measures != nil }) else { return nil }
    let indices = LogTable.indexNames(of: value)
    let all = Set(names(of: members).map { own($0, among: indices) } + indices)
    return all.union(all.map { $0 + Table.deviation })
  }

  /// What the column is called that says how many images were measured.
  private static let images = "images"
  /// What a column of plain numbers is called.
  private static let plain = "value"

  /// What there is to say of the members, in order.
  private static func names(of members: [Value]) -> [String] {
    var names: [String] = []
    for member in members {
      let own: [String] =
        switch member.type {
        case .measures: [images] + (member.facts?.measures ?? []).sorted { place($0) < place($1) }
        case .number: [plain]
        default:
          PropertyTable.properties(of: member.type).filter { $0.type == .number }.map {
            $0.name == "count" ? images : $0.name
          }
        }
      names += own.filter { !names.contains($0) }
    }
    return names
  }

  /// Where a measure stands among all of them.
  private static func place(_ measure: String) -> Int {
    MeasureTable.table.declarations.firstIndex { $0.name == measure } ?? 0
  }

  private static func number(_ name: String, of member: Value) -> Double? {
    if let measures = member.measures, name != images {
      return measures.by(name)?.single.map { Summary.mean($0.values) }
    }
    if name == plain, let number = member.number { return number }
    let property = name == images ? "count" : name
    return PropertyTable.properties(of: member.type).first { $0.name == property }?.value(member)?.number
  }

  /// What an axis calls a column.
  private static func label(_ name: String, of members: [Value]) -> String {
    let columns = members.compactMap(\.measures).flatMap(\.columns)
    if let metric = columns.first(where: { $0.metric.name == name })?.metric { return metric.label }
    let losses = members.compactMap { if case .evaluation(let one) = $0 { one.lossName } else { nil } }
    return name == "loss" ? LossLabel.text(name, sharedBy: Set(losses)) : Measurements.label(name)
  }

  /// A name that no index has.
  private static func own(_ name: String, among others: [String]) -> String {
    others.contains(name) ? "result_\(name)" : name
  }
}
