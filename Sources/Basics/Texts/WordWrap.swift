/// The text with lines no wider than so many columns, broken between words; what a line goes on with stands as far in as the
/// line, and a little more where that is asked for. Escape sequences of terminals take no room.
package func wordWrapped(_ text: String, columns: Int, indent: Int = 0) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    guard width(of: line) > columns else { return String(line) }
    let margin = String(repeating: " ", count: line.prefix { $0 == " " }.count + indent)
    var lines: [String] = []
    var room = columns
    for word in line.drop(while: { $0 == " " }).split(separator: " ", omittingEmptySubsequences: false) {
      let width = width(of: word)
      if let last = lines.indices.last, room > width {
        lines[last] += " " + word
        room -= 1 + width
      } else {
        lines.append((lines.isEmpty ? String(margin.dropLast(indent)) : margin) + word)
        room = columns - width - (lines.count == 1 ? margin.count - indent : margin.count)
      }
    }
    return lines.joined(separator: "\n")
  }.joined(separator: "\n")
}

/// The columns that a text takes.
private func width(of text: Substring) -> Int {
  var width = 0
  var isEscape = false
  for character in text {
    if character == "\u{1B}" {
      isEscape = true
    } else if isEscape {
      isEscape = !character.isLetter
    } else {
      width += character.unicodeScalars.map(\.columns).max() ?? 0
    }
  }
  return width
}
