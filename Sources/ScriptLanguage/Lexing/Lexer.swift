/// Cuts a script into tokens.
///
/// Outside brackets white space separates bare tokens; inside `(…)`, `[…]` and `{…}` expressions are cut into names,
/// numbers and operators; inside quotes only escapes and `{` count. A line's end closes all that it left open. In a cell that
/// papermill wrote (`ParametersCell`), quotes and lines are Python's.
public struct Lexer {
  /// All tokens, the last of them `.end`, with the mistakes inside tokens.
  public static func tokens(of source: SourceText) -> LexedText {
    var lexer = Lexer(source: source)
    lexer.run()
    return LexedText(
      tokens: lexer.tokens, diagnostics: lexer.diagnostics, endsInContinuation: lexer.endsInContinuation)
  }

  private let source: SourceText
  private let bytes: [UInt8]
  private var position = 0
  private var tokens: [Token] = []
  private var diagnostics: [Diagnostic] = []
  private var followsSpace = true
  private var endsInContinuation = false
  /// The brackets and quotes that are open on this line, by their first byte.
  private var open: [UInt8] = []
  /// Whether nothing but line ends came yet in the cell at hand.
  private var beginsCell = true
  /// Whether the cell at hand is one of papermill's.
  private var readsPython = false

  private init(source: SourceText) {
    self.source = source
    self.bytes = source.bytes
  }

  private func byte(_ distance: Int = 0) -> UInt8? {
    let index = position + distance
    return index < bytes.count ? bytes[index] : nil
  }

