import ScriptLanguage

/// Reads what `param` lines say, and what is set in their place.
enum ParameterReader {
  /// A parameter's default; a bare word is text.
  static func standard(_ parameter: Parameter, evaluator: Evaluator) throws(Diagnostic) -> Value {
    func read(_ expression: Expression) throws(Diagnostic) -> Value {
      switch expression.kind {
      case .word("yes"): return .boolean(true)
      case .word("no"): return .boolean(false)
      case .word(let word): return .text(word)
      case .list(let elements):
        var values: [Value] = []
        for element in elements { values.append(try read(element)) }
        return .list(values)
      default: return try evaluator.value(of: expression)
      }
    }
    return try read(parameter.defaultValue)
  }

  /// The value of `--set name=text`, where `standard` is the parameter's default; nil where the text is not of its type.
  static func read(_ text: String, like standard: Value) -> Value? {
    switch standard {
    case .number: return Double(text).flatMap { $0.isFinite ? .number($0) : nil }
    case .boolean: return text == "yes" ? .boolean(true) : text == "no" ? .boolean(false) : nil
    case .shape:
      let parts = text.split(separator: "x", omittingEmptySubsequences: false)
      let sides = parts.compactMap { Int($0) }.filter { $0 > 0 }
      return sides.count == parts.count ? .shape(sides) : nil
    case .range: return ends(text).flatMap { ValueBounds.range(from: $0.first, to: $0.last) }
    case .list(let elements):
      guard let element = elements.first else { return nil }
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let values = parts.compactMap { read(String($0), like: element) }
      return values.count == parts.count ? .list(values) : nil
    default: return .text(text)
    }
  }

  /// What is said of a text of the right type that asks for more than there may be; nil where it does not.
  static func excess(_ text: String, like standard: Value) -> String? {
    guard standard.type == .range, let ends = ends(text) else { return nil }
    return ValueBounds.range(from: ends.first, to: ends.last) == nil ? ValueBounds.longRange : nil
  }

  /// The two numbers of a range.
  private static func ends(_ text: String) -> (first: Int, last: Int)? {
    guard let dots = text.firstRange(of: "..") else { return nil }
    let ends = [text[..<dots.lowerBound], text[dots.upperBound...]].compactMap { Int($0) }
    return ends.count == 2 ? (ends[0], ends[1]) : nil
  }
}
