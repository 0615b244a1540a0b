/// How large a figure is on paper, and how many pixels an inch has in formats made of pixels.
public struct FigureSize: Hashable, Sendable {
  /// The width in inches; nil for what the figure's content asks for.
  public var width: Double?
  /// The height in inches; nil for what the figure's content asks for.
  public var height: Double?
  /// Pixels per inch in PNG and GIF.
  public var resolution: Double

  /// A size in inches with `resolution` pixels an inch; a side that is left out is chosen by the figure's content.
  public init(width: Double? = nil, height: Double? = nil, resolution: Double = 192) {
    self.width = width
    self.height = height
    self.resolution = resolution
  }

  /// Each figure's own size at twice the pixels of a common screen.
  public static let automatic = FigureSize()
}
