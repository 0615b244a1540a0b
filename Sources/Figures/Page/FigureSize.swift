/// How large a figure is on paper, and how many pixels an inch has in formats made of pixels.
public struct FigureSize: Hashable, Sendable {
  /// The width in inches; nil for what the figure's content asks for.
  public var width: Double?
  /// The height in inches; nil for what the figure's content asks for.
  public var height: Double?
  /// Pixels per inch in formats made of pixels.
  public var resolution: Double

  /// A size in inches with `resolution` pixels an inch; a side that is left out is chosen by the figure's content.
  public init(width: Double? = nil, height: Double? = nil, resolution: Double = 192) {
    self.width = width
    self.height = height
    self.resolution = resolution
  }

  /// The page of a chart that is usually so large, in points: of its proportions where the width alone is given, but no
  /// lower than what stands around a chart needs, and higher by the legend of many `names` where it is narrow.
  func page(usually usual: Size, naming names: [String] = [], measuring canvas: any Canvas) -> Size {
    let width = self.width.map { $0 * 72 } ?? usual.width
    if let height { return Size(width, height * 72) }
    guard width < usual.width else { return Size(width, usual.height) }
    let legend =
      names.count > 1
      ? Legend.height(of: names, width: width - 2 * Typography.margin, canvas: canvas) : 0
    return Size(width, min(usual.height, max(width * usual.height / usual.width, 187) + legend))
  }

  /// Each figure's own size at twice the pixels of a common screen.
  public static let automatic = FigureSize()
}
