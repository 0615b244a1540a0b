/// A colour in sRGB, each part from 0 to 1.
public struct Color: Hashable, Sendable {
  /// The red part, 0 to 1.
  public var red: Double
  /// The green part, 0 to 1.
  public var green: Double
  /// The blue part, 0 to 1.
  public var blue: Double
  /// How much of what lies below is covered, 0 (nothing) to 1 (all).
  public var opacity: Double

  /// A colour from its parts, each 0 to 1.
  public init(red: Double, green: Double, blue: Double, opacity: Double = 1) {
    self.red = red
    self.green = green
    self.blue = blue
    self.opacity = opacity
  }

  /// A colour from its hexadecimal notation, `0xRRGGBB`.
  public init(hex: UInt32) {
    self.init(
      red: Double(hex >> 16 & 0xFF) / 255, green: Double(hex >> 8 & 0xFF) / 255, blue: Double(hex & 0xFF) / 255)
  }

  /// The same colour, covering `opacity` (0 to 1) of what lies below.
  public func opacity(_ opacity: Double) -> Color {
    Color(red: red, green: green, blue: blue, opacity: opacity)
  }

  /// Black.
  public static let black = Color(hex: 0x000000)
  /// White.
  public static let white = Color(hex: 0xFFFFFF)

  /// The Okabe–Ito colours, told apart by colour-blind readers too, in the order that runs take them; yellow is left
  /// out since a thin yellow line is lost on white paper.
  ///
  /// Source: Okabe and Ito, "Color Universal Design", 2008.
  public static let okabeIto: [Color] = [
    Color(hex: 0x0072B2), Color(hex: 0xD55E00), Color(hex: 0x009E73), Color(hex: 0xCC79A7), Color(hex: 0xE69F00),
    Color(hex: 0x56B4E9), Color(hex: 0x000000),
  ]
}
