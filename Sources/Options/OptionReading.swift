extension OptionKind {
  /// Reads a value from text, as a script writes it where nothing is evaluated: in a file's description of a network, on
  /// the command line. Nil where the text is none.
  public func reading(_ text: some StringProtocol) -> OptionValue? {
    switch self {
    case .either(let first, let second): return first.reading(text) ?? second.reading(text)
    case .list(let kind):
      let parts = Self.split(text, at: ",")
      let values = parts.compactMap { kind.reading($0) }
      return values.count == parts.count ? .list(values) : nil
    case .whole: return Int(text).flatMap { accepting(.whole($0)) }
    case .number: return Double(text).flatMap { accepting(.number($0)) }
    case .flag: return text == "yes" ? .flag(true) : text == "no" ? .flag(false) : nil
    case .extent:
      let sides = Self.sides(text)
      if sides.count == 1 { return accepting(.whole(sides[0])) }
      return sides.count == 2 ? accepting(.extent(Extent(height: sides[0], width: sides[1]))) : nil
    case .shape: return accepting(.shape(Self.sides(text)))
    case .term(let terms): return TermDeclaration.reading(text, among: terms).flatMap { accepting(.term($0)) }
    case .sum(let terms):
      let inner = text.hasPrefix("(") && text.hasSuffix(")") ? Substring(text.dropFirst().dropLast()) : Substring(text)
      let parts = Self.split(inner, at: "+").compactMap { part -> WeightedTerm? in
        let factors = Self.split(part, at: "*")
        guard let last = factors.last, let term = TermDeclaration.reading(last, among: terms) else { return nil }
        let weights = factors.dropLast().compactMap { Double($0) }
        return weights.count == factors.count - 1
          ? WeightedTerm(weight: weights.reduce(1, *), term: term) : nil
      }
      return parts.count == Self.split(inner, at: "+").count ? accepting(.sum(parts)) : nil
    case .anything, .value: return nil
    default: return accepting(.text(String(text)))
    }
  }

  private static func sides(_ text: some StringProtocol) -> [Int] {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    let sides = parts.compactMap { Int($0) }
    return sides.count == parts.count ? sides : []
  }

  /// The parts between separators that stand in no parentheses, without the spaces around them.
  static func split(_ text: some StringProtocol, at separator: Character) -> [String] {
    var parts = [""]
    var depth = 0
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == separator, depth == 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts.map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}

extension TermDeclaration {
  /// Reads `name` or `name(argument, label=argument)`; nil where no declaration fits it.
  static func reading(_ text: some StringProtocol, among declarations: [TermDeclaration]) -> Term? {
    let name = text.prefix { $0 != "(" }
    guard let declaration = declarations.first(where: { $0.name == name }) else { return nil }
    guard name.endIndex < text.endIndex else { return Term(declaration.name) }
    guard text.hasSuffix(")") else { return nil }
    let inner = text[text.index(after: name.endIndex)...].dropLast()
    return (try? declaration.values(ofWords: OptionKind.split(inner, at: ","))).map { Term(declaration.name, $0) }
  }

  /// The values that words give, as ``OptionValues/words(for:)`` writes them.
  public func values(ofWords words: [String]) throws(OptionError) -> OptionValues {
    var values = OptionValues()
    var arguments = arguments[...]
    for word in words {
      let label = word.prefix { $0 != "=" && $0 != "(" }
      let isLabelled = label.endIndex < word.endIndex && word[label.endIndex] == "="
      let named = isLabelled ? options.first { $0.name == label } : arguments.popFirst()
      guard let option = named else {
        throw .unknownName(owner: name, option: String(label), known: options.map(\.name))
      }
      let text = isLabelled ? word[word.index(after: label.endIndex)...] : word[...]
      guard let value = option.kind.reading(text) else {
        throw .refused(owner: name, option: option.name, found: .text(String(text)), expected: option.kind)
      }
      guard values[option.name] == nil else { throw .givenTwice(owner: name, option: option.name) }
      values[option.name] = value
    }
    return values
  }
}
