import Basics
import ScriptLanguage

extension Evaluator {
  /// The value of an expression in the place of an argument or option: its declared kind decides how a bare word is
  /// read, whatever variables there are.
  ///
  /// - Parameters:
  ///   - place: The place in words, such as `` option `epochs` of `train` ``.
  ///   - expected: What is expected, in words, where that is not just the kind.
  func read(
    _ expression: Expression, as kind: ParameterKind, for place: String, expected: String? = nil
  ) throws(Diagnostic) -> Value {
    let expected = expected ?? kind.described
    if case .missing = expression.kind { return .foreseen(.anything) }
    if case .list(let element) = kind { return try list(expression, of: element, kind: kind, for: place) }
    if case .topic = kind, case .word(let word) = expression.kind { return .text(word) }
    if case .variableName = kind, case .word(let word) = expression.kind, variables[word] != nil { return .text(word) }
    if case .word = kind {
      if case .word(let word) = expression.kind { return .text(word) }
      if case .variable(let word) = expression.kind, variables[word] == nil { return .text(word) }
    }
    let choices = kind.choices
    if case .word(let word) = expression.kind, !choices.isEmpty {
      if choices.contains(where: { $0.word == word }) { return chosen(word, kind) }
      guard variables[word] != nil else {
        throw Diagnostic(
          at: expression.range, "\(place) takes no `\(word)`", expected: expected,
          nearMisses: kind.nearMisses(of: word, more: variables.keys))
      }
    }
    if case .word(let name) = expression.kind, variables[name] == nil {
      let isName = if case .variableName = kind { true } else { false }
      let types = isName ? nil : kind.types
      let suitable = variables.filter { types?.contains($0.value.type) ?? true }.map(\.key)
      let isText = types == [.text]
      throw Diagnostic(
        at: expression.range, "there is no variable `\(name)`",
        expected: expected + (isText ? "; text without a point or slash in it is quoted: `\"\(name)\"`" : ""),
        nearMisses: NearMisses.of(name, among: suitable))
    }
    return try conform(value(of: expression), to: kind, at: expression.range, for: place, expected: expected)
  }

  /// A value as a kind takes it, or an error that says what the kind expects.
  func conform(
    _ value: Value, to kind: ParameterKind, at range: SourceRange, for place: String, expected: String? = nil
  ) throws(Diagnostic) -> Value {
    if case .foreseen(let foreseen) = value, foreseen.type == .anything { return value }
    guard let fitting = fitted(value, to: kind) else {
      let found: String
      switch value {
      case .number, .text, .shape, .boolean, .range: found = "takes no `\(value.inText)`"
      default: found = "cannot take \(value.type.described)"
      }
      var nearMisses: [String] = []
      if case .text(let word) = value { nearMisses = kind.nearMisses(of: word) }
      var notes: [Diagnostic.Note] = []
      if case .family(let family) = value, !family.members.isEmpty, range.text.allSatisfy({ $0.isLetter || $0 == "_" })
      {
        notes = [.init("its members are " + allOf(family.members.keys.map { "`\(range.text)[\($0)]`" }))]
      }
      throw Diagnostic(
        at: range, "\(place) \(found)", expected: expected ?? kind.described, nearMisses: nearMisses, notes: notes)
    }
    return fitting
  }

  private func list(_ expression: Expression, of element: ParameterKind, kind: ParameterKind, for place: String)
    throws(Diagnostic) -> Value
  {
    var values: [Value] = []
    switch expression.kind {
    case .list(let elements):
      for item in elements {
        if case .range = item.kind {
          values += expanded(try value(of: item))
        } else {
          values.append(try read(item, as: element, for: place))
        }
      }
      return .list(values)
    case .range:
      for item in expanded(try value(of: expression)) {
        values.append(try conform(item, to: element, at: expression.range, for: place))
      }
      return .list(values)
    default:
      if case .word = element, case .word(let word) = expression.kind,
        variables[word].map({ ![.list, .range, .anything].contains($0.type) }) ?? true
      {
        return .list([.text(word)])
      }
      let value = try read(
        expression, as: .either(element, .value([.list, .range])), for: place, expected: kind.described)
      for item in expanded(value) {
        values.append(try conform(item, to: element, at: expression.range, for: place))
      }
      return .list(values)
    }
  }

  /// The elements of a list or range; any other value on its own.
  func expanded(_ value: Value) -> [Value] {
    switch value {
    case .list(let values): values.flatMap { expanded($0) }
    case .range(let first, let last):
      first <= last
        ? (first...last).map { .number(Double($0)) }
        : (last...first).reversed().map { .number(Double($0)) }
    default: [value]
    }
  }

  private func chosen(_ word: String, _ kind: ParameterKind) -> Value {
    if kind.types?.contains(.boolean) == true, word == "yes" || word == "no" { return .boolean(word == "yes") }
    return .text(word)
  }

  /// The value in the form that the kind's commands expect, or nil where it does not fit.
  private func fitted(_ value: Value, to kind: ParameterKind) -> Value? {
    switch (kind, value) {
    case (.anything, _): return value
    case (.either(let first, let second), _): return fitted(value, to: first) ?? fitted(value, to: second)
    case (.number(let range), .number(let number)): return range?.contains(number) ?? !number.isNaN ? value : nil
    case (.whole(let minimum), .number(let number)):
      guard let whole = Int(exactly: number), whole >= minimum else { return nil }
      return value
    case (.topic, .text), (.variableName, .text), (.text, .text), (.word, .text), (.reading, .text),
      (.boolean, .boolean),
      (.shape, .shape):
      return value
    case (.pageSize, .text(let text)): return PageSize(text) == nil ? nil : value
    case (.boolean, .text(let word)): return word == "yes" ? .boolean(true) : word == "no" ? .boolean(false) : nil
    case (.text, .number), (.text, .shape), (.word, .number), (.word, .shape): return .text(value.inText)
    case (.shape, .number(let number)):
      guard let side = Int(exactly: number), side > 0 else { return nil }
      return .shape([side])
    case (.choice(let choices), .text(let word)): return choices.contains { $0.word == word } ? value : nil
    case (.choice(let choices), .number), (.choice(let choices), .shape):
      return choices.contains { $0.word == value.inText } ? .text(value.inText) : nil
    case (.writing(let endings), .text(let path)):
      let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
      guard let point = name.lastIndex(of: ".") else { return nil }
      return endings.isEmpty || endings.contains(name[name.index(after: point)...].lowercased()) ? value : nil
    case (.value(let types, let several), _):
      if types.contains(value.type) { return value }
      guard several, case .family(let family) = value else { return nil }
      let fits = family.members.values.allSatisfy { types.contains($0.type) || $0.type == .anything }
      return fits && (!family.members.isEmpty || family.isOpen) ? value : nil
    case (.list(let element), .list(let values)):
      let fitting = values.compactMap { fitted($0, to: element) }
      return fitting.count == values.count ? .list(fitting) : nil
    case (.list(let element), .range):
      let fitting = expanded(value).compactMap { fitted($0, to: element) }
      return fitting.count == expanded(value).count ? .list(fitting) : nil
    case (.list(let element), _): return fitted(value, to: element).map { .list([$0]) }
    case (_, .foreseen(let foreseen)): return kind.types?.contains(foreseen.type) ?? true ? value : nil
    default: return nil
    }
  }
}
