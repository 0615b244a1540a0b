/// The prompts of an entry's further lines, which lie in the very buffer that libedit edits.
///
/// Libedit knows one prompt, before the first line, and draws a line end in its buffer as a new row. So that rows after
/// the first have a prompt too, one is put behind each line end. It is told from what is typed by its no-break spaces.
/// Moving and deleting know nothing of it, so after each key the buffer is put in order: the cursor leaves a prompt on
/// the side it was going to, and a line whose prompt lost its last character is joined to the one before, for that is
/// what deleting backwards at a line's start does.
package struct ContinuationMarks {
  /// A buffer and the cursor's place in it.
  package struct Buffer: Equatable {
    package var characters: [Unicode.Scalar]
    package var cursor: Int

    package init(characters: [Unicode.Scalar], cursor: Int) {
      self.characters = characters
      self.cursor = cursor
    }
  }

  /// What stands behind each line end.
  package let mark: [Unicode.Scalar]

  /// The marks of a prompt; where the terminal's character set has no no-break space, plain ones stay.
  package init(prompt: String, hasNoBreakSpace: Bool = true) {
    mark = prompt.unicodeScalars.filter { $0.value >= 0x20 }.map { hasNoBreakSpace && $0 == " " ? "\u{A0}" : $0 }
  }

  /// The entry in a buffer, without marks, and the cursor's place in it.
  ///
  /// A cursor inside a mark goes behind it if it came from `previous` in front of it, else to the end of the line above.
  package func entry(in buffer: Buffer, from previous: Int = 0) -> Buffer {
    var text: [Unicode.Scalar] = []
    var cursor: Int?
    var index = 0
    let characters = buffer.characters
    while index < characters.count {
      if buffer.cursor == index { cursor = text.count }
      let isLineEnd = characters[index] == "\n"
      let start = isLineEnd ? index + 1 : index
      let length = markLength(in: characters, at: start)
      if length == 0 {
        text.append(characters[index])
        index += 1
        continue
      }
      let isJoined = length < mark.count
      let before = text.count
      if isLineEnd, !isJoined { text.append("\n") }
      let end = start + length
      if buffer.cursor > index, buffer.cursor < end {
        cursor = buffer.cursor > previous ? text.count : before
      }
      index = end
    }
    return Buffer(characters: text, cursor: cursor ?? text.count)
  }

  /// The buffer of an entry, with a mark behind each line end.
  package func buffer(of entry: Buffer) -> Buffer {
    var characters: [Unicode.Scalar] = []
    var cursor = 0
    for (index, character) in entry.characters.enumerated() {
      if index == entry.cursor { cursor = characters.count }
      characters.append(character)
      if character == "\n" { characters += mark }
    }
    if entry.cursor >= entry.characters.count { cursor = characters.count }
    return Buffer(characters: characters, cursor: cursor)
  }

  /// How much of a mark stands at a place: all of it, all but its last character behind a line end, or none.
  private func markLength(in characters: [Unicode.Scalar], at place: Int) -> Int {
    let common = zip(characters[place...], mark).prefix { $0 == $1 }.count
    if mark.isEmpty || common == mark.count { return common }
    let followsLineEnd = place > 0 && characters[place - 1] == "\n"
    return common == mark.count - 1 && common > 0 && followsLineEnd ? common : 0
  }
}

extension ContinuationMarks.Buffer {
  package init(text: String) {
    characters = Array(text.unicodeScalars)
    cursor = characters.count
  }

  /// The characters as text.
  package var text: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: characters)
    return String(text)
  }

  /// Where the cursor's line starts and ends.
  package var line: Range<Int> {
    let start = characters[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    return start..<(characters[cursor...].firstIndex(of: "\n") ?? characters.count)
  }

  /// Puts text at the cursor, and the cursor behind it.
  package mutating func insert(_ text: some Collection<Unicode.Scalar>) {
    characters.insert(contentsOf: text, at: cursor)
    cursor += text.count
  }

  /// The cursor's offset in UTF-8.
  package var utf8Cursor: Int { characters[..<cursor].reduce(0) { $0 + UTF8.width($1) } }

  /// The place of an offset in UTF-8, or of the character that holds it.
  package func place(utf8 offset: Int) -> Int {
    var sum = 0
    for (index, character) in characters.enumerated() {
      if sum >= offset { return index }
      sum += UTF8.width(character)
    }
    return characters.count
  }

  /// Moves the cursor a line up or down, in the same column as far as the line goes; says whether there is one.
  package mutating func moveVertically(_ lines: Int) -> Bool {
    let current = line
    let column = cursor - current.lowerBound
    var target = self
    if lines < 0 {
      guard current.lowerBound > 0 else { return false }
      target.cursor = current.lowerBound - 1
    } else {
      guard current.upperBound < characters.count else { return false }
      target.cursor = current.upperBound + 1
    }
    let other = target.line
    cursor = min(other.lowerBound + column, other.upperBound)
    return true
  }
}
