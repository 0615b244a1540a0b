import Basics
import ScriptLanguage

/// What an argument or option takes, and so how a bare word in its place is read.
public indirect enum ParameterKind: Sendable {
  /// Any value; a bare word is a variable.
  case anything
  /// A number, in a range where one is given.
  case number(ClosedRange<Double>?)
  /// A whole number, no smaller than `minimum`.
  case whole(minimum: Int)
  /// Text.
  case text
  /// Text of which a bare word is the whole.
  case word
  /// `yes` or `no`, or a comparison.
  case boolean
  /// One of a few words.
  case choice([Choice])
  /// A width, or a width and a height, with their unit: `7x3in`, `170x80mm`, `9cm`.
  case pageSize
  /// A shape such as 3x32x32; a single number is a shape of one side.
  case shape
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
  /// One or several, separated by commas.
  case list(ParameterKind)
  /// Either of two.
  case either(ParameterKind, ParameterKind)

  /// A word that can be chosen, with a line that says what it means.
  public struct Choice: Sendable, Hashable {
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

  /// A choice of words that need no explanation.
  static func words(_ words: String...) -> ParameterKind { .choice(words.map { Choice($0) }) }

  /// What is expected, in a few words.
  public var described: String {
    switch self {
    case .anything: "a value"
    case .number(nil): "a number"
    case .number(let range?):
      range.upperBound.isInfinite
        ? "a number, \(numberText(range.lowerBound)) or more"
        : "a number from \(numberText(range.lowerBound)) to \(numberText(range.upperBound))"
    case .whole(let minimum): "a whole number, \(minimum) or more"
    case .text: "text"
    case .word: "a word or text"
    case .boolean: "yes or no"
    case .choice(let choices): oneOf(choices.map { "`\($0.word)`" })
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
    case .list(let kind): kind.described + ", or several separated by commas"
    case .either(let first, let second): first.described + ", or " + second.described
    }
  }

  /// The words that can be chosen.
  public var choices: [Choice] {
    switch self {
    case .choice(let choices): choices
    case .boolean: [Choice("yes"), Choice("no")]
    case .list(let kind): kind.choices
    case .either(let first, let second): first.choices + second.choices
    default: []
    }
  }

  /// What was probably meant by a word that is none of the choices, or by a file name of another ending.
  func nearMisses(of word: String, more names: some Sequence<String> = [String]()) -> [String] {
    switch self {
    case .boolean:
      switch word.lowercased() {
      case "on", "true", "y": return ["yes"]
      case "off", "false", "n": return ["no"]
      default: break
      }
    case .list(let kind): return kind.nearMisses(of: word, more: names)
    case .either(let first, let second):
      return first.nearMisses(of: word, more: names) + second.nearMisses(of: word)
    case .writing(let endings):
      guard let point = word.lastIndex(of: ".") else { return [] }
      let ending = String(word[word.index(after: point)...])
      return NearMisses.of(ending, among: endings).map { word[...point] + $0 }
    default: break
    }
    return NearMisses.of(word, among: choices.map(\.word) + names)
  }

  /// The types of value that will do; nil for all.
  var types: Set<ValueType>? {
    switch self {
    case .anything: nil
    case .number, .whole: [.number]
    case .text, .word, .choice, .reading, .writing, .topic, .variableName, .pageSize: [.text]
    case .boolean: [.boolean]
    case .shape: [.shape, .number]
    case .value(let types, let several): Set(types + (several ? [.family] : []))
    case .list(let kind): kind.types.map { $0.union([.list, .range]) }
    case .either(let first, let second):
      first.types.flatMap { types in second.types.map(types.union) }
    }
  }
}
