/// What the texts of a figure are set in: a typeface, and how much larger they are than usual.
public struct Lettering: Hashable, Sendable {
  /// The typeface, by the name of its family.
  public let family: String
  /// How many times as large as usual texts are.
  package let scale: Double

  /// The size of the numbers at axes and of legends unless another is asked for, in points.
  public static let usualSize = Typography.tickFont.size

  /// Texts in a typeface, those of axes and legends of a size in points and all others in proportion.
  ///
  /// DejaVu Sans comes with Cairo on Debian; where it is missing, the system's own sans-serif takes its place.
  public init(family: String = "DejaVu Sans", size: Double = usualSize) {
    self.family = family
    scale = size / Self.usualSize
  }
}

extension Theme {
  /// The theme with other colours for its series, where any are given, and with texts set in another way.
  public func dressed(colors: [Color], lettering: Lettering) -> Theme {
    var theme = self
    if !colors.isEmpty { theme.series = colors }
    theme.lettering = lettering
    return theme
  }
}
