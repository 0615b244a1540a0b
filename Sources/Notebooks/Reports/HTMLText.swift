/// Text as part of a page.
enum HTMLText {
  /// Text that is shown as it is, in an element or in a quoted attribute.
  static func escaped(_ text: some StringProtocol) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n", "\t": escaped.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// What a terminal would show.
  static func terminal(_ text: String) -> String {
    TerminalText(text).runs.map { run in
      let look = attributes(of: run.style)
      return look.isEmpty ? escaped(run.text) : "<span\(look)>\(escaped(run.text))</span>"
    }.joined()
  }

  private static func attributes(of style: TerminalText.Style) -> String {
    var classes: [String] = []
    var mixed: [String] = []
    if style.isBold { classes.append("bold") }
    if style.isFaint { classes.append("faint") }
    if style.isItalic { classes.append("italic") }
    if style.isUnderlined { classes.append("underlined") }
    for (colour, prefix, property) in [
      (style.foreground, "ink", "color"), (style.background, "ground", "background-color"),
    ] {
      switch colour {
      case .named(let number): classes.append("\(prefix)-\(number)")
      case .mixed(let red, let green, let blue): mixed.append("\(property):rgb(\(red),\(green),\(blue))")
      case nil: break
      }
    }
    return (classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\"")
      + (mixed.isEmpty ? "" : " style=\"\(mixed.joined(separator: ";"))\"")
  }

  /// Code, its pieces in spans; of pieces that overlap the first counts.
  static func code(_ code: String, pieces: [(Range<String.Index>, CodeKind)]) -> String {
    var html = ""
    var place = code.startIndex
    for (range, kind) in pieces.sorted(by: { $0.0.lowerBound < $1.0.lowerBound })
    where range.lowerBound >= place && range.upperBound <= code.endIndex && !range.isEmpty {
      html += escaped(code[place..<range.lowerBound])
      html += "<span class=\"\(kind.rawValue)\">\(escaped(code[range]))</span>"
      place = range.upperBound
    }
    return html + escaped(code[place...])
  }
}
