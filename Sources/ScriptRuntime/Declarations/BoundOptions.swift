import Options
import ScriptLanguage

/// What stands in the place of an argument or option, as its kind takes it.
enum Reading {
  /// A value that the kind has accepted.
  case option(OptionValue)
  /// Several, of which only the run knows some: those are nil.
  case elements([OptionValue?])
  /// A value of the language, which the checker may only foresee.
  case value(Value)
  /// What only the run knows.
  case unknown
}

/// What was read in the places of declared arguments and options, by their names.
struct BoundOptions {
  /// The options that are known, those at their defaults too.
  private(set) var options = OptionValues()
  /// Lists of which some elements are known.
  private(set) var partlyKnown: [String: [OptionValue?]] = [:]
  /// Values of the language; several for a repeated argument.
  private(set) var values: [String: [Value]] = [:]
  /// Where each that was given stands.
  private(set) var ranges: [String: SourceRange] = [:]

  /// Whether something was not given that has to be.
  private(set) var isLacking = false

  /// Whether something was given whose place is not known, so that what seems to be missing may be there.
  private(set) var isMisread = false

  /// Whether all that was given is known, and all is given that has to be.
  var isKnown: Bool {
    !isLacking
      && ranges.keys.allSatisfy { name in
        options[name] != nil || values[name].map { !$0.contains(where: \.isForeseen) } ?? false
      }
  }

  /// Takes in what was read of an option at a place.
  mutating func add(_ reading: Reading, for option: OptionDeclaration, at range: SourceRange) {
    let name = option.name
    ranges[name] = ranges[name].map { $0.through(range) } ?? range
    switch reading {
    case .value(let value): values[name, default: []].append(value)
    case .option(let value) where option.isRepeated: addElement(value, name)
    case .unknown where option.isRepeated: addElement(nil, name)
    case .option(let value): options[name] = value
    case .elements(let elements): partlyKnown[name] = elements
    case .unknown: break
    }
  }

  private mutating func addElement(_ value: OptionValue?, _ name: String) {
    let elements = (partlyKnown[name] ?? []) + [value]
    partlyKnown[name] = elements
    let known = elements.compactMap(\.self)
    options[name] = known.count == elements.count ? .list(known) : nil
  }

  /// Notes that something was given, and nobody knows in whose place.
  mutating func noteMisread() { isMisread = true }

  /// Puts an option's default in its place where it was not given.
  mutating func fillIn(_ option: OptionDeclaration) {
    guard ranges[option.name] == nil else { return }
    options[option.name] = option.defaultValue
    if option.isRequired { isLacking = true }
  }

  /// Puts another value in the place of an option that is known.
  mutating func replace(_ name: String, by value: OptionValue) { options[name] = value }
}
