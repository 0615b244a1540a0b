extension Parser {
  // MARK: Loops

  mutating func parseLoop(from start: Int) -> Statement {
    let opener = range(current)
    let head = parseLoopHead()
    let body = head.isTold ? parseIndentedBody(behind: head.first) : parseBody(opener, "for")
    let loop = Loop(variable: head.variable, values: head.values, body: body)
    return Statement(kind: head.isValid ? .loop(loop) : .invalid, range: range(from: start))
  }

  /// The line that opens a loop.
  private struct LoopHead {
    let variable: Name
    let values: [Expression]
    let isValid: Bool
    /// Whether the line was answered as one of Python's.
    let isTold: Bool
    /// Its first token.
    let first: Int
  }

  private mutating func parseLoopHead() -> LoopHead {
    let opener = range(current)
    let (first, before) = (index, diagnostics.count)
    advance()
    let variable = Name(text: text(current), range: range(current))
    var valid = true
    if current.kind == .bare, !isBare("in") {
      valid = checkName(variable)
      advance()
    } else {
      valid = false
      report(range(current), "`for` needs a name for the value", expected: "`for NAME in 1..3`")
    }
    var values: [Expression] = []
    if isBare("in") {
      advance()
      let inside = diagnostics.count
      while !endsLine() {
        let position = index
        values.append(parseBareValue())
        if index == position { advance() }
      }
      if values.isEmpty, diagnostics.count == inside {
        report(opener, "`for` has nothing to run over", expected: "values behind `in`, as in `for n in 1..3 7,9`")
      }
    } else if valid {
      let place = endsLine() ? opener : range(current)
      report(place, "`in` is missing behind `for \(variable.text)`", expected: "`for \(variable.text) in 1..3`")
      skipToLineEnd()
    } else {
      skipToLineEnd()
    }
    if let (cue, whole) = pythonCue(from: first, since: before) {
      answer(cue, at: whole, since: before)
      finishLine(after: "the values of `for`")
      let values = [Expression(kind: .missing, range: whole)]
      return LoopHead(variable: variable, values: values, isValid: valid, isTold: true, first: first)
    }
    if settle(from: first, since: before) {
      values = [Expression(kind: .missing, range: lineRange(from: first) ?? opener)]
    }
    finishLine(after: "the values of `for`")
    return LoopHead(variable: variable, values: values, isValid: valid, isTold: false, first: first)
  }

  /// The statements up to the end of a block, or up to `else` where it may have one; nothing of the end is taken there.
  private mutating func parseBody(_ opener: SourceRange, _ name: String, mayHaveElse: Bool = false) -> [Statement] {
    if nesting > Self.nestingLimit {
      report(opener, "blocks nest more than \(Self.nestingLimit) deep")
      skipBlock()
      return []
    }
    var body: [Statement] = []
    while true {
      skipEmptyLines()
      if mayHaveElse, isElse() { return body }
      if closesBlock(opener, name) { return body }
      body.append(parseStatement())
    }
  }

  // MARK: Conditions

  mutating func parseConditional(from start: Int) -> Statement {
    let opener = range(current)
    let first = index
    var conditional = Conditional(branches: [], otherwise: [])
    advance()
    while true {
      let (condition, isTold) = parseCondition(from: first)
      if isTold {
        let body = parseIndentedBody(behind: first)
        return Statement(
          kind: .conditional(Conditional(branches: [.init(condition: condition, body: body)], otherwise: [])),
          range: range(from: start))
      }
      conditional.branches.append(.init(condition: condition, body: parseBody(opener, "if", mayHaveElse: true)))
      guard isElse() else { break }
      advance()
      if isBare("if") {
        advance()
        continue
      }
      if !endsLine() {
        let rest = current.offsets.lowerBound
        skipToLineEnd()
        report(
          range(from: rest), "nothing may stand behind `else` on its line",
          expected: "`else` alone, or `else if` with a condition")
      }
      finishLine(after: "`else`")
      conditional.otherwise = parseBody(opener, "if")
      break
    }
    return Statement(kind: .conditional(conditional), range: range(from: start))
  }

  /// What stands behind `if` on its line, and whether the line was answered as one of Python's.
  private mutating func parseCondition(from first: Int) -> (Expression, isTold: Bool) {
    let before = diagnostics.count
    let start = current.offsets.lowerBound
    guard !endsLine() else {
      report(lineEndRange(), "`if` needs a condition", expected: "one in parentheses, as in `if (size > 100)`")
      finishLine(after: "the condition")
      return (Expression(kind: .missing, range: lineEndRange()), false)
    }
    let condition = parseBareValue()
    if diagnostics.count == before, !endsLine() {
      skipToLineEnd()
      report(range(from: start), "a condition stands in parentheses", expected: "as in `if (size > 100)`")
    } else if diagnostics.count > before {
      skipToLineEnd()
    }
    if let (cue, whole) = pythonCue(from: first, since: before) {
      answer(cue, at: whole, since: before)
      finishLine(after: "the condition")
      return (Expression(kind: .missing, range: whole), true)
    }
    finishLine(after: "the condition")
    return (diagnostics.count > before ? Expression(kind: .missing, range: condition.range) : condition, false)
  }

  /// Whether the line begins with `else`.
  private func isElse() -> Bool { isBare("else") && !isSymbol("=", 1) && !isAttached(1) }

  /// Takes `end`, or reports that it is missing; true when the block is over.
  private mutating func closesBlock(_ opener: SourceRange, _ name: String) -> Bool {
    if isBare("end"), !isSymbol("=", 1) {
      advance()
      finishEndLine()
      return true
    }
    if current.kind == .end {
      missingEnds.append(
        MissingEnd(
          opener: opener,
          diagnostic: Diagnostic(at: opener, "`\(name)` is never closed", expected: "`end` on a line of its own")))
      return true
    }
    if cellHeader() != nil {
      report(
        opener, "`\(name)` is not closed in its cell", expected: "`end` on a line of its own before the next cell",
        notes: [.init("the next cell begins here", at: range(current))])
      return true
    }
    return false
  }

  /// Reports what stands behind `end`.
  private mutating func finishEndLine() {
    guard !endsLine() else { return }
    let start = current.offsets.lowerBound
    skipToLineEnd()
    report(range(from: start), "nothing may stand behind `end` on its line")
  }

  /// Passes over a block that is too deep to keep, and over those inside it.
  private mutating func skipBlock() {
    var depth = 1
    while current.kind != .end, cellHeader() == nil {
      if isBare("end"), startsLine() { depth -= 1 }
      if isBare("for") || isBare("if"), startsLine() { depth += 1 }
      if current.kind == .bare, commands.blockOpeners.contains(text(current)) { depth += 1 }
      if current.kind == .bare, startsLine(), commands.layerOpeners.contains(text(current)) { depth += 1 }
      advance()
      if depth == 0 { return skipToLineEnd() }
    }
  }

  private func startsLine() -> Bool {
    if index == 0 { return true }
    return tokens[index - 1].kind == .lineEnd
  }

  // MARK: Layers

  /// The lines up to `end` behind a command or a layer that opens a block, or behind a loop in a block of commands.
  mutating func parseLayers(of opener: Name, isLoop: Bool = false) -> Block {
    let holdsCommands = isLoop || commands.commandBlockOpeners.contains(opener.text)
    var layers: [Layer] = []
    var isWhole = true
    let start = current.offsets.lowerBound
    while true {
      skipEmptyLines()
      if closesBlock(opener.range, opener.text) { break }
      if holdsCommands, isBare("for"), !isSymbol("=", 1), !isAttached(1) {
        if let loop = parseInnerLoop() {
          layers.append(loop)
          isWhole = isWhole && loop.block?.isWhole ?? true
        } else {
          isWhole = false
        }
        continue
      }
      if beginsStatement() {
        // Where a block inside this one is not closed either, one mistake is one message.
        if layers.last?.block?.isClosed ?? true {
          report(
            opener.range, "`\(opener.text)` is not closed before the next statement",
            expected: "`end` on a line of its own",
            notes: [
              .init(
                "a statement begins here, and a block holds \(holdsCommands ? "figures" : "layers")",
                at: range(current))
            ])
        }
        return Block(layers: layers, isWhole: isWhole, isClosed: false, range: range(from: start))
      }
      if let layer = parseLayer(holdsCommands: holdsCommands) {
        layers.append(layer)
        isWhole = isWhole && layer.block?.isWhole ?? true
      } else {
        isWhole = false
      }
    }
    return Block(layers: layers, isWhole: isWhole, isClosed: true, range: range(from: start))
  }

  /// Whether a line in a block can only be a statement, so that `end` was forgotten.
  private func beginsStatement() -> Bool {
    guard current.kind == .bare else { return false }
    if isSymbol("=", 1), token(1).followsSpace { return true }
    if ["param", "include", "for", "if"].contains(text(current)), !isAttached(1) { return true }
    var distance = 1
    while !endsLine(distance), distance < 200 {
      if isSymbol("=", distance), token(distance).followsSpace, token(distance + 1).followsSpace {
        return token(distance + 1).kind == .bare && commands.names.contains(text(token(distance + 1)))
          || isSymbol("]", distance - 1)
      }
      distance += 1
    }
    return false
  }

  /// A loop in a block of commands, with the lines that it repeats; nil where its line could not be read.
  private mutating func parseInnerLoop() -> Layer? {
    let start = current.offsets.lowerBound
    let name = Name(text: text(current), range: range(current))
    let head = parseLoopHead()
    if head.isTold {
      _ = parseIndentedBody(behind: head.first)
      return nil
    }
    var loop = Layer(name: name, arguments: head.values, options: [], range: range(from: start))
    loop.variable = head.variable
    nesting += 1
    defer { nesting -= 1 }
    if nesting > Self.nestingLimit {
      report(name.range, "blocks nest more than \(Self.nestingLimit) deep")
      skipBlock()
    } else {
      loop.block = parseLayers(of: name, isLoop: true)
    }
    return head.isValid ? loop : nil
  }

  private mutating func parseLayer(holdsCommands: Bool) -> Layer? {
    let start = current.offsets.lowerBound
    guard current.kind == .bare, BareToken.isName(text(current)), !isAttached(1) else {
      let (first, before) = (index, diagnostics.count)
      skipToLineEnd()
      report(
        range(from: start), "a \(holdsCommands ? "figure" : "layer") begins with its name",
        expected: "a line such as `\(holdsCommands ? "plot log" : "conv2d 16 kernel=3")`")
      if let (cue, whole) = pythonCue(from: first, since: before) { answer(cue, at: whole, since: before) }
      finishLine(after: "a layer")
      return nil
    }
    let name = Name(text: text(current), range: range(current))
    let (first, before) = (index, diagnostics.count)
    advance()
    let (arguments, options) = parseArguments()
    let isSpoilt = settle(from: first, since: before)
    var layer = Layer(name: name, arguments: arguments, options: options, range: range(from: start))
    finishLine(after: "a layer")
    guard commands.layerOpeners.contains(name.text) else { return isSpoilt ? nil : layer }
    nesting += 1
    defer { nesting -= 1 }
    if nesting > Self.nestingLimit {
      report(name.range, "blocks nest more than \(Self.nestingLimit) deep")
      skipBlock()
    } else {
      layer.block = parseLayers(of: name)
    }
    return isSpoilt ? nil : layer
  }
}
