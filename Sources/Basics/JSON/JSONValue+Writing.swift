extension JSONValue {
  /// How values are set in lines.
  public enum Layout: Sendable {
    /// All on one line.
    case compact
    /// A line a value, each level so many spaces further in, as Python's `json.dumps(indent=…)` sets them.
    case indented(Int)
  }

  /// The value as JSON; the same text for the same value.
  ///
  /// A number that is not finite, which JSON cannot say, is written as `null`.
  public func json(_ layout: Layout = .compact) -> String {
    var text = ""
    write(to: &text, layout, depth: 0)
    return text
  }

  private func write(to text: inout String, _ layout: Layout, depth: Int) {
    switch self {
    case .null: text += "null"
    case .boolean(let flag): text += flag ? "true" : "false"
    case .integer(let number): text += String(number)
    case .number(let number): text += number.isFinite ? "\(number)" : "null"
    case .text(let content): Self.write(content, to: &text)
    case .list(let elements):
      Self.write(elements, in: ("[", "]"), to: &text, layout, depth: depth) { element, text in
        element.write(to: &text, layout, depth: depth + 1)
      }
    case .object(let members):
      let sorted = members.sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
      Self.write(sorted, in: ("{", "}"), to: &text, layout, depth: depth) { member, text in
        Self.write(member.key, to: &text)
        if case .compact = layout { text += ":" } else { text += ": " }
        member.value.write(to: &text, layout, depth: depth + 1)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], in brackets: (String, String), to text: inout String, _ layout: Layout, depth: Int,
    writeItem: (Item, inout String) -> Void
  ) {
    text += brackets.0
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      breakLine(in: &text, layout, depth: depth + 1)
      writeItem(item, &text)
    }
    if !items.isEmpty { breakLine(in: &text, layout, depth: depth) }
    text += brackets.1
  }

  private static func breakLine(in text: inout String, _ layout: Layout, depth: Int) {
    guard case .indented(let width) = layout else { return }
    text += "\n" + String(repeating: " ", count: width * depth)
  }

  /// A text in quotes.
  private static func write(_ content: String, to text: inout String) {
    text += "\""
    for scalar in content.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{08}": text += "\\b"
      case "\u{0C}": text += "\\f"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
