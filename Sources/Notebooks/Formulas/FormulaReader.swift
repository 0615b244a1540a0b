internal import Basics

/// Reads a formula from left to right, and writes its MathML.
struct FormulaReader {
  /// What a piece is to the one beside it, which decides on space.
  enum Role { case ordinary, opening, other }

  /// A piece of a formula, to which scripts can be put.
  struct Piece {
    var markup: String
    var role = Role.ordinary
    /// Whether scripts stand above and below it.
    var takesLimits = false
  }

  /// Nothing that people write is deeper.
  private static let deepest = 48
  /// A formula may hold so many pieces, each of which a browser lays out.
  private static let mostPieces = 20_000

  var tokens: FormulaTokens
  var style: LetterStyle?
  private var depth = 0
  private var pieces = 0

  init(_ source: String) { tokens = FormulaTokens(source) }

  /// All of the formula as one element.
  mutating func whole() throws(Formula.Problem) -> String {
    var parts = [try row()]
    while tokens.next != nil {
      switch tokens.pop() {
      // Several lines without an environment are a column.
      case .command("\\")?, .command("newline")?: parts.append(try row())
      case .sign("&")?: parts[parts.count - 1] += try row()
      case .sign(let sign)?: throw .init("has a \(sign) that nothing opens")
      case .command(let name)?: throw .init("has a \\\(name) that nothing opens")
      case nil: break
      }
    }
    guard parts.count > 1 else { return "<mrow>\(parts[0])</mrow>" }
    return Self.table(parts.map { [$0] }, alignment: nil, isDisplay: true)
  }

  /// Pieces up to what closes them, which is left: a brace or bracket, `&`, `\\`, `\right`, `\middle` or `\end`.
  mutating func row(closedBy sign: Unicode.Scalar? = nil) throws(Formula.Problem) -> String {
    depth += 1
    guard depth <= Self.deepest else { throw .init("is nested more than \(Self.deepest) deep") }
    defer { depth -= 1 }
    var markup = ""
    var before = Role.opening
    while let token = tokens.next, !closes(token, sign) {
      if let style = displayStyle(token) {
        _ = tokens.pop()
        return markup + "<mstyle displaystyle=\"\(style)\">\(try row(closedBy: sign))</mstyle>"
      }
      let piece = try scripted(after: before)
      markup += piece.markup
      before = piece.role
    }
    return markup
  }

  private func closes(_ token: FormulaTokens.Token, _ sign: Unicode.Scalar?) -> Bool {
    switch token {
    case .sign("}"), .sign("&"): true
    case .sign(let found): found == sign
    case .command(let name): ["\\", "newline", "cr", "right", "middle", "end"].contains(name)
    }
  }

  private func displayStyle(_ token: FormulaTokens.Token) -> Bool? {
    switch token {
    case .command("displaystyle"): true
    case .command("textstyle"), .command("scriptstyle"): false
    default: nil
    }
  }

  /// A piece with the scripts behind it.
  private mutating func scripted(after before: Role) throws(Formula.Problem) -> Piece {
    pieces += 1
    guard pieces <= Self.mostPieces else { throw .init("holds more than \(Self.mostPieces) signs") }
    var piece =
      [.sign("^"), .sign("_"), .sign("'")].contains(tokens.next)
      ? Piece(markup: "<mrow></mrow>") : try nucleus(after: before)
    var (lower, upper): (String?, String?)
    scripts: while true {
      switch tokens.next {
      case .command("limits")?: piece.takesLimits = true
      case .command("nolimits")?: piece.takesLimits = false
      case .sign("_")? where lower == nil:
        _ = tokens.pop()
        lower = try argument(of: "_")
        continue
      case .sign("^")? where upper == nil:
        _ = tokens.pop()
        upper = try argument(of: "^")
        continue
      case .sign("'")? where upper == nil:
        var primes = ""
        while tokens.take("'") { primes += "′" }
        upper = "<mo>\(primes)</mo>"
        if tokens.take("^") { upper = "<mrow>\(upper ?? "")\(try argument(of: "^"))</mrow>" }
        continue
      case .sign("_")?, .sign("^")?, .sign("'")?: throw .init("has two scripts at one place")
      default: break scripts
      }
      _ = tokens.pop()
    }
    let names = piece.takesLimits ? ("munder", "mover", "munderover") : ("msub", "msup", "msubsup")
    switch (lower, upper) {
    case (let lower?, let upper?): piece.markup = "<\(names.2)>\(piece.markup)\(lower)\(upper)</\(names.2)>"
    case (let lower?, nil): piece.markup = "<\(names.0)>\(piece.markup)\(lower)</\(names.0)>"
    case (nil, let upper?): piece.markup = "<\(names.1)>\(piece.markup)\(upper)</\(names.1)>"
    case (nil, nil): break
    }
    return piece
  }

