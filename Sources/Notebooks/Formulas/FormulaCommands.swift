internal import Basics

extension FormulaReader {
  /// What a command stands for, with its arguments.
  mutating func command(_ name: String, after before: Role) throws(Formula.Problem) -> Piece {
    if let piece = symbol(name, after: before) { return piece }
    if let width = FormulaSymbols.spaces[name] { return Piece(markup: "<mspace width=\"\(width)\"></mspace>") }
    if let size = FormulaSymbols.sizes[name] {
      let sign = try delimiter(of: name)
      let limits = "minsize=\"\(size)\" maxsize=\"\(size)\""
      let role = name.hasSuffix("l") ? Role.opening : .ordinary
      return Piece(markup: "<mo stretchy=\"true\" symmetric=\"true\" \(limits)>\(sign)</mo>", role: role)
    }
    if let accent = FormulaSymbols.accents[name] {
      let (below, stretchy) = (try argument(of: "\\\(name)"), accent.stretches)
      return Piece(
        markup: "<mover accent=\"true\">\(below)<mo stretchy=\"\(stretchy)\">\(accent.sign)</mo></mover>",
        takesLimits: name == "overbrace")
    }
    if let sign = FormulaSymbols.underlines[name] {
      return Piece(
        markup:
          "<munder accentunder=\"true\">\(try argument(of: "\\\(name)"))<mo stretchy=\"true\">\(sign)</mo></munder>",
        takesLimits: name == "underbrace")
    }
    if let style = LetterStyle(command: name) { return try styled(style, of: name) }
    return try structure(name, after: before)
  }

