/// Turns pictures into what a terminal shows as such.
public struct PictureEncoder: Hashable, Sendable {
  /// How the terminal is given pictures.
  public var pictures: PictureProtocol
  /// Whether half blocks have 24-bit colours, rather than those of xterm's palette of 256.
  public var hasTrueColor: Bool
  /// Whether pictures that are shown smaller than they are may be drawn with quarters of cells, which show finer lines.
  public var hasQuarterBlocks: Bool
  /// The terminal's window.
  public var screen: TerminalScreen
  /// The width of the picture in cells; nil makes it fit the window.
  public var columns: Int?
  /// Whether sixels of pictures with more than 256 colours spread the error that each pixel makes over its neighbours.
  package var diffusesErrors = true

  /// An encoder for a terminal.
  public init(
    pictures: PictureProtocol, hasTrueColor: Bool, hasQuarterBlocks: Bool = true, screen: TerminalScreen,
    columns: Int? = nil
  ) {
    self.pictures = pictures
    self.hasQuarterBlocks = hasQuarterBlocks
    self.hasTrueColor = hasTrueColor
    self.screen = screen
    self.columns = columns
  }

  /// How many rows of the terminal the bytes for a picture take; nil where only the terminal knows.
  public func rows(for picture: Picture) -> Int? {
    switch pictures {
    case .none: 0
    case .text, .halfBlocks: (PictureSize.blocks(of: picture, on: screen, columns: columns).height + 1) / 2
    case .kitty, .iTerm2: PictureSize.cells(of: picture, on: screen, columns: columns).rows + 1
    case .sixel: nil
    }
  }

  /// The bytes that draw a picture at the cursor and leave that at the start of a line below; none where pictures are
  /// off.
  public func bytes(for picture: Picture) -> [UInt8] {
    switch pictures {
    case .none: return []
    case .text, .halfBlocks:
      let size = PictureSize.blocks(of: picture, on: screen, columns: columns)
      if hasQuarterBlocks, size.width < picture.width {
        let scaled = picture.scaled(width: 2 * size.width, height: size.height)
        return QuarterBlocks.bytes(of: scaled, hasTrueColor: hasTrueColor)
      }
      return HalfBlocks.bytes(of: picture.scaled(width: size.width, height: size.height), hasTrueColor: hasTrueColor)
    case .sixel:
      let size = PictureSize.pixels(of: picture, on: screen, columns: columns)
      let scaled = picture.scaled(width: size.width, height: size.height)
      return Sixels.bytes(of: scaled, diffusesErrors: diffusesErrors) + [UInt8(ascii: "\n")]
    case .kitty:
      let size = PictureSize.cells(of: picture, on: screen, columns: columns)
      return KittyGraphics.bytes(of: picture, columns: size.columns, rows: size.rows) + [UInt8(ascii: "\n")]
    case .iTerm2:
      let size = PictureSize.cells(of: picture, on: screen, columns: columns)
      return InlineImages.bytes(of: picture, columns: size.columns, rows: size.rows) + [UInt8(ascii: "\n")]
    }
  }
}
