/// A chart or a panel of images together with the size it is drawn at.
public struct Figure: Sendable {
  package var content: any FigureContent
  /// The size of the page and of its pixels.
  public var size: FigureSize

  package init(content: any FigureContent, size: FigureSize) {
    self.content = content
    self.size = size
  }

  /// The figure as the bytes of a file, the same on every call.
  public func render(_ format: FigureFormat) throws(FigureError) -> [UInt8] {
    let page = try content.pageSize(for: size)
    switch format {
    case .png: return try CairoDrawing.png(size: page, resolution: size.resolution, draw: content.draw)
    case .svg: return try CairoDrawing.svg(size: page, resolution: size.resolution, draw: content.draw)
    case .pdf: return try CairoDrawing.pdf(size: page, resolution: size.resolution, draw: content.draw)
    }
  }

  /// Writes the figure to `path` in the format its ending names, whole or not at all: an earlier file stays as it was
  /// until the new one is complete.
  public func write(to path: String) throws(FigureError) {
    let format = try FigureFormat(path: path)
    try AtomicFile.write(try render(format), to: path)
  }
}

/// What a figure shows: it says how much room it needs, and draws itself.
package protocol FigureContent: Sendable {
  /// The page in points, given the size that was asked for.
  func pageSize(for size: FigureSize) throws(FigureError) -> Size
  /// Draws everything, the page's background included.
  func draw(on canvas: any Canvas) throws(FigureError)
}
