/// One option of a data set, as the script's `load` command, its checker and its help read it.
public struct DatasetOption: Sendable, Hashable {
  /// What kind of value an option takes.
  public enum Kind: Sendable, Hashable {
    /// A whole number, no smaller than `minimum`.
    case integer(minimum: Int)
    /// One of a few words.
    case choice([String])
    /// A file or folder.
    case path
    /// A width and a height in pixels, such as `32x32`.
    case size
    /// `yes` or `no`.
    case flag
  }

  /// The option's name.
  public let name: String
  /// One line that says what it does.
  public let summary: String
  /// The kind of its value.
  public let kind: Kind
  /// The value where none is given; nil where there is none.
  public let defaultValue: DatasetOptionValue?
  /// Whether the option has to be given.
  public let isRequired: Bool

  /// Makes an option.
  public init(
    _ name: String, _ kind: Kind, default defaultValue: DatasetOptionValue? = nil, required: Bool = false,
    _ summary: String
  ) {
    self.name = name
    self.summary = summary
    self.kind = kind
    self.defaultValue = defaultValue
    self.isRequired = required
  }
}

/// The value given to an option.
public enum DatasetOptionValue: Sendable, Hashable, CustomStringConvertible {
  case integer(Int)
  case choice(String)
  case path(String)
  case size(width: Int, height: Int)
  case flag(Bool)

  /// The value as scripts write it.
  public var description: String {
    switch self {
    case .integer(let number): "\(number)"
    case .choice(let word), .path(let word): word
    case .size(let width, let height): "\(width)x\(height)"
    case .flag(let flag): flag ? "yes" : "no"
    }
  }
}

/// The values given to a data set's options; what was not given has its default.
public struct DatasetOptionValues: Sendable {
  private var values: [String: DatasetOptionValue]

  /// Puts the defaults where nothing was given.
  ///
  /// Throws ``DatasetError/badOption(_:dataset:found:expected:)`` for an option that the data set
  /// lacks, a value of the wrong kind or out of range, and a required option that is missing.
  public init(_ given: [String: DatasetOptionValue], for format: any DatasetFormat.Type) throws {
    values = [:]
    for option in format.options { values[option.name] = option.defaultValue }
    for (name, value) in given.sorted(by: { $0.key < $1.key }) {
      guard let option = format.options.first(where: { $0.name == name }) else {
        throw DatasetError.badOption(
          name, dataset: format.name, found: nil,
          expected: "one of its options: " + format.options.map(\.name).joined(separator: ", "))
      }
      guard option.kind.accepts(value) else {
        throw DatasetError.badOption(
          name, dataset: format.name, found: value.description, expected: option.kind.description)
      }
      values[name] = value
    }
    for option in format.options where option.isRequired && values[option.name] == nil {
      throw DatasetError.badOption(
        option.name, dataset: format.name, found: "nothing", expected: option.kind.description)
    }
  }

  /// The whole number given for `name`.
  public func integer(_ name: String) -> Int? {
    if case .integer(let number)? = values[name] { number } else { nil }
  }

  /// The word given for `name`.
  public func choice(_ name: String) -> String? {
    if case .choice(let word)? = values[name] { word } else { nil }
  }

  /// The path given for `name`.
  public func path(_ name: String) -> String? {
    if case .path(let path)? = values[name] { path } else { nil }
  }

  /// The width and height given for `name`, in pixels.
  public func size(_ name: String) -> (width: Int, height: Int)? {
    if case .size(let width, let height)? = values[name] { (width, height) } else { nil }
  }

  /// Whether the flag `name` is set.
  public func flag(_ name: String) -> Bool { values[name] == .flag(true) }
}

extension DatasetOption.Kind: CustomStringConvertible {
  /// What a value of this kind is, for people.
  public var description: String {
    switch self {
    case .integer(let minimum): "a whole number, \(minimum) or more"
    case .choice(let words): "one of " + words.joined(separator: ", ")
    case .path: "a path"
    case .size: "a width and a height from 1 to 4096, such as 32x32"
    case .flag: "yes or no"
    }
  }

  /// Whether `value` is of this kind and in its range.
  public func accepts(_ value: DatasetOptionValue) -> Bool {
    switch (self, value) {
    case (.integer(let minimum), .integer(let number)): number >= minimum
    case (.choice(let words), .choice(let word)): words.contains(word)
    case (.size, .size(let width, let height)): (1...4096).contains(width) && (1...4096).contains(height)
    case (.path, .path(let path)): !path.isEmpty
    case (.flag, .flag): true
    default: false
    }
  }
}
