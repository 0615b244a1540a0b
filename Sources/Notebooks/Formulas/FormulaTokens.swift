/// The words of a formula: commands, signs and brackets, without the white space between them.
struct FormulaTokens {
  /// One word.
  enum Token: Hashable {
    /// A command, without its backslash.
    case command(String)
    /// Any other sign.
    case sign(Unicode.Scalar)
  }

  private let scalars: [Unicode.Scalar]
  private var place = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// The next word; nil at the end.
  var next: Token? {
    var ahead = self
    return ahead.pop()
  }

  /// Takes the next word; nil at the end.
  mutating func pop() -> Token? {
    skipSpace()
    guard place < scalars.count else { return nil }
    let scalar = scalars[place]
    place += 1
    guard scalar == "\\" else { return .sign(scalar) }
    guard place < scalars.count else { return .command("") }
    var name = String(scalars[place])
    place += 1
    guard Self.isLetter(name.unicodeScalars[name.unicodeScalars.startIndex]) else { return .command(name) }
    while place < scalars.count, Self.isLetter(scalars[place]) {
      name.unicodeScalars.append(scalars[place])
      place += 1
    }
    return .command(name)
  }

  /// Takes the next word where it is a sign.
  mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard next == .sign(sign) else { return false }
    _ = pop()
    return true
  }

  /// Takes what stands in braces as it is written; nil where there are none, or no end of them.
  mutating func popText() -> String? {
    guard take("{") else { return nil }
    var text = ""
    var depth = 1
    while place < scalars.count {
      let scalar = scalars[place]
      place += 1
      switch scalar {
      case "{": depth += 1
      case "}":
        depth -= 1
        if depth == 0 { return text }
      case "\\" where place < scalars.count && "{}$%&_#".unicodeScalars.contains(scalars[place]):
        text.unicodeScalars.append(scalars[place])
        place += 1
        continue
      default: break
      }
      text.unicodeScalars.append(scalar)
    }
    return nil
  }

  private mutating func skipSpace() {
    while place < scalars.count {
      if scalars[place].properties.isWhitespace || scalars[place] == "\u{200B}" {
        place += 1
      } else if scalars[place] == "%" {
        while place < scalars.count, scalars[place] != "\n" { place += 1 }
      } else {
        return
      }
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }
}
