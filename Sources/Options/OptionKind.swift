internal import Basics

/// What an option takes, and so how what stands in its place is read.
public indirect enum OptionKind: Hashable, Sendable {
  /// Any value; a bare word is a variable.
  case anything
  /// A whole number within a range.
  case whole(ClosedRange<Int>)
  /// A number within a range.
  case number(NumberRange)
  /// Text.
  case text
  /// Text of which a bare word is the whole.
  case word
  /// `yes` or `no`, or a comparison.
  case flag
  /// One of a few words.
  case choice([OptionChoice])
  /// A height and a width, as in `3x5`, or one number for both, each within a range.
  case extent(ClosedRange<Int>)
  /// The shape of one sample: `64x8x8`, or the length of a vector.
  case shape
  /// A width, or a width and a height, with their unit: `7x3in`, `170x80mm`, `9cm`.
  case pageSize
  /// A file or folder that is read.
  case reading
  /// A file that is written, by its ending.
  case writing(endings: [String])
  /// A value of one of these types; where `several`, a family of them will do.
  case value([ValueType], several: Bool = false)
  /// A command or another name that there is help on.
  case topic
  /// The name of a variable, for a command that deals with the name and not with the value.
  case variableName
  /// A word that carries its arguments, as in `gaussian(0.3)`: one of those declared.
  case term([TermDeclaration])
  /// A term, or a sum of them with their weights, as in `(mse + 0.1 * ssim)`.
  case sum([TermDeclaration])
  /// One or several, separated by commas.
  case list(OptionKind)
  /// Either of two.
  case either(OptionKind, OptionKind)

  /// A whole number no smaller than `minimum`.
  public static func whole(from minimum: Int) -> OptionKind { .whole(minimum...Int.max) }

  /// Any number.
  public static let anyNumber = OptionKind.number(.any)

  /// One of the cases of an enumeration, whose raw values are the words.
  public static func choice<Words: OptionWord>(of words: Words.Type) -> OptionKind {
    .choice(Words.allCases.map { OptionChoice($0.rawValue, $0.summary) })
  }
}

/// A word that can be chosen, with a line that says what it means.
public struct OptionChoice: Sendable, Hashable {
  /// The word.
  public let word: String
  /// What it means, in one line.
  public let summary: String

  /// A choice.
  public init(_ word: String, _ summary: String = "") {
    self.word = word
    self.summary = summary
  }
}

/// An enumeration whose cases scripts choose by their raw values.
public protocol OptionWord: OptionReadable, CaseIterable, RawRepresentable<String> {
  /// What a case means, in one line.
  var summary: String { get }
}

extension OptionWord {
  /// Reads the word.
  public init?(_ value: OptionValue) {
    guard case .text(let word) = value else { return nil }
    self.init(rawValue: word)
  }

  /// The word as an option's value.
  public var optionValue: OptionValue { .text(rawValue) }
}

extension OptionKind: CustomStringConvertible {
  /// What is expected, in a few words.
  public var description: String {
    switch self {
    case .anything: "a value"
    case .whole(let range): "a whole number" + Self.range(range)
    case .number(let range): "\(range)"
    case .text: "text"
    case .word: "a word or text"
    case .flag: "yes or no"
    case .choice(let choices): oneOf(choices.map { "`\($0.word)`" })
    case .extent(let range): "a whole number\(Self.range(range)), or two as in `3x5`, height and width"
    case .shape: "a shape, as in `3x32x32`"
    case .pageSize: "a size, as in `7x3in`, `170x80mm` or `9cm`"
    case .reading: "a path"
    case .writing(let endings):
      "a file name"
        + (endings.isEmpty
          ? " with its ending, as in `model.safetensors`" : " that ends in " + oneOf(endings.map { "`.\($0)`" }))
    case .value(let types, let several):
      oneOf(types.map(\.described)) + (several ? ", or a family of them" : "")
    case .topic: "a name"
    case .variableName: "the name of a variable"
    case .term(let terms): oneOf(terms.map { "`\($0.usage)`" })
    case .sum(let terms):
      oneOf(terms.map { "`\($0.usage)`" })
        + (terms.count > 1 ? ", or a sum, as in `(\(terms[0].name) + 0.1 * \(terms[terms.count - 1].name))`" : "")
    case .list(let kind): "\(kind), or several separated by commas"
    case .either(let first, let second): "\(first), or \(second)"
    }
  }

