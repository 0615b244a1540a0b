/// What a page of characters may be made of.
public struct CharacterLook: Hashable, Sendable {
  /// How finer marks than characters are drawn.
  public enum Dots: Hashable, Sendable {
    /// With the eight dots of Braille's characters, two across and four down.
    case braille
    /// With the halves of cells, for fonts without Braille.
    case halves
  }

  /// How wide the page is, in characters; narrower ones than 20 are made 20 wide.
  public var columns: Int
  /// How many rows a chart takes about; fewer than 8 are made 8.
  public var rows: Int
  /// Whether series are told apart by colours; by dashes and letters where not.
  public var hasColors: Bool
  /// How finer marks are drawn.
  public var dots: Dots

  /// A page of some size.
  public init(columns: Int, rows: Int, hasColors: Bool, dots: Dots = .braille) {
    self.columns = min(max(columns, 20), 1000)
    self.rows = min(max(rows, 8), 1000)
    self.hasColors = hasColors
    self.dots = dots
  }
}

extension CharacterLook.Dots {
  /// Dots of a cell, across and down.
  var across: Int { self == .braille ? 2 : 1 }
  var down: Int { self == .braille ? 4 : 2 }
}
