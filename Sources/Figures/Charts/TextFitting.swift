/// Texts made to fit the room there is for them.
package enum TextFitting {
  /// `text`, shortened with “…” to at most `width` points; empty where not even that fits.
  package static func shortened(_ text: String, to width: Double, font: Font, on canvas: any Canvas) -> String {
    if canvas.measure(text, font: font).width <= width { return text }
    let characters = Array(text)
    var kept = 0
    var tooMany = characters.count
    while tooMany - kept > 1 {
      let middle = (kept + tooMany) / 2
      let trial = String(characters[..<middle]) + "…"
      if canvas.measure(trial, font: font).width <= width { kept = middle } else { tooMany = middle }
    }
    let shortened = String(characters[..<kept]) + "…"
    return canvas.measure(shortened, font: font).width <= width ? shortened : ""
  }

  /// `text` broken between words, and within those that are longer than a line, into lines of at most `width` points.
  package static func wrapped(_ text: String, to width: Double, font: Font, on canvas: any Canvas) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if canvas.measure(longer, font: font).width <= width {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        if !line.isEmpty, canvas.measure(line + String(character), font: font).width > width {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// `text` broken between words into lines of at most `width` points; what does not fit into `lines` of them is cut
  /// off with “…”.
  package static func wrapped(
    _ text: String, to width: Double, lines limit: Int, font: Font, on canvas: any Canvas
  ) -> [String] {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    var lines: [String] = []
    var index = 0
    while index < words.count, lines.count < limit {
      if lines.count == limit - 1 {
        lines.append(shortened(words[index...].joined(separator: " "), to: width, font: font, on: canvas))
        break
      }
      var line = words[index]
      index += 1
      while index < words.count, canvas.measure(line + " " + words[index], font: font).width <= width {
        line += " " + words[index]
        index += 1
      }
      lines.append(shortened(line, to: width, font: font, on: canvas))
    }
    return lines.filter { !$0.isEmpty }
  }
}
