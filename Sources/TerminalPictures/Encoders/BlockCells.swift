/// Which quarters of a cell are in the foreground: the upper left in the highest bit, then the upper right, the lower left
/// and the lower right.
struct BlockQuarters: RawRepresentable, Hashable {
  let rawValue: UInt8

  static let upperHalf = BlockQuarters(rawValue: 0b1100)

  /// The other quarters.
  var inverse: BlockQuarters { BlockQuarters(rawValue: ~rawValue & 15) }

  /// The character that fills them.
  var character: Character { Self.characters[Int(rawValue)] }

  static let characters: [Character] = [
    " ", "▗", "▖", "▄", "▝", "▐", "▞", "▟", "▘", "▚", "▌", "▙", "▀", "▜", "▛", "█",
  ]
}

/// Writes cells of two colours, and the codes for colours only where they change.
struct BlockCells {
  private(set) var text = ""
  private let hasTrueColor: Bool
  private var foreground: TerminalColor?
  private var background: TerminalColor?

  init(hasTrueColor: Bool) {
    self.hasTrueColor = hasTrueColor
  }

  /// Writes a cell whose quarters have one colour and whose other quarters another; nil is the terminal's background.
  mutating func append(_ quarters: BlockQuarters, _ color: PixelColor?, on other: PixelColor?) {
    let color = color.map { TerminalColor($0, hasTrueColor: hasTrueColor) }
    let other = other.map { TerminalColor($0, hasTrueColor: hasTrueColor) }
    if color == other {
      // A cell of one colour is a full block or a space, whichever needs no change.
      if color == nil || color != foreground || color == background {
        paint(foreground, on: color)
        text += " "
      } else {
        text += "█"
      }
    } else if color != nil, other == nil || changes(color, other) <= changes(other, color) {
      paint(color, on: other)
      text.append(quarters.character)
    } else {
      paint(other, on: color)
      text.append(quarters.inverse.character)
    }
  }

  /// Ends a row, in the terminal's own colours.
  mutating func endRow() {
    if foreground != nil || background != nil { text += "\u{1B}[0m" }
    (foreground, background) = (nil, nil)
    text += "\n"
  }

  private func changes(_ newForeground: TerminalColor?, _ newBackground: TerminalColor?) -> Int {
    (newForeground == foreground ? 0 : 1) + (newBackground == background ? 0 : 1)
  }

  private mutating func paint(_ newForeground: TerminalColor?, on newBackground: TerminalColor?) {
    var codes: [String] = []
    if newForeground != foreground, let newForeground { codes.append("38;" + newForeground.code) }
    if newBackground != background { codes.append(newBackground.map { "48;" + $0.code } ?? "49") }
    if !codes.isEmpty { text += "\u{1B}[\(codes.joined(separator: ";"))m" }
    (foreground, background) = (newForeground ?? foreground, newBackground)
  }
}
