internal import TensorMath

/// A line that describes no layer.
public struct LayerScriptError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, and what is wrong with it.
  public let description: String
}

extension LayerTable {
  /// The layer that a line such as `conv2d 16 kernel=3x5 padding=1` describes, as ``LayerKind/script`` writes it.
  public static func layer(_ line: String) throws -> any LayerKind {
    let words = line.split(separator: " ").map(String.init)
    guard let name = words.first, let row = row(name) else {
      throw LayerScriptError(
        description: "found the layer \"\(line)\", expected one of \(names.joined(separator: ", "))")
    }
    var values = OptionValues()
    var positional = row.options.filter(\.isPositional)[...]
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      let option =
        parts.count == 2 ? row.options.first { $0.name == parts[0] && !$0.isPositional } : positional.popFirst()
      guard let option, let text = parts.last, let value = option.type.value(text) else {
        throw LayerScriptError(
          description: "found \"\(word)\" in the layer \"\(line)\", which is no option of `\(name)`")
      }
      values[option.name] = value
    }
    return try row.init(values)
  }
}

extension OptionType {
  /// Reads a value as a script writes it.
  func value(_ text: String) -> OptionValue? {
    switch self {
    case .integer: return Int(text).map { .integer($0) }
    case .extent:
      let sides = text.split(separator: "x", omittingEmptySubsequences: false).compactMap { Int($0) }
      if sides.count == 2 { return .pair(height: sides[0], width: sides[1]) }
      return Int(text).map { .integer($0) }
    case .number: return Double(text).map { .number($0) }
    case .flag: return text == "yes" ? .flag(true) : text == "no" ? .flag(false) : nil
    case .shape: return SampleShape(parsing: text).map { .shape($0) }
    }
  }
}