  private static func range(_ range: ClosedRange<Int>) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (.min, .max): ""
    case (let least, .max): ", \(least) or more"
    case (let least, let greatest): " from \(least) to \(greatest)"
    }
  }
}

extension OptionKind {
  /// The words that can be chosen.
  public var choices: [OptionChoice] {
    switch self {
    case .choice(let choices): choices
    case .flag: [OptionChoice("yes"), OptionChoice("no")]
    case .term(let terms), .sum(let terms): terms.map { OptionChoice($0.name, $0.summary) }
    case .list(let kind): kind.choices
    case .either(let first, let second): first.choices + second.choices
    default: []
    }
  }

  /// The terms that it takes.
  public var terms: [TermDeclaration] {
    switch self {
    case .term(let terms), .sum(let terms): terms
    case .list(let kind): kind.terms
    case .either(let first, let second): first.terms + second.terms
    default: []
    }
  }

  /// A value in the form that the kind has it, or nil where it does not fit: a whole number is a number too, and an extent
  /// of two equal sides, and a list of one.
  public func accepting(_ value: OptionValue) -> OptionValue? {
    switch (self, value) {
    case (.either(let first, let second), _): return first.accepting(value) ?? second.accepting(value)
    case (.list(let kind), .list(let values)):
      let accepted = values.compactMap(kind.accepting)
      return accepted.count == values.count ? .list(accepted) : nil
    case (.list(let kind), _): return kind.accepting(value).map { .list([$0]) }
    case (.whole(let range), .whole(let number)): return range.contains(number) ? value : nil
    case (.number(let range), .number(let number)): return range.contains(number) ? value : nil
    case (.number(let range), .whole(let number)):
      return range.contains(Double(number)) ? .number(Double(number)) : nil
    case (.extent(let range), .whole(let side)): return range.contains(side) ? .extent(Extent(side)) : nil
    case (.extent(let range), .extent(let extent)):
      return range.contains(extent.height) && range.contains(extent.width) ? value : nil
    case (.shape, .shape(let sides)): return Self.isSample(sides) ? value : nil
    case (.shape, .whole(let length)): return length > 0 ? .shape([length]) : nil
    case (.flag, .flag): return value
    case (.choice(let choices), .text(let word)): return choices.contains { $0.word == word } ? value : nil
    case (.text, .text), (.word, .text), (.reading, .text), (.topic, .text), (.variableName, .text): return value
    case (.pageSize, .text(let text)): return PageSize(text) == nil ? nil : value
    case (.writing(let endings), .text(let path)): return Self.ends(path, in: endings) ? value : nil
    case (.term(let terms), .term(let term)): return term.checked(among: terms).map { .term($0) }
    case (.term, .text(let name)): return accepting(.term(Term(name)))
    case (.sum(let terms), .sum(let parts)):
      let checked = parts.compactMap { part in
        part.term.checked(among: terms).map { WeightedTerm(weight: part.weight, term: $0) }
      }
      return checked.count == parts.count && !parts.isEmpty ? .sum(checked) : nil
    case (.sum, .term(let term)): return accepting(.sum([WeightedTerm(weight: 1, term: term)]))
    case (.sum, .text(let name)): return accepting(.term(Term(name)))
    default: return nil
    }
  }

  /// Whether a file's name has an ending: one of these, where any are named.
  private static func ends(_ path: String, in endings: [String]) -> Bool {
    path.fileEnding.map { endings.isEmpty || endings.contains($0) } ?? false
  }

  /// Whether a sample can have these sides: one or three, each above zero, and a count of numbers that there is.
  private static func isSample(_ sides: [Int]) -> Bool {
    (sides.count == 1 || sides.count == 3) && sides.allSatisfy { $0 > 0 }
      && sides.reduce(1) { $0.timesSaturating($1) } < .max
  }
}
