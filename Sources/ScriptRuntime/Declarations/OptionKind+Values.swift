import Basics
import Options
import ScriptLanguage

extension OptionKind {
  /// The types of value that will do; nil for all.
  var types: Set<ValueType>? {
    switch self {
    case .anything: nil
    case .number, .whole: [.number]
    case .text, .word, .reading, .writing, .topic, .variableName, .pageSize, .term, .sum: [.text]
    case .choice(let choices): choices.contains { $0.word.contains("..") } ? [.text, .range] : [.text]
    case .flag: [.boolean]
    case .shape, .extent: [.shape, .number]
    case .value(let types, let several): Set(types + (several ? [.family] : []))
    case .list(let kind): kind.types.map { $0.union([.list, .range]) }
    case .either(let first, let second):
      first.types.flatMap { types in second.types.map(types.union) }
    }
  }

  /// Whether what stands there is a value of the language, and not one that only options have.
  var takesValues: Bool {
    switch self {
    case .anything, .value: true
    case .either(let first, let second): first.takesValues || second.takesValues
    default: false
    }
  }

  /// Whether a bare word is the whole of a text.
  var isWord: Bool { if case .word = self { true } else { false } }

  /// What was probably meant by a word that is none of the choices, or by a file name of another ending.
  func nearMisses(of word: String, more names: some Sequence<String> = [String]()) -> [String] {
    switch self {
    case .flag:
      switch word.lowercased() {
      case "on", "true", "y": return ["yes"]
      case "off", "false", "n": return ["no"]
      default: break
      }
    case .list(let kind): return kind.nearMisses(of: word, more: names)
    case .either(let first, let second):
      return first.nearMisses(of: word, more: names) + second.nearMisses(of: word)
    case .writing(let endings):
      guard let ending = word.fileEnding else { return [] }
      return NearMisses.of(ending, among: endings).compactMap(word.replacingEnding)
    default: break
    }
    return NearMisses.of(word, among: choices.map(\.word) + names)
  }
}

extension OptionKind {
  /// A value as the kind takes it; nil where it does not fit.
  func reading(of value: Value) -> Reading? {
    switch (self, value) {
    case (.either(let first, let second), _):
      let reading = first.reading(of: value) ?? second.reading(of: value)
      // A place that takes values has a chosen word as a value too.
      if takesValues, case .option? = reading { return .value(value) }
      return reading
    case (.list(let element), _):
      let items = value.expanded.map(element.reading)
      let known = items.compactMap(\.self)
      return known.count == items.count ? Reading(list: known) : nil
    case (.anything, _): return .value(value)
    case (.value(let types, let several), _):
      if types.contains(value.type) { return .value(value) }
      guard several, case .family(let family) = value else { return nil }
      let fits = family.members.values.allSatisfy { types.contains($0.type) || $0.type == .anything }
      return fits && (!family.members.isEmpty || family.isOpen) ? .value(value) : nil
    case (_, .foreseen(let foreseen)): return types?.contains(foreseen.type) ?? true ? .unknown : nil
    case (.term, .text(let text)), (.sum, .text(let text)): return reading(text).map { .option($0) }
    default: return forms(of: value).lazy.compactMap(accepting).first.map { .option($0) }
    }
  }

  /// The forms that a value may have in an option, the best first.
  private func forms(of value: Value) -> [OptionValue] {
    let written: [OptionValue] =
      switch self {
      case .text, .word, .choice: [.text(value.shownText)]
      default: []
      }
    switch value {
    case .number(let number): return (Int(exactly: number).map { [.whole($0)] } ?? []) + [.number(number)] + written
    case .shape(let sides):
      return (sides.count == 2 ? [.extent(Extent(height: sides[0], width: sides[1]))] : [.shape(sides)]) + written
    case .boolean(let flag): return [.flag(flag)]
    // A choice may be written as a range is: `0..1`.
    case .range(let first, let last): if case .choice = self { return [.text("\(first)..\(last)")] } else { return [] }
    case .text(let text): return text == "yes" || text == "no" ? [.text(text), .flag(text == "yes")] : [.text(text)]
    default: return []
    }
  }
}

extension Reading {
  /// Several readings as one.
  init(list readings: [Reading]) {
    let elements = readings.map { reading -> OptionValue? in
      if case .option(let value) = reading { value } else { nil }
    }
    let known = elements.compactMap(\.self)
    self = known.count == elements.count ? .option(.list(known)) : .elements(elements)
  }
}
