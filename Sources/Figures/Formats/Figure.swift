/// A chart or a panel of images together with the size it is drawn at.
public struct Figure: Sendable {
  package var content: any FigureContent
  /// What an animation shows in turn; empty where that is the figure itself, standing still.
  public var frames: [FigureFrame] = []
  /// The size of the page and of its pixels.
  public var size: FigureSize

  package init(content: any FigureContent, size: FigureSize) {
    self.content = content
    self.size = size
  }

  /// The figure as the bytes of a file, the same on every call.
  public func render(_ format: FigureFormat) throws(FigureError) -> [UInt8] {
    switch format {
    case .png: return try CairoDrawing.png(size: try page(of: content), resolution: size.resolution, draw: draw)
    case .svg:
      return SVGDocument.tidied(try CairoDrawing.svg(size: try page(of: content), draw: draw), title: content.title)
    case .pdf: return try CairoDrawing.pdf(size: try page(of: content), title: content.title, draw: draw)
    case .gif: return try GIFDocument.bytes(of: try frameSequence())
    case .apng: return try APNGDocument.bytes(of: try frameSequence())
    }
  }

  /// The figure as pixels, the very ones that a PNG of it holds.
  public func raster() throws(FigureError) -> Raster {
    try CairoDrawing.raster(size: try page(of: content), resolution: size.resolution, draw: draw)
  }

  /// The page that `content` asks for, in points.
  func page(of content: any FigureContent) throws(FigureError) -> Size {
    guard size.resolution.isFinite, size.resolution >= 1, size.resolution <= 10_000 else {
      throw .resolutionOutOfRange(size.resolution)
    }
    return try content.pageSize(for: size, measuring: try CairoDrawing.measuringCanvas())
  }

  private func draw(on canvas: any Canvas) throws(FigureError) { try content.draw(on: canvas, size: size) }

  /// Writes the figure to `path` in the format its ending names, whole or not at all: an earlier file stays as it was
  /// until the new one is complete.
  public func write(to path: String) throws(FigureError) {
    let format = try FigureFormat(path: path)
    try AtomicFile.write(try render(format), to: path)
  }
}

/// What a figure shows: it says how much room it needs, and draws itself.
package protocol FigureContent: Sendable {
  /// What stands above the figure; nil for nothing.
  var title: String? { get }
  /// The page in points, given the size that was asked for; `measuring` measures texts.
  func pageSize(for size: FigureSize, measuring: any Canvas) throws(FigureError) -> Size
  /// Draws everything, the page's background included, laid out for the size that was asked for.
  func draw(on canvas: any Canvas, size: FigureSize) throws(FigureError)
}