  /// A single sign; nil for a command that is none.
  private func symbol(_ name: String, after before: Role) -> Piece? {
    if let sign = FormulaSymbols.letters[name] { return Piece(markup: letter(sign)) }
    if let sign = FormulaSymbols.upright[name] { return Piece(markup: letter(sign, isUpright: true)) }
    if let sign = FormulaSymbols.operators[name] { return Piece(markup: "<mo>\(sign)</mo>", role: .other) }
    if let sign = FormulaSymbols.large[name] {
      return Piece(markup: "<mo largeop=\"true\" movablelimits=\"true\">\(sign)</mo>", role: .other, takesLimits: true)
    }
    if let sign = FormulaSymbols.integrals[name] { return Piece(markup: "<mo>\(sign)</mo>", role: .other) }
    if FormulaSymbols.functions.contains(name) { return function(name, hasLimits: false, after: before) }
    if let words = FormulaSymbols.limits[name] { return function(words, hasLimits: true, after: before) }
    if name == "|" { return Piece(markup: "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">‖</mo>", role: .other) }
    if let sign = FormulaSymbols.delimiters[name] {
      let opens = ["⟨", "⌊", "⌈", "{", "[", "⟮"].contains(sign) || name.hasPrefix("l")
      return Piece(
        markup: "<mo stretchy=\"false\">\(sign.inMarkup)</mo>", role: opens ? .opening : .ordinary)
    }
    return nil
  }

  /// A function's name, with the space that TeX leaves beside it.
  private func function(_ words: String, hasLimits: Bool, after before: Role) -> Piece {
    let isFollowedByBracket = [.sign("("), .sign("["), .sign("^"), .command("left")].contains(tokens.next)
    let left = before == .ordinary ? "0.1667em" : "0"
    let right = isFollowedByBracket && !hasLimits ? "0" : "0.1667em"
    let limits = hasLimits ? " movablelimits=\"true\"" : ""
    return Piece(
      markup: "<mo form=\"prefix\" lspace=\"\(left)\" rspace=\"\(right)\"\(limits)>\(words.inMarkup)</mo>",
      role: .opening,
      takesLimits: hasLimits)
  }

  /// What a command sets in other letters; a word of upright ones is one word.
  private mutating func styled(_ style: LetterStyle, of name: String) throws(Formula.Problem) -> Piece {
    let before = (style: self.style, tokens: tokens)
    if style == .upright, let word = tokens.popText(), !word.isEmpty, word.unicodeScalars.allSatisfy(\.isWordPart) {
      return Piece(markup: "<mi mathvariant=\"normal\">\(word.inMarkup)</mi>")
    }
    tokens = before.tokens
    self.style = style
    defer { self.style = before.style }
    return Piece(markup: try argument(of: "\\\(name)"))
  }

  private mutating func structure(_ name: String, after before: Role) throws(Formula.Problem) -> Piece {
    let written = "\\\(name)"
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac":
      let fraction = "<mfrac>\(try argument(of: written))\(try argument(of: written))</mfrac>"
      let style = name == "tfrac" ? "false" : name == "frac" ? nil : "true"
      return Piece(markup: style.map { "<mstyle displaystyle=\"\($0)\">\(fraction)</mstyle>" } ?? fraction)
    case "binom":
      let parts = "\(try argument(of: written))\(try argument(of: written))"
      return Piece(markup: "<mrow><mo>(</mo><mfrac linethickness=\"0\">\(parts)</mfrac><mo>)</mo></mrow>")
    case "sqrt":
      guard tokens.take("[") else { return Piece(markup: "<msqrt>\(try argument(of: written))</msqrt>") }
      let degree = try row(closedBy: "]")
      guard tokens.take("]") else { throw .init("lacks a ]") }
      return Piece(markup: "<mroot>\(try argument(of: written))<mrow>\(degree)</mrow></mroot>")
    case "text", "textrm", "textnormal", "mbox", "textbf", "textit", "texttt", "operatorname", "mathop":
      return try words(of: name, after: before)
    case "overset", "stackrel", "underset":
      let (mark, base) = (try argument(of: written), try argument(of: written))
      let element = name == "underset" ? "munder" : "mover"
      return Piece(markup: "<\(element)>\(base)\(mark)</\(element)>", role: .other)
    case "xrightarrow", "xleftarrow":
      let arrow = name == "xrightarrow" ? "→" : "←"
      return Piece(
        markup: "<mover><mo stretchy=\"true\">\(arrow)</mo>\(try argument(of: written))</mover>", role: .other)
    case "not":
      guard case .command(let negated)? = tokens.next, let sign = FormulaSymbols.operators[negated] else {
        guard tokens.take("=") else { throw .init("has nothing behind \\not that could be negated") }
        return Piece(markup: "<mo>≠</mo>", role: .other)
      }
      _ = tokens.pop()
      return Piece(markup: "<mo>\(sign)\u{338}</mo>", role: .other)
    case "left": return try stretched()
    case "begin": return try environment()
    case "substack":
      guard tokens.take("{") else { throw .init("has nothing behind \\substack") }
      let rows = try rows(until: .sign("}"))
      return Piece(markup: Self.table(rows, alignment: nil))
    case "pmod":
      return Piece(
        markup: "<mrow><mspace width=\"0.4em\"></mspace><mo stretchy=\"false\">(</mo><mo rspace=\"0.3em\">mod</mo>"
          + "\(try argument(of: written))<mo stretchy=\"false\">)</mo></mrow>")
    case "bmod", "mod": return Piece(markup: "<mo lspace=\"0.22em\" rspace=\"0.22em\">mod</mo>", role: .other)
    case "label", "notag", "nonumber":
      if name == "label" { _ = tokens.popText() }
      return Piece(markup: "")
    default:
      throw .init("has \(written), which is no command that reports know")
    }
  }

  /// Words that are set as such.
  private mutating func words(of name: String, after before: Role) throws(Formula.Problem) -> Piece {
    let hasStar = name == "operatorname" && tokens.take("*")
    guard let text = tokens.popText() else { throw .init("has no {…} behind \\\(name)") }
    switch name {
    case "operatorname", "mathop":
      let isFollowedByBracket = [.sign("("), .sign("["), .command("left")].contains(tokens.next)
      let word = text.replacing("\\,", with: "\u{2009}").filter { $0 != "\\" }
      let space =
        "lspace=\"\(before == .ordinary ? "0.1667em" : "0")\" rspace=\"\(isFollowedByBracket ? "0" : "0.1667em")\""
      return Piece(
        markup: "<mo form=\"prefix\" \(space)\(hasStar ? " movablelimits=\"true\"" : "")>\(word.inMarkup)</mo>",
        role: .opening, takesLimits: hasStar)
    default:
      // Spaces at the ends would be dropped.
      let kept = text.replacing(" ", with: "\u{A0}")
      let look = ["textbf": "font-weight:bold", "textit": "font-style:italic", "texttt": "font-family:monospace"][name]
      return Piece(markup: "<mtext\(look.map { " style=\"\($0)\"" } ?? "")>\(kept.inMarkup)</mtext>")
    }
  }

  /// A bracket behind `\left`, `\right`, `\middle` or a size; empty for a full stop.
  private mutating func delimiter(of command: String) throws(Formula.Problem) -> String {
    switch tokens.pop() {
    case .sign("."): return ""
    case .sign(let sign)?:
      if let found = FormulaSymbols.delimiters[String(sign)] { return found.inMarkup }
      throw .init("has a \(sign) behind \\\(command), where a bracket should stand")
    case .command("|")?: return "‖"
    case .command(let name)?:
      if let found = FormulaSymbols.delimiters[name] { return found.inMarkup }
      throw .init("has a \\\(name) behind \\\(command), where a bracket should stand")
    case nil: throw .init("has nothing behind \\\(command)")
    }
  }

  /// What stands between `\left` and `\right`, as high as what is between them.
  private mutating func stretched() throws(Formula.Problem) -> Piece {
    var markup = Self.bracket(try delimiter(of: "left"), form: "prefix")
    while true {
      markup += "<mrow>\(try row())</mrow>"
      switch tokens.pop() {
      case .command("middle")?: markup += Self.bracket(try delimiter(of: "middle"), form: "infix")
      case .command("right")?:
        return Piece(markup: "<mrow>\(markup)\(Self.bracket(try delimiter(of: "right"), form: "postfix"))</mrow>")
      default: throw .init("has a \\left without its \\right")
      }
    }
  }

  private static func bracket(_ sign: String, form: String) -> String {
    sign.isEmpty ? "" : "<mo form=\"\(form)\" stretchy=\"true\" fence=\"true\">\(sign)</mo>"
  }
}

extension Unicode.Scalar {
  /// Whether it may stand in a word of upright letters.
  fileprivate var isWordPart: Bool { properties.isAlphabetic || ("0"..."9").contains(self) || self == "-" }
}
