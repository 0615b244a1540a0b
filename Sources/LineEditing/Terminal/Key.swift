/// What is pressed at a terminal.
enum Key: Equatable {
  /// Something to be written: characters that came together.
  case text(String)
  /// A letter with Ctrl, `A` to `Z` and a few signs.
  case control(Character)
  /// A letter with Alt, or a key that is sent as such.
  case alt(Character)
  case enter, lineBreak, tab, backTab, backspace, escape
  case up, down, left, right, wordLeft, wordRight, home, end, pageUp, pageDown, delete, deleteWord, backspaceWord
  /// What is pasted in one piece.
  case paste([UInt8])
  /// A key that means nothing here.
  case unknown

  /// What the sequences of xterm and its like stand for, behind the escape.
  static let sequences: [String: Key] = [
    "[A": .up, "OA": .up, "[B": .down, "OB": .down, "[C": .right, "OC": .right, "[D": .left, "OD": .left,
    "[H": .home, "OH": .home, "[1~": .home, "[7~": .home, "[F": .end, "OF": .end, "[4~": .end, "[8~": .end,
    "[5~": .pageUp, "[6~": .pageDown, "[3~": .delete, "[3;5~": .deleteWord, "[Z": .backTab,
    "[1;5C": .wordRight, "[1;3C": .wordRight, "Oc": .wordRight, "[5C": .wordRight,
    "[1;5D": .wordLeft, "[1;3D": .wordLeft, "Od": .wordLeft, "[5D": .wordLeft,
  ]
}

/// Reads keys from what a terminal sends.
struct KeyReader {
  let input: DescriptorInput

  /// How long the rest of a sequence may take to come, in milliseconds.
  private static let patience: Int32 = 50
  /// A sequence is no longer than this.
  private static let longestSequence = 16

  /// The next key, once there is something to read; nil at the end.
  func next() -> Key? {
    guard let first = input.nextScalar() else { return nil }
    switch first.value {
    case 0x0D, 0x0A: return .enter
    case 0x09: return .tab
    case 0x08, 0x7F: return .backspace
    case 0x1B: return sequence()
    case 0x01...0x1A, 0x1C...0x1F:
      return Unicode.Scalar(first.value + 0x40).map { .control(Character($0)) }
    case 0, 0x80..<0xA0: return .unknown
    default: return .text(String(Character(first)) + rest())
    }
  }

  /// What else was typed by now and is text, so that the parts of a character are drawn together.
  private func rest() -> String {
    var text = String.UnicodeScalarView()
    while let byte = input.peek, byte >= 0x20, byte != 0x7F, let scalar = input.nextScalar() {
      if !scalar.isControl { text.append(scalar) }
    }
    return String(text)
  }

  /// The key of a sequence behind its escape, or the escape itself.
  private func sequence() -> Key {
    guard input.wait(milliseconds: Self.patience) == .bytes, let next = input.nextScalar() else { return .escape }
    switch next {
    case "\r", "\n": return .lineBreak
    case "\u{7F}", "\u{8}": return .backspaceWord
    case "\u{1B}":
      // Some terminals send Alt and an arrow as two escapes.
      switch sequence() {
      case .left: return .wordLeft
      case .right: return .wordRight
      default: return .escape
      }
    case "[", "O": return sequence(after: next)
    default: return next.isControl ? .unknown : .alt(Character(next))
    }
  }

  private func sequence(after introducer: Unicode.Scalar) -> Key {
    var text = String(Character(introducer))
    while text.utf8.count < Self.longestSequence, input.wait(milliseconds: Self.patience) == .bytes,
      let next = input.nextScalar()
    {
      text.unicodeScalars.append(next)
      guard (0x40...0x7E).contains(next.value) else { continue }
      return text == "[200~" ? .paste(input.bytes(until: PastedText.end)) : Key.sequences[text] ?? .unknown
    }
    return .unknown
  }
}
