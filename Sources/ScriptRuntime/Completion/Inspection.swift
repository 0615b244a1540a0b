import NeuralNetworks
import ScriptLanguage

extension Session {
  /// What there is to say of the word at a place of a script, or of the command in whose line it stands; nil for
  /// nothing.
  /// - Parameters:
  ///   - offset: The place in UTF-8 bytes, inside the word or right behind it.
  ///   - detailed: Whether a variable's value is shown too.
  public func inspection(in text: String, at offset: Int, detailed: Bool = false) -> String? {
    let source = SourceText(name: "", text: text)
    let (word, end) = Self.word(in: source, at: offset)
    let context = Parser.completionContext(in: source, at: end, commands: CommandTable.vocabulary)
    let isOption = source.bytes[end...].first == UInt8(ascii: "=")
    switch context.place {
    case .argument(let name, _, let isLayer) where isOption:
      if let page = HelpPage.text(ofOption: word, of: name, isLayer: isLayer) { return page }
    case .optionValue(let name, let option, let isLayer):
      if variables[word] == nil { return HelpPage.text(ofOption: option, of: name, isLayer: isLayer) }
    case .property:
      let value = Completer(text: text, offset: end, variables: variables, settings: settings).valueBeforePoint
      return value.flatMap { HelpPage.text(ofProperty: word, of: $0) }
    case .text, .nothing: return nil
    default: break
    }
    if HelpPage.knows(word, variables: variables) {
      let page = HelpPage.text(for: word, variables: variables)
      let isVariable = variables[word] != nil && !HelpPage.firstWords.contains(word)
      let shown = isVariable && detailed ? variables[word]?.displayText : nil
      return [page, shown].compactMap(\.self).joined(separator: "\n\n")
    }
    switch context.place {
    case .argument(let name, _, _), .optionValue(let name, _, _): return HelpPage.pageIfKnown(name)
    default: return nil
    }
  }

  /// The word around a place, and the offset of its end.
  private static func word(in source: SourceText, at offset: Int) -> (String, end: Int) {
    func isPart(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "_") || byte >= 0x80 || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    let offset = min(max(offset, 0), source.bytes.count)
    let start = source.bytes[..<offset].lastIndex { !isPart($0) }.map { $0 + 1 } ?? 0
    let end = source.bytes[offset...].firstIndex { !isPart($0) } ?? source.bytes.count
    return (source.text(in: start..<end), end)
  }
}

extension HelpPage {
  /// One line on a command, a layer or a term.
  static func summary(of topic: String) -> String {
    CommandTable.row(named: topic)?.summary
      ?? LayerTable.row(topic).map { "a layer: " + $0.declaration.summary }
      ?? Keyword.named(topic)?.summary
      ?? TermKind.terms(named: topic).first.map { "\($0.kind.singular): \($0.term.summary)" }
      ?? FunctionTable.row(topic)?.summary ?? HelpTopic.named(topic)?.summary ?? ""
  }

  /// The page on a command or layer; nil where there is none.
  static func pageIfKnown(_ name: String) -> String? { topics.contains(name) ? text(for: name) : nil }

  /// What a property of a value is, and what it holds where that is a line; nil where there is none of that name.
  static func text(ofProperty name: String, of value: Value) -> String? {
    guard let property = PropertyTable.properties(of: value.type).first(where: { $0.name == name }) else { return nil }
    var text = "\(name) — \(property.summary) (\(property.type.described))\n\nA property of \(value.type.described)."
    if let held = property.value(value), !held.isForeseen { text += "\n\nHere it is \(held.line)." }
    return text
  }

  /// What an option is whose command or layer stands before it, as in `train epochs`; nil of any other words.
  public static func text(ofOptionIn words: [String]) -> String? {
    guard words.count == 2 else { return nil }
    let name = words[0]
    let option = words[1].hasSuffix("=") ? String(words[1].dropLast()) : words[1]
    return text(ofOption: option, of: name, isLayer: CommandTable.row(named: name) == nil)
  }

  /// What an option of a command or layer is; nil where there is none of that name.
  static func text(ofOption option: String, of name: String, isLayer: Bool) -> String? {
    let owner = isLayer ? LayerTable.row(name)?.declaration : CommandTable.row(named: name)?.declaration
    guard let declaration = owner?.namedOptions.first(where: { $0.name == option }) else { return nil }
    return String(describe([declaration], suffix: "=").trimmingPrefix("  ")) + "\n\nAn option of `\(name)`."
  }
}
