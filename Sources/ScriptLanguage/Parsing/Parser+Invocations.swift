extension Parser {
  /// A command with its line's end, and its block where it opens one.
  mutating func parseCommand() -> Command {
    let start = current.offsets.lowerBound
    let name = Name(text: text(current), range: range(current))
    advance()
    let (arguments, options) = parseArguments()
    let whole = range(from: start)
    finishLine(after: "a command")
    let block = commands.blockOpeners.contains(name.text) ? parseLayers(of: name) : nil
    return Command(name: name, arguments: arguments, options: options, block: block, range: whole)
  }

  /// The arguments and options up to the end of the line.
  mutating func parseArguments() -> ([Expression], [Option]) {
    var arguments: [Expression] = []
    var options: [Option] = []
    var reportedOrder = false
    while !endsLine() {
      let position = index
      if current.kind == .bare, text(current).hasPrefix("--"), BareToken.isOptionName(text(current).dropFirst(2)) {
        report(range(current), "an option is written `key=value`")
        skipToLineEnd()
      } else if beginsOption() {
        if let option = parseOption() { add(option, to: &options) }
      } else if isSymbol("=") || isSymbol("==") {
        parseDetachedEquals(&arguments, &options)
      } else {
        let value = parseBareValue()
        if let first = options.first, value.kind != .missing, !reportedOrder, !isSymbol("=") {
          reportedOrder = true
          report(
            value.range, "arguments come before options",
            notes: [.init("the first option is here", at: first.range)])
        }
        arguments.append(value)
      }
      if index == position { advance() }
    }
    return (arguments, options)
  }

  private func beginsOption() -> Bool {
    current.kind == .bare && isSymbol("=", 1) && !token(1).followsSpace
  }

  private mutating func add(_ option: Option, to options: inout [Option]) {
    if let first = options.first(where: { $0.name.text == option.name.text }) {
      report(
        option.name.range, "option `\(option.name.text)` is given twice",
        notes: [.init("the first is here", at: first.range)])
    } else {
      options.append(option)
    }
  }

  private mutating func parseOption() -> Option? {
    let start = current.offsets.lowerBound
    let name = Name(text: text(current), range: range(current))
    advance()
    advance()
    guard BareToken.isOptionName(name.text) else {
      report(
        name.range, "`\(name.text)` is no option's name",
        notes: [.init("quote text that has `=` in it: `\"\(name.text)=…\"`")])
      if isAttached() { _ = parseBareValue() }
      return nil
    }
    return finishOption(name, from: start)
  }

  /// The value behind `key=`.
  private mutating func finishOption(_ name: Name, from start: Int) -> Option {
    if endsLine() || (current.followsSpace && isSymbol("=", 1)) {
      let whole = range(from: start)
      report(whole, "option `\(name.text)` has no value", expected: "a value right behind `\(name.text)=`")
      let behind = SourceRange(source: source, offsets: whole.offsets.upperBound..<whole.offsets.upperBound)
      return Option(name: name, value: Expression(kind: .missing, range: behind), range: whole)
    }
    if current.followsSpace {
      report(
        range(tokens[index - 1]), "an option is written without white space: `\(name.text)=\(text(current))`")
    }
    let value = parseBareValue()
    return Option(name: name, value: value, range: range(from: start))
  }

  /// `epochs = 3` among the arguments of a command, which was meant as an option.
  private mutating func parseDetachedEquals(_ arguments: inout [Expression], _ options: inout [Option]) {
    let equals = range(current)
    if isSymbol("="), let last = arguments.last, case .word(let word) = last.kind {
      arguments.removeLast()
      advance()
      report(equals, "an option is written without white space: `\(word)=\(endsLine() ? "…" : text(current))`")
      if endsLine() { return }
      let value = parseBareValue()
      let name = Name(text: word, range: last.range)
      add(Option(name: name, value: value, range: last.range.through(value.range)), to: &options)
    } else {
      report(
        equals, "`\(equals.text)` has no place here",
        notes: [.init("options are `key=value`; comparisons stand in parentheses: `(a == b)`")])
      advance()
    }
  }
}