  private mutating func add(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind: kind, offsets: start..<position, followsSpace: followsSpace))
    followsSpace = false
    if kind != .lineEnd { beginsCell = false }
  }

  private mutating func run() {
    while position < bytes.count {
      if open.last == UInt8(ascii: "\"") {
        readText()
      } else if !skipSpace() {
        readOutsideText()
      }
    }
    add(.lineEnd, from: position)
    add(.end, from: position)
  }

  private mutating func readOutsideText() {
    let start = position
    let first = bytes[position]
    switch first {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      let length = lineBreakLength(at: position)
      // Python goes on inside of brackets.
      if !readsPython || open.isEmpty { add(.lineEnd, from: start) }
      position += length
      if !readsPython { open = [] }
      followsSpace = true
    case UInt8(ascii: "#") where followsSpace: readComment()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard !readsPython else { return readPythonText(first) }
      guard first == UInt8(ascii: "\"") else { return readOther() }
      position += 1
      open.append(first)
      add(.openQuote, from: start)
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      position += 1
      open.append(first)
      addSymbol(from: start)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      position += 1
      close(first)
      addSymbol(from: start)
    case UInt8(ascii: ","):
      position += 1
      addSymbol(from: start)
    default: readOther()
    }
  }

  private mutating func readOther() {
    if open.isEmpty { readBare() } else { readInExpression() }
  }

  private mutating func readComment() {
    let start = position
    while let next = byte(), next != UInt8(ascii: "\n"), next != UInt8(ascii: "\r") { position += 1 }
    let text = source.text(in: start..<position)
    let isAtFirstColumn = start == source.lineStarts[source.lineIndex(at: start)]
    if isAtFirstColumn, CellMark.behind(text) != nil {
      // What an earlier cell left open ends with it.
      if readsPython, !open.isEmpty { add(.lineEnd, from: start) }
      (beginsCell, readsPython, open) = (true, false, [])
      followsSpace = true
      add(.comment(atFirstColumn: true), from: start)
      beginsCell = true
      return
    }
    if isAtFirstColumn, beginsCell, ParametersCell.opens(text) { readsPython = true }
    add(.comment(atFirstColumn: isAtFirstColumn), from: start)
  }

  private mutating func addSymbol(from start: Int) {
    add(.symbol(source.text(in: start..<position)), from: start)
  }

  /// Closes the nearest bracket of the kind, and with it whatever was left open inside.
  private mutating func close(_ closer: UInt8) {
    let opener: UInt8 = closer == UInt8(ascii: ")") ? UInt8(ascii: "(") : closer - 2
    let limit = open.lastIndex(of: UInt8(ascii: "\"")) ?? -1
    if let index = open.lastIndex(of: opener), index > limit {
      open.removeSubrange(index...)
    }
  }

  // MARK: White space

  private func lineBreakLength(at index: Int) -> Int {
    guard index < bytes.count else { return 0 }
    if bytes[index] == UInt8(ascii: "\n") { return 1 }
    guard bytes[index] == UInt8(ascii: "\r") else { return 0 }
    return index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n") ? 2 : 1
  }

  /// The length of the blank at an offset: a space, a tab, a form feed, or a no-break space.
  private func blankLength(at index: Int) -> Int {
    guard index < bytes.count else { return 0 }
    switch bytes[index] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0B, 0x0C: return 1
    case 0xC2: return index + 1 < bytes.count && bytes[index + 1] == 0xA0 ? 2 : 0
    default: return 0
    }
  }

  /// The length of a `\` with the line break that it takes away, blanks between them counted.
  private func continuationLength(at index: Int) -> Int {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\\") else { return 0 }
    var end = index + 1
    while case let length = blankLength(at: end), length > 0 { end += length }
    if end == bytes.count { return end - index }
    let lineBreak = lineBreakLength(at: end)
    return lineBreak == 0 ? 0 : end + lineBreak - index
  }

  private mutating func skipSpace() -> Bool {
    let blank = blankLength(at: position)
    let length = blank > 0 ? blank : continuationLength(at: position)
    guard length > 0 else { return false }
    if blank == 0, position + length == bytes.count { endsInContinuation = true }
    position += length
    followsSpace = true
    return true
  }

  // MARK: Outside brackets

  private mutating func readBare() {
    let start = position
    if bytes[position] == UInt8(ascii: "=") {
      position += byte(1) == UInt8(ascii: "=") ? 2 : 1
      addSymbol(from: start)
      return
    }
    while let next = byte(), !endsBare(next) { position += 1 }
    if position == start { position += 1 }
    add(.bare, from: start)
  }

  private func endsBare(_ next: UInt8) -> Bool {
    switch next {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "="),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"):
      true
    default:
      blankLength(at: position) > 0 || continuationLength(at: position) > 0
    }
  }

  // MARK: Inside brackets

  private static func isDigit(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: byte >= 0x80 && blankLength(at: position) == 0
    }
  }

  private mutating func readInExpression() {
    let start = position
    let first = bytes[position]
    if Self.isDigit(first) || (first == UInt8(ascii: ".") && Self.isDigit(byte(1)) && !followsDot) {
      readNumber()
    } else if isNameByte(first) {
      while let next = byte(), isNameByte(next) { position += 1 }
      add(.name, from: start)
    } else {
      let two = source.text(in: start..<min(start + 2, bytes.count))
      if ["==", "!=", "<=", ">=", ".."].contains(two) {
        position += 2
        addSymbol(from: start)
      } else {
        position += 1
        let known = "=<>+-*/%^.".utf8.contains(first)
        if known { addSymbol(from: start) } else { add(.unknown, from: start) }
      }
    }
  }

  /// Whether the byte before is the second dot of `..`, so that `1...5` is no `.5`.
  private var followsDot: Bool { position > 0 && bytes[position - 1] == UInt8(ascii: ".") }

  private mutating func readNumber() {
    let start = position
    while Self.isDigit(byte()) { position += 1 }
    if byte() == UInt8(ascii: "x"), Self.isDigit(byte(1)) {
      while byte() == UInt8(ascii: "x"), Self.isDigit(byte(1)) {
        position += 1
        while Self.isDigit(byte()) { position += 1 }
      }
      add(.shape, from: start)
      return
    }
    if byte() == UInt8(ascii: "."), Self.isDigit(byte(1)) {
      position += 1
      while Self.isDigit(byte()) { position += 1 }
    }
    if let e = byte(), e == UInt8(ascii: "e") || e == UInt8(ascii: "E") {
      let signed = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
      if Self.isDigit(byte(signed ? 2 : 1)) {
        position += signed ? 2 : 1
        while Self.isDigit(byte()) { position += 1 }
      }
    }
    add(.number, from: start)
  }

  // MARK: Inside quotes

  private mutating func readText() {
    let start = position
    var scalars: [UInt8] = []
    while let next = byte() {
      switch next {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "{"), UInt8(ascii: "\""):
        finishText(scalars, from: start, before: next)
        return
      case UInt8(ascii: "\\"):
        let length = continuationLength(at: position)
        if length > 0 {
          endsInContinuation = position + length == bytes.count
          position += length
        } else {
          readEscape(into: &scalars)
        }
      default:
        scalars.append(next)
        position += 1
      }
    }
    finishText(scalars, from: start, before: nil)
  }

  private mutating func finishText(_ characters: [UInt8], from start: Int, before next: UInt8?) {
    if position > start { add(.characters(String(decoding: characters, as: UTF8.self)), from: start) }
    switch next {
    case UInt8(ascii: "{"):
      position += 1
      open.append(UInt8(ascii: "{"))
      add(.symbol("{"), from: position - 1)
    case UInt8(ascii: "\""):
      position += 1
      open.removeLast()
      add(.closeQuote, from: position - 1)
    default:
      open = []
    }
  }

  /// A text as Python writes it: in quotes of either kind, with Python's escapes, and with braces that mean nothing.
  private mutating func readPythonText(_ quote: UInt8) {
    position += 1
    add(.openQuote, from: position - 1)
    let start = position
    var characters: [UInt8] = []
    while let next = byte(), next != quote, next != UInt8(ascii: "\n"), next != UInt8(ascii: "\r") {
      guard next == UInt8(ascii: "\\") else {
        characters.append(next)
        position += 1
        continue
      }
      if let (scalar, length) = PythonText.escape(bytes[(position + 1)...]) {
        if let scalar { characters += Array(String(Character(scalar)).utf8) }
        position += 1 + length
      } else {
        var end = min(position + 2, bytes.count)
        while end < bytes.count, UTF8.isContinuation(bytes[end]) { end += 1 }
        reportEscape(position..<end, expected: #"one of Python's, such as `\n`, `\"`, `\xf6` or `\u2013`"#)
        position = end
      }
    }
    if position > start { add(.characters(String(decoding: characters, as: UTF8.self)), from: start) }
    guard byte() == quote else { return }
    position += 1
    add(.closeQuote, from: position - 1)
  }

  private mutating func readEscape(into characters: inout [UInt8]) {
    let start = position
    position += 2
    switch byte(-1) {
    case UInt8(ascii: "n"): characters.append(UInt8(ascii: "\n"))
    case UInt8(ascii: "t"): characters.append(UInt8(ascii: "\t"))
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "}"):
      characters.append(bytes[position - 1])
    case UInt8(ascii: "u") where byte() == UInt8(ascii: "{"):
      readScalarEscape(from: start, into: &characters)
    default:
      position -= 1
      var end = min(position + 1, bytes.count)
      while end < bytes.count, UTF8.isContinuation(bytes[end]) { end += 1 }
      reportEscape(start..<end)
    }
  }

  private mutating func readScalarEscape(from start: Int, into characters: inout [UInt8]) {
    position += 1
    let digits = position
    while let next = byte(),
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= next || UInt8(ascii: "a")...UInt8(ascii: "f") ~= next | 0x20
    {
      position += 1
    }
    let text = source.text(in: digits..<position)
    guard byte() == UInt8(ascii: "}"), let code = UInt32(text, radix: 16), let scalar = Unicode.Scalar(code) else {
      reportEscape(start..<position)
      return
    }
    position += 1
    characters += Array(String(Character(scalar)).utf8)
  }

  private mutating func reportEscape(
    _ offsets: Range<Int>, expected: String = #"`\n`, `\t`, `\"`, `\\`, `\{`, `\}` or `\u{1F600}`"#
  ) {
    let range = SourceRange(source: source, offsets: offsets)
    diagnostics.append(Diagnostic(at: range, "`\(range.text)` is no escape", expected: expected))
  }
}

/// The tokens of a script.
public struct LexedText: Sendable {
  /// The tokens in order; the last is `.end`.
  public let tokens: [Token]
  /// The mistakes inside tokens, such as unknown escapes.
  public let diagnostics: [Diagnostic]
  /// Whether the text ends behind a `\` that continues the line.
  public let endsInContinuation: Bool
}
