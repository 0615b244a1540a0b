/// A kind of letters that formulas tell apart: bold, double-struck, calligraphic and so on.
///
/// Browsers know them as characters of their own. Source: Unicode, "Mathematical Alphanumeric Symbols", U+1D400 to
/// U+1D7FF, and the letters of "Letterlike Symbols" that are left out there.
enum LetterStyle {
  case upright, bold, boldItalic, doubleStruck, script, fraktur, sans, monospace

  /// The style that a command sets its argument in; nil for any other command.
  init?(command: String) {
    switch command {
    case "mathrm", "mathup", "rm": self = .upright
    case "mathbf", "mathbfup": self = .bold
    case "boldsymbol", "bm", "mathbfit": self = .boldItalic
    case "mathbb": self = .doubleStruck
    case "mathcal", "mathscr": self = .script
    case "mathfrak": self = .fraktur
    case "mathsf": self = .sans
    case "mathtt": self = .monospace
    default: return nil
    }
  }

  /// A letter or digit in this style; itself where the style has none.
  func styled(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if let exception = exceptions[scalar] { return exception }
    let value = scalar.value
    switch value {
    case 0x41...0x5A: return letters.flatMap { Unicode.Scalar($0 + value - 0x41) } ?? scalar
    case 0x61...0x7A: return letters.flatMap { Unicode.Scalar($0 + 26 + value - 0x61) } ?? scalar
    case 0x30...0x39: return digits.flatMap { Unicode.Scalar($0 + value - 0x30) } ?? scalar
    case 0x391...0x3A9: return greek.flatMap { Unicode.Scalar($0 + value - 0x391) } ?? scalar
    case 0x3B1...0x3C9: return greek.flatMap { Unicode.Scalar($0 + 26 + value - 0x3B1) } ?? scalar
    default: return scalar
    }
  }

  /// Where the capital letters begin; the small ones follow them.
  private var letters: UInt32? {
    switch self {
    case .upright: nil
    case .bold: 0x1D400
    case .boldItalic: 0x1D468
    case .script: 0x1D49C
    case .fraktur: 0x1D504
    case .doubleStruck: 0x1D538
    case .sans: 0x1D5A0
    case .monospace: 0x1D670
    }
  }

  private var digits: UInt32? {
    switch self {
    case .bold, .boldItalic: 0x1D7CE
    case .doubleStruck: 0x1D7D8
    case .sans: 0x1D7E2
    case .monospace: 0x1D7F6
    case .upright, .script, .fraktur: nil
    }
  }

  private var greek: UInt32? {
    switch self {
    case .bold: 0x1D6A8
    case .boldItalic: 0x1D71C
    default: nil
    }
  }

  private var exceptions: [Unicode.Scalar: Unicode.Scalar] {
    switch self {
    case .script:
      ["B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ", "o": "ℴ"]
    case .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]
    case .doubleStruck: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"]
    default: [:]
    }
  }
}
