/// An option as it is declared, from which reading, checking, help, completion and the reference page come.
public struct OptionDeclaration: Hashable, Sendable {
  /// The name that a script writes; for an argument the name in help and messages.
  public let name: String
  /// What it takes.
  public let kind: OptionKind
  /// Its value where a script gives none; nil for none.
  public let defaultValue: OptionValue?
  /// Whether it is written as an argument, without its name.
  public let isArgument: Bool
  /// Whether it has to be given.
  public let isRequired: Bool
  /// Whether it takes all arguments that are left.
  public let isRepeated: Bool
  /// What is counted or measured, such as `images`; nil where that goes without saying.
  public let unit: String?
  /// Another name that people may know it by, and that is answered with this one.
  public let otherName: String?
  /// One clause that says what it is.
  public let summary: String

  /// Declares an option.
  /// - Precondition: The default is one that the kind takes.
  public init(
    _ name: String, _ kind: OptionKind, default defaultValue: OptionValue? = nil, argument: Bool = false,
    required: Bool = false, repeated: Bool = false, unit: String? = nil, otherName: String? = nil, _ summary: String
  ) {
    self.name = name
    self.kind = kind
    self.defaultValue = defaultValue.map { value in
      guard let accepted = kind.accepting(value) else { preconditionFailure("`\(name)` cannot be \(value).") }
      return accepted
    }
    isArgument = argument
    isRequired = required
    isRepeated = repeated
    self.unit = unit
    self.otherName = otherName
    self.summary = summary
  }
}

/// A key under which an option is declared, and its value found.
public protocol OptionDeclaring: Sendable {
  /// The option.
  var declaration: OptionDeclaration { get }
}

extension OptionDeclaration: OptionDeclaring {
  /// The option itself.
  public var declaration: OptionDeclaration { self }
}

/// An option together with the type that its value is read as.
public struct OptionKey<Value: OptionReadable>: OptionDeclaring {
  /// The option.
  public let declaration: OptionDeclaration

  /// Declares an option; as an argument it has to be given unless it has a default.
  public init(
    _ name: String, _ kind: OptionKind, default defaultValue: OptionValue? = nil, argument: Bool = false,
    required: Bool = false, repeated: Bool = false, unit: String? = nil, otherName: String? = nil, _ summary: String
  ) {
    declaration = OptionDeclaration(
      name, kind, default: defaultValue, argument: argument, required: required, repeated: repeated, unit: unit,
      otherName: otherName, summary)
  }
}

/// A name with its options: of a layer, an optimiser, a data set, or of a term such as `gaussian(0.3)`.
public struct TermDeclaration: Hashable, Sendable {
  /// The name that a script writes.
  public let name: String
  /// One clause that says what it is.
  public let summary: String
  /// Its options; those that are arguments come first.
  public let options: [OptionDeclaration]
  /// Whether lines up to an `end` follow.
  public let opensBlock: Bool

  /// Declares a name with its options.
  public init(_ name: String, _ summary: String, options: [OptionDeclaration] = [], opensBlock: Bool = false) {
    self.name = name
    self.summary = summary
    self.options = options
    self.opensBlock = opensBlock
  }

  /// The options that are written without their names, in order.
  public var arguments: [OptionDeclaration] { options.filter(\.isArgument) }

  /// The options that are written with their names, in order.
  public var namedOptions: [OptionDeclaration] { options.filter { !$0.isArgument } }

  /// The term as an example: `step(EPOCHS,by=…)`, or its name where it has no options.
  public var usage: String {
    guard !options.isEmpty else { return name }
    return name + "(" + options.map { $0.isArgument ? $0.name.uppercased() : "\($0.name)=…" }.joined(separator: ",")
      + ")"
  }

  /// The term with these values as a script writes it, without what is left at its default.
  func written(_ values: OptionValues) -> String {
    let words = values.words(for: options)
    return words.isEmpty ? name : "\(name)(\(words.joined(separator: ",")))"
  }
}
