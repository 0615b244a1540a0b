/// Why the options given to a layer or an optimiser are refused.
public enum OptionError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownName(owner: String, option: String, known: [String])
  case missing(owner: String, option: String, expected: OptionType)
  case refused(owner: String, option: String, found: OptionValue, expected: OptionType)

  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .unknownName(let owner, let option, let known):
      known.isEmpty
        ? "`\(owner)` has no option `\(option)`: it takes none"
        : "`\(owner)` has no option `\(option)`: its options are \(known.map { "`\($0)`" }.joined(separator: ", "))"
    case .missing(let owner, let option, let expected):
      "`\(owner)` needs `\(option)`, \(expected)"
    case .refused(let owner, let option, let found, let expected):
      "`\(option)` of `\(owner)` is \(found), and must be \(expected)"
    }
  }
}

/// The values of the options of one layer or optimiser, by name.
public struct OptionValues: Hashable, Sendable {
  /// The values, by the option's name.
  public var values: [String: OptionValue]

  /// Values by name, as yet unchecked.
  public init(_ values: [String: OptionValue] = [:]) {
    self.values = values
  }

  /// The value of an option, if it has one.
  public subscript(name: String) -> OptionValue? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// The values with defaults filled in and every one checked against its declaration.
  public func checked(for owner: String, _ options: [OptionDeclaration]) throws(OptionError) -> OptionValues {
    var result = OptionValues()
    for option in options {
      if let value = values[option.name] {
        guard let accepted = option.accepting(value) else {
          throw .refused(owner: owner, option: option.name, found: value, expected: option.type)
        }
        result[option.name] = accepted
      } else if let value = option.defaultValue {
        result[option.name] = option.accepting(value) ?? value
      } else {
        throw .missing(owner: owner, option: option.name, expected: option.type)
      }
    }
    let known = options.map(\.name)
    if let unknown = values.keys.filter({ !known.contains($0) }).min() {
      throw .unknownName(owner: owner, option: unknown, known: known)
    }
    return result
  }

  /// The options that differ from their defaults, in declared order, as a script writes them.
  public func written(for options: [OptionDeclaration]) -> String {
    var words: [String] = []
    for option in options {
      guard let value = values[option.name] else { continue }
      if option.isPositional {
        words.append("\(value)")
      } else if option.defaultValue.flatMap(option.accepting) != value {
        words.append("\(option.name)=\(value)")
      }
    }
    return words.joined(separator: " ")
  }

  // Checked values are read back by these; what is absent reads as the neutral value.

  func integer(_ name: String) -> Int {
    if case .integer(let value) = values[name] { value } else { 0 }
  }

  func extent(_ name: String) -> Extent {
    if case .pair(let height, let width) = values[name] {
      Extent(height: height, width: width)
    } else {
      Extent(height: 0, width: 0)
    }
  }

  func number(_ name: String) -> Double {
    if case .number(let value) = values[name] { value } else { 0 }
  }

  func flag(_ name: String) -> Bool {
    if case .flag(let value) = values[name] { value } else { false }
  }
}
