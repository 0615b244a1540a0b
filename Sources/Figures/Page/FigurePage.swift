/// A page: a figure's content, and below it the caption.
struct FigurePage {
  /// The whole page, in points.
  var size: Size
  private let content: any FigureContent
  /// The size that the content is laid out for.
  private let contentSize: FigureSize
  private let captionLines: [String]
  private let captionHeight: Double

  /// Points between the content, which has a margin of its own, and the caption.
  static let captionGap = 1.0

  /// The page that `content` and its caption make; the caption takes its height from the content's where the size says
  /// how high the page is.
  init(
    _ content: any FigureContent, size: FigureSize, caption: String?, measuring canvas: any Canvas
  ) throws(FigureError) {
    self.content = content
    let page = try content.pageSize(for: size, measuring: canvas)
    captionLines = TextFitting.wrapped(
      caption ?? "", to: page.width - 2 * Typography.margin, font: Typography.captionFont, on: canvas)
    let lines = Double(captionLines.count) * canvas.measure("0", font: Typography.captionFont).height
    captionHeight = captionLines.isEmpty ? 0 : lines + Self.captionGap + Typography.margin
    guard captionHeight > 0, let height = size.height else {
      contentSize = size
      self.size = Size(page.width, page.height + captionHeight)
      return
    }
    guard height * 72 > captionHeight else { throw .noRoom(width: page.width, height: height * 72) }
    contentSize = FigureSize(width: size.width, height: height - captionHeight / 72, resolution: size.resolution)
    let shorter = try content.pageSize(for: contentSize, measuring: canvas)
    self.size = Size(shorter.width, shorter.height + captionHeight)
  }

  /// Draws paper, content and caption; the caption stands at the lower edge of `canvas`.
  func draw(on canvas: any Canvas) throws(FigureError) {
    let (width, height) = (canvas.size.width, canvas.size.height)
    canvas.cover()
    let part = captionLines.isEmpty ? canvas : CanvasPart(canvas, size: Size(width, height - captionHeight))
    try content.draw(on: part, size: contentSize)
    let lineHeight = canvas.measure("0", font: Typography.captionFont).height
    for (index, line) in captionLines.enumerated() {
      canvas.draw(
        line, at: Point(Typography.margin, height - captionHeight + Self.captionGap + Double(index) * lineHeight),
        font: Typography.captionFont, color: canvas.theme.ink, anchor: TextAnchor(.left, .top))
    }
  }
}
