import ScriptLanguage

/// Arithmetic and properties as people type them at a prompt, without the parentheses that a script has around them.
enum BareArithmetic {
  /// The entry as a script has it: `2 + 3`, `half = size / 2` and `log.validation` in parentheses where that alone makes
  /// them values, which diagnostics do not show; any other as it is.
  static func source(_ name: String, _ text: String, knows: (String) -> Bool) -> SourceText {
    let line = text.trimmingBlanks()
    let asItIs = SourceText(name: name, text: text)
    guard !line.isEmpty, !line.contains(where: \.isNewline) else { return asItIs }
    if isProperty(line, knows: knows) { return inParentheses(name, "", line) }
    guard !isRead(line) else { return asItIs }
    if isRead("(\(line))") { return inParentheses(name, "", line) }
    let sides = line.split(separator: " = ", maxSplits: 1)
    guard sides.count == 2, isRead("\(sides[0]) = (\(sides[1]))") else { return asItIs }
    return inParentheses(name, "\(sides[0]) = ", String(sides[1]))
  }

  private static func inParentheses(_ name: String, _ before: String, _ value: String) -> SourceText {
    let start = before.utf8.count
    return SourceText(name: name, text: "\(before)(\(value))", unseen: [start, start + 1 + value.utf8.count])
  }

  private static func isRead(_ line: String) -> Bool {
    Parser.parse(SourceText(name: "", text: line), commands: CommandTable.vocabulary).diagnostics.isEmpty
  }

  /// Whether a line is a variable's property.
  private static func isProperty(_ line: String, knows: (String) -> Bool) -> Bool {
    let parts = line.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, knows(String(first)) else { return false }
    return parts.allSatisfy { part in
      part.first?.isLetter ?? false && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }
  }
}
