import Basics
import Options
import ScriptLanguage

extension Evaluator {
  /// What stands in the place of an argument or option: its declared kind decides how a bare word is read, whatever
  /// variables there are.
  ///
  /// - Parameters:
  ///   - place: The place in words, such as `` `epochs` ``.
  ///   - expected: What is expected, in words, where that is not just the kind.
  func read(
    _ expression: Expression, as kind: OptionKind, for place: String, expected: String? = nil
  ) throws(Diagnostic) -> Reading {
    let expected = expected ?? kind.description
    if case .missing = expression.kind { return kind.takesValues ? .value(.foreseen(.anything)) : .unknown }
    if let word = try chosenWord(expression, as: kind, for: place, expected: expected) { return word }
    switch kind {
    case .list(let element): return try list(expression, of: element, kind: kind, for: place)
    case .term, .sum:
      if let reading = try term(expression, of: kind, for: place) { return reading }
    case .either where !kind.terms.isEmpty:
      if case .term = expression.kind, let reading = try term(expression, of: kind, for: place) { return reading }
    case .shape: try checkSides(expression)
    default: break
    }
    return try conform(value(of: expression), to: kind, at: expression.range, for: place, expected: expected)
  }

  private func term(
    _ expression: Expression, of kind: OptionKind, for place: String
  ) throws(Diagnostic) -> Reading? {
    try TermReader(evaluator: self, terms: kind.terms, kind: kind, place: place).read(expression)
  }

  /// A bare word where the kind knows what it means; nil where the word is a variable, or no bare word. Where a list of
  /// them will do, a variable might have been meant that holds one.
  private func chosenWord(
    _ expression: Expression, as kind: OptionKind, orList: Bool = false, for place: String, expected: String
  ) throws(Diagnostic) -> Reading? {
    if kind.isWord, case .variable(let word) = expression.kind, variables[word] == nil { return .option(.text(word)) }
    guard case .word(let word) = expression.kind else { return nil }
    switch kind {
    case .topic, .word: return .option(.text(word))
    case .variableName where variables[word] != nil: return .option(.text(word))
    case .list(let element) where element.isWord:
      let isList = variables[word].map { [.list, .range, .anything].contains($0.type) } ?? false
      return isList ? nil : .option(.list([.text(word)]))
    case .term, .sum, .list: return nil
    default: break
    }
    let choices = kind.choices
    if choices.contains(where: { $0.word == word }) { return kind.reading(of: .text(word)) }
    guard variables[word] == nil else { return nil }
    if !choices.isEmpty {
      throw Diagnostic(
        at: expression.range, "\(place) takes no `\(word)`", expected: expected,
        nearMisses: kind.nearMisses(of: word, more: variables.keys))
    }
    let isName = if case .variableName = kind { true } else { false }
    let types = isName ? nil : kind.types.map { orList ? $0.union([.list, .range]) : $0 }
    let suitable = variables.filter { types?.contains($0.value.type) ?? true }.map(\.key)
    let isText = types == [.text]
    throw Diagnostic(
      at: expression.range, "there is no variable `\(word)`",
      expected: expected + (isText ? "; text without a point or slash in it is quoted: `\"\(word)\"`" : ""),
      nearMisses: NearMisses.of(word, among: suitable))
  }

  /// Points at a side that no shape has, though an extent may.
  private func checkSides(_ expression: Expression) throws(Diagnostic) {
    guard case .shape(let sides) = expression.kind else { return }
    for side in sides {
      guard case .number(0) = try value(of: side) else { continue }
      throw Diagnostic(at: side.range, "a side of a shape is 1 or more, and this is 0")
    }
  }

