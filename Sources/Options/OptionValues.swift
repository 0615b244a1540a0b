/// The values of options, by name.
public struct OptionValues: Hashable, Sendable {
  /// The values, by the option's name.
  public var values: [String: OptionValue]

  /// Values by name, as yet unchecked.
  public init(_ values: [String: OptionValue] = [:]) { self.values = values }

  /// The value of an option, if it has one.
  public subscript(name: String) -> OptionValue? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// The value of an option that has one in any case: it must be given, or has a default.
  /// - Precondition: The values were checked.
  public subscript<Value>(key: OptionKey<Value>) -> Value {
    guard let value = self[ifGiven: key] else {
      preconditionFailure("`\(key.declaration.name)` was not checked, or may be left out.")
    }
    return value
  }

  /// The value of an option that may be left out.
  public subscript<Value>(ifGiven key: OptionKey<Value>) -> Value? {
    values[key.declaration.name].map { value in
      guard let read = Value(value) else {
        preconditionFailure("`\(key.declaration.name)` is declared as another kind than it is read as: \(value).")
      }
      return read
    }
  }

  /// Sets the value of an option.
  public mutating func set<Value>(_ key: OptionKey<Value>, _ value: Value) {
    values[key.declaration.name] = value.optionValue
  }

  /// The values with defaults filled in and every one checked against its declaration.
  public func checked(for owner: TermDeclaration) throws(OptionError) -> OptionValues {
    var result = OptionValues()
    for option in owner.options {
      if let value = values[option.name] {
        guard let accepted = option.kind.accepting(value) else {
          throw .refused(owner: owner.name, option: option.name, found: value, expected: option.kind)
        }
        result[option.name] = accepted
      } else if let value = option.defaultValue {
        result[option.name] = value
      } else if option.isRequired {
        throw .missing(owner: owner.name, option: option.name, expected: option.kind)
      }
    }
    let known = owner.options.map(\.name)
    if let unknown = values.keys.filter({ !known.contains($0) }).min() {
      throw .unknownName(owner: owner.name, option: unknown, known: known)
    }
    return result
  }

  /// The options that differ from their defaults, in declared order, as a script writes them.
  public func words(for options: [OptionDeclaration]) -> [String] {
    options.compactMap { option in
      guard let value = values[option.name], option.defaultValue != value else { return nil }
      return option.isArgument ? "\(value)" : "\(option.name)=\(value)"
    }
  }
}

/// Why the options given to something are refused.
public enum OptionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It has no option of this name.
  case unknownName(owner: String, option: String, known: [String])
  /// An option that must be given is not.
  case missing(owner: String, option: String, expected: OptionKind)
  /// It is given more than once, with or without its name.
  case givenTwice(owner: String, option: String)
  /// The value is of another kind, or out of range.
  case refused(owner: String, option: String, found: OptionValue, expected: OptionKind)

  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .unknownName(let owner, let option, let known):
      known.isEmpty
        ? "`\(owner)` has no option `\(option)`: it takes none"
        : "`\(owner)` has no option `\(option)`: its options are \(known.map { "`\($0)`" }.joined(separator: ", "))"
    case .givenTwice(let owner, let option): "`\(owner)` has its \(option) already"
    case .missing(let owner, let option, let expected): "`\(owner)` needs `\(option)`, \(expected)"
    case .refused(let owner, let option, let found, let expected):
      "`\(option)` of `\(owner)` is \(found), and must be \(expected)"
    }
  }
}
