/// Text as a terminal would show it: colours and weights taken out of the escape sequences, and lines that were written
/// over left out.
struct TerminalText {
  /// A colour.
  enum Colour: Hashable {
    /// One of the sixteen that terminals name.
    case named(Int)
    /// Any other.
    case mixed(red: Int, green: Int, blue: Int)
  }

  /// How a run of text looks.
  struct Style: Hashable {
    var isBold = false
    var isFaint = false
    var isItalic = false
    var isUnderlined = false
    var foreground: Colour?
    var background: Colour?
  }

  /// Text of one look.
  struct Run: Hashable {
    var text: String
    var style: Style
  }

  /// The runs in order.
  private(set) var runs: [Run] = []

  private var line: [Run] = []
  private var style = Style()

  init(_ text: String) {
    var rest = text.unicodeScalars[...]
    // A carriage return takes effect with the next character, so that one at the end hides nothing.
    var returns = false
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\u{1B}": readEscape(&rest)
      case "\n":
        append(scalar)
        runs += line
        line = []
      case "\r": returns = true
      case _ where scalar.value < 0x20 && scalar != "\t": break
      case "\u{7F}"..."\u{9F}": break
      default:
        if returns { line = [] }
        returns = false
        append(scalar)
      }
    }
    runs += line
    line = []
  }

  /// The text alone.
  var plain: String { runs.map(\.text).joined() }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if line.last?.style == style {
      line[line.count - 1].text.unicodeScalars.append(scalar)
    } else {
      line.append(Run(text: String(scalar), style: style))
    }
  }

  /// Takes what follows an escape character: `[…m` sets the style, everything else is left out.
  private mutating func readEscape(_ rest: inout Substring.UnicodeScalarView) {
    switch rest.popFirst() {
    case "[":
      var parameters = ""
      while let scalar = rest.first, (0x20...0x3F).contains(scalar.value) {
        parameters.unicodeScalars.append(scalar)
        rest.removeFirst()
      }
      guard let final = rest.first, (0x40...0x7E).contains(final.value) else { return }
      rest.removeFirst()
      if final == "m" { setStyle(parameters) }
    case "]":
      while let scalar = rest.popFirst(), scalar != "\u{07}" {
        guard scalar == "\u{1B}" else { continue }
        if rest.first == "\\" { rest.removeFirst() }
        return
      }
    default: break
    }
  }

  private mutating func setStyle(_ parameters: String) {
    let numbers = parameters.split(omittingEmptySubsequences: false) { $0 == ";" || $0 == ":" }
      .map { $0.isEmpty ? 0 : Int($0) ?? -1 }
    var index = 0
    while index < numbers.count {
      let number = numbers[index]
      index += 1
      switch number {
      case 0: style = Style()
      case 1: style.isBold = true
      case 2: style.isFaint = true
      case 3: style.isItalic = true
      case 4: style.isUnderlined = true
      case 22: (style.isBold, style.isFaint) = (false, false)
      case 23: style.isItalic = false
      case 24: style.isUnderlined = false
      case 30...37: style.foreground = .named(number - 30)
      case 38: style.foreground = Self.colour(numbers, &index) ?? style.foreground
      case 39: style.foreground = nil
      case 40...47: style.background = .named(number - 40)
      case 48: style.background = Self.colour(numbers, &index) ?? style.background
      case 49: style.background = nil
      case 90...97: style.foreground = .named(number - 82)
      case 100...107: style.background = .named(number - 92)
      default: break
      }
    }
  }

  /// `5;n`, one of 256, or `2;r;g;b`.
  private static func colour(_ numbers: [Int], _ index: inout Int) -> Colour? {
    let rest = numbers[index...]
    guard let kind = rest.first else { return nil }
    let values = rest.dropFirst().prefix(kind == 2 ? 3 : 1)
    guard kind == 2 || kind == 5, values.count == (kind == 2 ? 3 : 1), values.allSatisfy((0...255).contains) else {
      index = numbers.count
      return nil
    }
    index += 1 + values.count
    let value = values[values.startIndex]
    if kind == 2 {
      return .mixed(red: value, green: values[values.startIndex + 1], blue: values[values.startIndex + 2])
    }
    if value < 16 { return .named(value) }
    if value >= 232 {
      let grey = 8 + 10 * (value - 232)
      return .mixed(red: grey, green: grey, blue: grey)
    }
    let levels = [0, 95, 135, 175, 215, 255]
    return .mixed(
      red: levels[(value - 16) / 36], green: levels[(value - 16) / 6 % 6], blue: levels[(value - 16) % 6])
  }
}
