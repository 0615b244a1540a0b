internal import Basics

/// Text as part of a page.
enum HTMLText {
  /// What a terminal would show.
  static func terminal(_ text: String) -> String {
    TerminalText(text).runs.map { run in
      let look = attributes(of: run.style)
      return look.isEmpty ? run.text.inMarkup : "<span\(look)>\(run.text.inMarkup)</span>"
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

  /// Lines that keep their spaces; those too many or too long are scrolled, with the keyboard too.
  static func block(_ kind: String, _ html: String) -> String {
    html.isEmpty ? "" : "<pre class=\"\(kind)\" tabindex=\"0\">\(html)</pre>\n"
  }

  /// Code inside of prose, in which no line ends within an option such as `--set`.
  static func inlineCode(_ code: String) -> String {
    code.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.hasPrefix("-") && word.count <= 24 ? "<span class=\"whole\">\(word.inMarkup)</span>" : word.inMarkup
    }.joined(separator: " ")
  }

  /// Code, its pieces in spans; of pieces that overlap the first counts.
  static func code(_ code: String, pieces: [(Range<String.Index>, CodeKind)]) -> String {
    var html = ""
    var place = code.startIndex
    for (range, kind) in pieces.sorted(by: { $0.0.lowerBound < $1.0.lowerBound })
    where range.lowerBound >= place && range.upperBound <= code.endIndex && !range.isEmpty {
      html += code[place..<range.lowerBound].inMarkup
      html += "<span class=\"\(kind.rawValue)\">\(code[range].inMarkup)</span>"
      place = range.upperBound
    }
    return html + code[place...].inMarkup
  }
}
