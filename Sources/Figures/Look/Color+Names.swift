extension Color {
  /// A colour by its name in CSS, or in hexadecimal notation, `#RRGGBB` or `#RGB`, with or without its `#`; nil for
  /// anything else.
  ///
  /// Source: CSS Color Module Level 4, sections 5.2 and 6.1; of the names, the 16 of HTML and some more.
  public init?(_ text: String) {
    let word = text.lowercased()
    if let hex = Self.named[word] {
      self.init(hex: hex)
      return
    }
    var digits = word.hasPrefix("#") ? String(word.dropFirst()) : word
    if digits.count == 3 { digits = digits.map { "\($0)\($0)" }.joined() }
    guard digits.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }), let hex = UInt32(digits, radix: 16)
    else { return nil }
    self.init(hex: hex)
  }

  /// The names that are known.
  public static let names = named.keys.sorted()

  private static let named: [String: UInt32] = [
    "black": 0x000000, "silver": 0xC0C0C0, "gray": 0x808080, "grey": 0x808080, "white": 0xFFFFFF, "maroon": 0x800000,
    "red": 0xFF0000, "purple": 0x800080, "fuchsia": 0xFF00FF, "magenta": 0xFF00FF, "green": 0x008000, "lime": 0x00FF00,
    "olive": 0x808000, "yellow": 0xFFFF00, "navy": 0x000080, "blue": 0x0000FF, "teal": 0x008080, "aqua": 0x00FFFF,
    "cyan": 0x00FFFF, "orange": 0xFFA500, "pink": 0xFFC0CB, "brown": 0xA52A2A, "gold": 0xFFD700, "indigo": 0x4B0082,
    "violet": 0xEE82EE, "crimson": 0xDC143C, "steelblue": 0x4682B4, "darkgreen": 0x006400, "darkred": 0x8B0000,
    "darkblue": 0x00008B, "darkorange": 0xFF8C00, "tomato": 0xFF6347, "salmon": 0xFA8072, "skyblue": 0x87CEEB,
    "turquoise": 0x40E0D0, "tan": 0xD2B48C, "lightgray": 0xD3D3D3, "darkgray": 0xA9A9A9,
  ]
}
