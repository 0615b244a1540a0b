public import Basics

/// A chart, a panel of images or a diagram, together with all that makes a page of it.
public struct Figure: Sendable {
  package var content: any FigureContent
  /// What an animation shows in turn; empty where that is the figure itself, standing still.
  public var frames: [FigureFrame] = []
  /// The size of the page and of its pixels.
  public var size: FigureSize
  /// The colours it is drawn in.
  public var theme = Theme.light
  /// What stands below the figure; nil for nothing.
  public var caption: String?
  /// What made it, which its files tell.
  public var provenance = Provenance()
  /// What stops its drawing, between two pieces of it.
  public var stop = StopFlag()

  package init(content: any FigureContent, size: FigureSize) {
    self.content = content
    self.size = size
  }

  /// The name of the font that texts are set in.
  public var fontName: String { theme.lettering.family }

  /// What stands above the figure; nil for nothing.
  public var title: String? { content.title }

  /// What there is to see, in a sentence for readers who cannot see it.
  public var summary: String { content.summary }

  /// What the figure's files tell of it.
  public var metadata: FigureMetadata {
    FigureMetadata(title: content.title, caption: caption, provenance: provenance)
  }

  /// The same figure with light ink on a dark page, in the colours for its series that were asked for; nil where it is not
  /// drawn in the light theme.
  public var inTheDark: Figure? {
    guard theme.name == Theme.light.name else { return nil }
    var figure = self
    let colors = theme.series == Theme.light.series ? [] : theme.series
    figure.theme = Theme.dark.dressed(colors: colors, lettering: theme.lettering)
    return figure
  }

  /// The figure as the bytes of a file, the same on every call.
  public func render(_ format: FigureFormat) throws(FigureError) -> [UInt8] {
    switch format {
    case .png: return try PNGDocument.bytes(of: try raster(), labels: PNGDocument.labels(for: self), unless: stop)
    case .svg:
      let page = try page(of: content)
      return try SVGDocument.tidied(
        CairoDrawing.svg(size: page.size, theme: theme, unless: stop, draw: page.draw), for: self)
    case .pdf:
      let page = try page(of: content)
      return try CairoDrawing.pdf(size: page.size, theme: theme, for: self, draw: page.draw)
    case .gif: return try GIFDocument.bytes(of: try frameSequence(), comment: metadata.json, unless: stop)
    case .apng:
      return try APNGDocument.bytes(
        of: try frameSequence(), labels: PNGDocument.labels(for: self), unless: stop)
    }
  }

  /// The figure as pixels, the very ones that a PNG of it holds.
  public func raster() throws(FigureError) -> Raster { try raster(page: page(of: content)) }

  /// The page that `content` asks for.
  func page(of content: any FigureContent) throws(FigureError) -> FigurePage {
    try stop.checkDrawing()
    guard size.resolution.isFinite, size.resolution >= 1, size.resolution <= 10_000 else {
      throw .resolutionOutOfRange(size.resolution)
    }
    let page = try FigurePage(
      content, size: size, caption: caption, measuring: try CairoDrawing.measuringCanvas(theme, unless: stop))
    // Before anything is laid out on it.
    try CairoDrawing.checkSides(page.size.width, page.size.height, unit: "points")
    return page
  }

  /// The pixels of a page of this figure.
  func raster(page: FigurePage) throws(FigureError) -> Raster {
    try CairoDrawing.raster(size: page.size, resolution: size.resolution, theme: theme, unless: stop, draw: page.draw)
  }

  /// Writes the figure to `path` in the format its ending names, whole or not at all: an earlier file stays as it was
  /// until the new one is complete, and where it is stopped.
  public func write(to path: String) throws(FigureError) {
    let format = try FigureFormat(path: path)
    let bytes = try render(format)
    do throws(FileError) {
      try AtomicFile.write(bytes, to: path, unless: stop)
    } catch {
      try stop.checkDrawing()
      throw .cannotWrite(path: path, reason: error.reason)
    }
  }
}