  /// A value as a kind takes it, or an error that says what the kind expects.
  func conform(
    _ value: Value, to kind: OptionKind, at range: SourceRange, for place: String, expected: String? = nil
  ) throws(Diagnostic) -> Reading {
    if case .foreseen(let foreseen) = value, foreseen.type == .anything {
      return kind.takesValues ? .value(value) : .unknown
    }
    if let reading = kind.reading(of: value) { return reading }
    let found: String
    switch value {
    case .number, .text, .shape, .boolean, .range: found = "takes no `\(value.inText)`"
    default: found = "cannot take \(value.type.described)"
    }
    var nearMisses: [String] = []
    if case .text(let word) = value { nearMisses = kind.nearMisses(of: word) }
    if let number = Self.decimal(value, range.text), kind.reading(of: .number(number)) != nil {
      nearMisses = [range.text.replacing(",", with: ".")]
    }
    var notes: [Diagnostic.Note] = []
    if case .family(let family) = value, !family.members.isEmpty, range.text.allSatisfy({ $0.isLetter || $0 == "_" }) {
      notes = [.init("its members are " + allOf(family.members.keys.map { "`\(range.text)[\($0)]`" }))]
    }
    if let way = Self.way(from: value, to: kind, range.text) { notes.append(.init(way)) }
    throw Diagnostic(
      at: range, "\(place) \(found)", expected: Self.hint(value, kind, range) ?? expected ?? kind.description,
      nearMisses: nearMisses, notes: notes)
  }

  /// What makes of a value something that a kind takes; nil where that is not plain.
  private static func way(from value: Value, to kind: OptionKind, _ text: String) -> String? {
    guard let types = kind.types else { return nil }
    return switch value.type {
    case .codes where types.contains(.images): "`decode MODEL \(text)` makes images of codes"
    case .model where types.contains(.codes): "`encode \(text) IMAGES` makes codes of images"
    default: nil
    }
  }

  /// The number that is written with a comma for its point, as `0,001` is, which makes a list of it; nil for any other.
  private static func decimal(_ value: Value, _ text: String) -> Double? {
    guard case .list(let parts) = value, parts.count == 2, text.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "," })
    else { return nil }
    return Double(text.replacing(",", with: "."))
  }

  /// What to write where something near what is expected stands; nil elsewhere.
  private static func hint(_ value: Value, _ kind: OptionKind, _ range: SourceRange) -> String? {
    if case .value([.table], false) = kind, [.log, .measures].contains(value.members.first?.value.type ?? .none) {
      return "a table, as `result = table \(range.text)` makes it of these"
    }
    if [.data, .images].contains(value.type), let types = kind.types {
      if types.contains(.codes) { return "codes, as `codes = encode model \(range.text)` gives them" }
      if types.contains(.measures) { return "measures, as `errors = measure model \(range.text)` gives them" }
    }
    guard case .shape = kind else { return nil }
    switch value.type {
    case .data, .images: return "its shape, `(\(range.text).shape)`"
    case .shape: return "channels, height and width, as in `1x28x28` for grey images or `3x32x32` for colour"
    default: return nil
    }
  }

  private func list(
    _ expression: Expression, of element: OptionKind, kind: OptionKind, for place: String
  ) throws(Diagnostic) -> Reading {
    switch expression.kind {
    case .list(let elements):
      var readings: [Reading] = []
      for item in elements {
        if case .range = item.kind {
          readings += try conformed(value(of: item), to: element, at: item.range, for: place)
        } else {
          readings.append(try read(item, as: element, for: place))
        }
      }
      return Reading(list: readings)
    case .range:
      return Reading(list: try conformed(value(of: expression), to: element, at: expression.range, for: place))
    default:
      if case .word(let word) = expression.kind, variables[word].map({ [.list, .range].contains($0.type) }) ?? false {
        return try conform(
          value(of: expression), to: kind, at: expression.range, for: place, expected: kind.description)
      }
      if !element.terms.isEmpty { return single(try read(expression, as: element, for: place)) }
      if let word = try chosenWord(expression, as: element, orList: true, for: place, expected: kind.description) {
        return single(word)
      }
      let value = try value(of: expression)
      if case .foreseen(let foreseen) = value, [.anything, .list, .range].contains(foreseen.type) { return .unknown }
      if [.list, .range].contains(value.type) {
        return Reading(list: try conformed(value, to: element, at: expression.range, for: place))
      }
      return single(
        try conform(value, to: element, at: expression.range, for: place, expected: kind.description))
    }
  }

  private func single(_ reading: Reading) -> Reading { Reading(list: [reading]) }

  /// The elements of a list or range, each as a kind takes it.
  private func conformed(
    _ value: Value, to kind: OptionKind, at range: SourceRange, for place: String
  ) throws(Diagnostic) -> [Reading] {
    var readings: [Reading] = []
    for item in value.expanded { readings.append(try conform(item, to: kind, at: range, for: place)) }
    return readings
  }
}
