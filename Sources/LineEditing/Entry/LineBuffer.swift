/// An entry under way, in characters as people see them, and the cursor's place in it.
package struct LineBuffer: Equatable {
  package private(set) var characters: [Character] = []
  package var cursor = 0

  package init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  package var text: String { String(characters) }

  package var isAtEnd: Bool { cursor == characters.count }

  /// Where the cursor's line starts and ends.
  package var line: Range<Int> {
    let start = characters[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    return start..<(characters[cursor...].firstIndex(of: "\n") ?? characters.count)
  }

  /// The cursor's offset in UTF-8.
  package var utf8Cursor: Int { characters[..<cursor].reduce(0) { $0 + $1.utf8.count } }

  /// The place of an offset in UTF-8, or of the character that holds it.
  package func place(utf8 offset: Int) -> Int {
    var sum = 0
    for (index, character) in characters.enumerated() {
      if sum >= offset { return index }
      sum += character.utf8.count
    }
    return characters.count
  }

  /// Writes text in the place of some characters, and puts the cursor behind it. What joins the character before, such as
  /// an accent, becomes one with it.
  package mutating func replace(_ range: Range<Int>, with text: String) {
    let before = String(characters[..<range.lowerBound]) + text
    let after = String(characters[range.upperBound...])
    characters = Array(before + after)
    cursor = min(before.count, characters.count)
  }

  package mutating func insert(_ text: String) { replace(cursor..<cursor, with: text) }

  /// Takes characters away and gives them.
  @discardableResult
  package mutating func remove(_ range: Range<Int>) -> String {
    let removed = String(characters[range])
    replace(range, with: "")
    return removed
  }

  /// Where the word before the cursor starts, and where the one behind it ends.
  package var wordStart: Int {
    var place = cursor
    while place > 0, !characters[place - 1].isWordPart { place -= 1 }
    while place > 0, characters[place - 1].isWordPart { place -= 1 }
    return place
  }

  package var wordEnd: Int {
    var place = cursor
    while place < characters.count, !characters[place].isWordPart { place += 1 }
    while place < characters.count, characters[place].isWordPart { place += 1 }
    return place
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

extension Character {
  /// Whether the character belongs to a word that is moved over at once.
  fileprivate var isWordPart: Bool { isLetter || isNumber || self == "_" }
}
