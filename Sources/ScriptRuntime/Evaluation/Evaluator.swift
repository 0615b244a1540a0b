import Basics
import Options
import OrderedCollections
import ScriptLanguage

/// Finds the value of what is written, for the run and for the checker alike; in the checker, values may be foreseen.
struct Evaluator {
  /// The variables by name.
  var variables: OrderedDictionary<String, Value>
  /// What stops it: what it gives or throws then is thrown away.
  var stop = StopFlag()

  /// The value of an expression where no type is expected: a word is a variable.
  func value(of expression: Expression) throws(Diagnostic) -> Value {
    switch expression.kind {
    case .number(let number): return .number(number.value)
    case .text(let template), .bareText(let template):
      guard let text = try text(of: template) else { return .foreseen(.text) }
      return .text(text)
    case .word(let name), .variable(let name): return try variable(name, at: expression.range)
    case .list(let elements):
      var values: [Value] = []
      for element in elements { values.append(try value(of: element)) }
      try ValueBounds.check(.list(values), at: expression.range)
      return .list(values)
    case .range(let first, let last):
      guard let first = try wholeNumber(first, "a range"), let last = try wholeNumber(last, "a range") else {
        return .foreseen(.range)
      }
      guard let range = ValueBounds.range(from: first, to: last) else {
        throw Diagnostic(at: expression.range, ValueBounds.longRange)
      }
      return range
    case .shape(let sides):
      var numbers: [Int] = []
      for side in sides {
        guard let number = try wholeNumber(side, "a shape") else { return .foreseen(.shape) }
        guard number >= 0 else {
          throw Diagnostic(at: side.range, "a side of a shape is 1 or more, and this is \(number)")
        }
        numbers.append(number)
      }
      return .shape(numbers)
    case .element(let base, let indices): return try element(of: base, indices: indices, at: expression.range)
    case .property(let base, let name): return try property(name, of: value(of: base))
    case .term(let name, let arguments):
      guard let function = FunctionTable.row(name.text) else { throw Self.noFunction(name, arguments) }
      return try value(of: function, name, arguments, at: expression.range)
    case .parenthesized(let inner): return try value(of: inner)
    case .unary(let sign, let operand):
      return try Arithmetic.apply(sign, value(of: operand), at: operand.range)
    case .binary(let sign, let left, let right):
      return try Arithmetic.apply(
        sign, value(of: left), value(of: right), at: expression.range, left: left.range, right: right.range)
    case .missing: return .foreseen(.anything)
    }
  }

  /// Whoever writes another function than there is most often wants a property, a range or a command.
  private static func noFunction(_ name: Name, _ arguments: [TermArgument]) -> Diagnostic {
    let inner = arguments.first?.value.range.text ?? ""
    let instead: String? =
      switch name.text {
      case "len": "a property: `(\(inner).count)`"
      case "range": "a range, its end counted too: `1..\(inner)`"
      default:
        CommandTable.row(named: name.text.lowercased()).map { row in
          let words = arguments.map { ($0.label.map { "\($0.text)=" } ?? "") + $0.value.range.text }
          return "the command, without parentheses: `\(([row.name] + words).joined(separator: " "))`"
        }
      }
    return Diagnostic(
      at: name.range, "there is no function `\(name.text)`", expected: instead,
      nearMisses: instead == nil ? NearMisses.of(name.text, among: FunctionTable.rows.map(\.name)) : [],
      notes: instead == nil
        ? [.init("commands take their arguments without parentheses: `train model on=training`")] : [])
  }

  /// The text of a template; nil where a value in it is not known yet.
  func text(of template: TextTemplate) throws(Diagnostic) -> String? {
    var text: String? = ""
    for piece in template.pieces {
      switch piece {
      case .literal(let part): text?.append(part)
      case .value(let expression):
        let value = try value(of: expression)
        if value.isForeseen { text = nil } else { text?.append((try? value.shownText(unless: stop)) ?? "") }
        if let text { try ValueBounds.check(text, at: expression.range) }
      }
    }
    return text
  }

  private func variable(_ name: String, at range: SourceRange) throws(Diagnostic) -> Value {
    if let value = variables[name] { return value }
    // What no variable is called is a truth value, also as Python writes it and papermill injects it.
    if let flag = ["yes": true, "no": false, "True": true, "False": false][name] { return .boolean(flag) }
    throw Diagnostic(
      at: range, "there is no variable `\(name)`",
      nearMisses: NearMisses.of(name, among: variables.keys))
  }

  private func property(_ name: Name, of value: Value) throws(Diagnostic) -> Value {
    if case .foreseen(let foreseen) = value, foreseen.type == .anything { return .foreseen(.anything) }
    if let values = try column(name, of: value) { return values }
    let properties = PropertyTable.properties(of: value.type)
    guard let property = properties.first(where: { $0.name == name.text }) else {
      let meant = properties.filter { $0.otherNames.contains(name.text) }.map(\.name)
      let had = properties.filter { $0.belongs(to: value) }.map { "`\($0.name)`" }
      throw Diagnostic(
        at: name.range, "\(value.type.described) has no property `\(name.text)`",
        expected: had.isEmpty ? nil : oneOf(had),
        nearMisses: meant.isEmpty ? NearMisses.of(name.text, among: properties.map(\.name)) : meant)
    }
    if let known = property.value(value) { return known }
    if case .foreseen(let foreseen) = value, property.lacks(foreseen) {
      throw Diagnostic(at: name.range, property.absence)
    }
    if value.isForeseen || value.type == .family { return .foreseen(property.type) }
    throw Diagnostic(at: name.range, property.absence)
  }

  /// The cells of a table's column as a list; nil of what is no table, and where a table has a property of that name.
  private func column(_ name: Name, of value: Value) throws(Diagnostic) -> Value? {
    guard value.type == .table, !PropertyTable.properties(of: .table).contains(where: { $0.name == name.text }) else {
      return nil
    }
    if case .table(let table) = value, let values = table.values(name.text) { return .list(values) }
    guard let names = value.facts?.columns else { return .foreseen(.list) }
    if value.isForeseen, names.contains(name.text) { return .foreseen(.list) }
    throw Diagnostic(
      at: name.range, "the table has no column `\(name.text)`",
      expected: value.isForeseen ? nil : oneOf(names.sorted().map { "`\($0)`" }),
      nearMisses: NearMisses.of(name.text, among: names.sorted()))
  }

  private func wholeNumber(_ expression: Expression, _ place: String) throws(Diagnostic) -> Int? {
    let value = try value(of: expression)
    switch value {
    case .number(let number):
      if let whole = Int(exactly: number) { return whole }
      throw Diagnostic(at: expression.range, "\(place) is made of whole numbers, and this is \(numberText(number))")
    case .foreseen(let foreseen) where foreseen.type == .number || foreseen.type == .anything: return nil
    default:
      throw Diagnostic(
        at: expression.range, "\(place) is made of whole numbers, and this is \(value.type.described)")
    }
  }
}