  /// What a command applies to: what stands in braces, or the next piece; one element.
  mutating func argument(of command: String) throws(Formula.Problem) -> String {
    guard let token = tokens.next, token == .sign("{") || !closes(token, nil) else {
      throw .init("has nothing behind \(command)")
    }
    depth += 1
    guard depth <= Self.deepest else { throw .init("is nested more than \(Self.deepest) deep") }
    defer { depth -= 1 }
    // As in TeX, digits without braces are each an argument of their own.
    if case .sign(let sign)? = tokens.next, sign.isFigure {
      _ = tokens.pop()
      return "<mn>\(styled(String(sign)))</mn>"
    }
    let markup = try nucleus(after: .opening).markup
    return markup.isEmpty ? "<mrow></mrow>" : markup
  }

  /// A piece without scripts.
  private mutating func nucleus(after before: Role) throws(Formula.Problem) -> Piece {
    switch tokens.pop() {
    case .sign("{")?:
      let content = try row()
      guard tokens.take("}") else { throw .init("lacks a }") }
      return Piece(markup: "<mrow>\(content)</mrow>")
    case .sign(let sign)?: return sign.isFigure ? number(from: sign) : self.sign(sign, after: before)
    case .command(let name)?: return try command(name, after: before)
    case nil: throw .init("ends too early")
    }
  }

  /// Digits, with points between them.
  private mutating func number(from first: Unicode.Scalar) -> Piece {
    var digits = String(first)
    while case .sign(let sign)? = tokens.next, sign.isFigure || (sign == "." && isPointInNumber) {
      _ = tokens.pop()
      digits.unicodeScalars.append(sign)
    }
    return Piece(markup: "<mn>\(styled(digits))</mn>")
  }

  /// Whether a digit stands behind the point that comes next; otherwise it ends a sentence.
  private var isPointInNumber: Bool {
    var ahead = tokens
    _ = ahead.pop()
    if case .sign(let sign)? = ahead.next { return sign.isFigure }
    return false
  }

  private func sign(_ sign: Unicode.Scalar, after before: Role) -> Piece {
    // Behind an operator or a bracket it belongs to what follows it.
    let form = before == .ordinary ? "" : " form=\"prefix\""
    return switch sign {
    case "(", "[": Piece(markup: "<mo stretchy=\"false\">\(sign)</mo>", role: .opening)
    case ")", "]": Piece(markup: "<mo stretchy=\"false\">\(sign)</mo>")
    case "|": Piece(markup: "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">|</mo>", role: .other)
    case "-": Piece(markup: "<mo\(form)>−</mo>", role: .other)
    case "+": Piece(markup: "<mo\(form)>+</mo>", role: .other)
    case "*": Piece(markup: "<mo>∗</mo>", role: .other)
    case "/": Piece(markup: "<mo lspace=\"0\" rspace=\"0\">/</mo>", role: .other)
    case "~": Piece(markup: "<mspace width=\"0.25em\"></mspace>")
    case ":": Piece(markup: "<mo lspace=\"0.2778em\" rspace=\"0.2778em\">:</mo>", role: .other)
    case "=", "<", ">", ",", ";", "!", "?", ".":
      Piece(markup: "<mo>\(String(sign).inMarkup)</mo>", role: sign == "!" ? .ordinary : .other)
    default: Piece(markup: letter(String(sign)))
    }
  }

  /// A letter in the style that holds here.
  func letter(_ text: String, isUpright: Bool = false) -> String {
    guard let style else {
      return "<mi\(isUpright ? " mathvariant=\"normal\"" : "")>\(text.inMarkup)</mi>"
    }
    let isPlain = style == .upright || style == .bold
    return "<mi\(isPlain ? " mathvariant=\"normal\"" : "")>\(styled(text).inMarkup)</mi>"
  }

  /// A text in the style that holds here.
  func styled(_ text: String) -> String {
    guard let style else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map(style.styled)))
  }
}

extension Unicode.Scalar {
  /// Whether it is one of the ten digits.
  fileprivate var isFigure: Bool { ("0"..."9").contains(self) }
}
