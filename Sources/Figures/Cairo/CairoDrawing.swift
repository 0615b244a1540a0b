import Basics
import CCairo

/// Drawings as the bytes of a file, by way of Cairo.
enum CairoDrawing {
  typealias Draw = (any Canvas) throws(FigureError) -> Void

  /// The pixels of `size` points, `resolution` an inch.
  static func raster(
    size: Size, resolution: Double, theme: Theme, unless stop: StopFlag, draw: Draw
  ) throws(FigureError) -> Raster {
    try CairoImage.raster(
      of: picture(size: size, resolution: resolution, theme: theme, unless: stop, draw: draw), unless: stop)
  }

  private static func picture(
    size: Size, resolution: Double, theme: Theme, unless stop: StopFlag, draw: Draw
  ) throws(FigureError) -> CairoSurface {
    let scale = resolution / 72
    let width = (size.width * scale).rounded()
    let height = (size.height * scale).rounded()
    try checkSides(width, height, unit: "pixels")
    let surface = try CairoSurface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)))
    let canvas = try CairoCanvas(surface: surface, size: size, theme: theme, scale: scale, unless: stop)
    try draw(canvas)
    try canvas.check()
    cairo_surface_flush(surface.pointer)
    return surface
  }

  /// An SVG of `size` points.
  static func svg(size: Size, theme: Theme, unless stop: StopFlag, draw: Draw) throws(FigureError) -> [UInt8] {
    try checkSides(size.width, size.height, unit: "points")
    let stream = CairoStream(unless: stop)
    let surface = try CairoSurface(
      cairo_svg_surface_create_for_stream(CairoStream.write, stream.closure, size.width, size.height),
      writingTo: stream)
    try drawPage(on: surface, of: .svg, size: size, theme: theme, unless: stop, draw: draw)
    return stream.bytes
  }

  /// A PDF of `size` points that tells what is known of `figure`.
  static func pdf(size: Size, theme: Theme, for figure: Figure, draw: Draw) throws(FigureError) -> [UInt8] {
    try checkSides(size.width, size.height, unit: "points")
    let stream = CairoStream(unless: figure.stop)
    let surface = try CairoSurface(
      cairo_pdf_surface_create_for_stream(CairoStream.write, stream.closure, size.width, size.height),
      writingTo: stream)
    // Later versions may keep what is told of the figure in a compressed stream.
    cairo_pdf_surface_restrict_to_version(surface.pointer, CAIRO_PDF_VERSION_1_4)
    let metadata = figure.metadata
    let fields = [
      (CAIRO_PDF_METADATA_TITLE, metadata.title), (CAIRO_PDF_METADATA_SUBJECT, metadata.caption ?? figure.summary),
      (CAIRO_PDF_METADATA_CREATOR, metadata.provenance.program), (CAIRO_PDF_METADATA_KEYWORDS, metadata.json),
      // Cairo would write the time of day otherwise.
      (CAIRO_PDF_METADATA_CREATE_DATE, metadata.date ?? "1970-01-01T00:00:00Z"),
    ]
    for (field, text) in fields {
      if let text { cairo_pdf_surface_set_metadata(surface.pointer, field, Typeface.drawable(text)) }
    }
    try drawPage(on: surface, of: .pdf, size: size, theme: theme, unless: figure.stop, draw: draw)
    return stream.bytes
  }

  /// A canvas that nobody sees, for measuring texts.
  static func measuringCanvas(_ theme: Theme, unless stop: StopFlag) throws(FigureError) -> any Canvas {
    let surface = try CairoSurface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1))
    return try CairoCanvas(surface: surface, size: Size(1, 1), theme: theme, unless: stop)
  }

  private static func drawPage(
    on surface: CairoSurface, of kind: CairoSurface.Kind, size: Size, theme: Theme, unless stop: StopFlag, draw: Draw
  ) throws(FigureError) {
    let canvas = try CairoCanvas(surface: surface, of: kind, size: size, theme: theme, unless: stop)
    try draw(canvas)
    try canvas.check()
    try surface.finish(unless: stop)
  }

  static func checkSides(_ width: Double, _ height: Double, unit: String) throws(FigureError) {
    let allowed = 1...Double(FigureError.largestSide)
    guard allowed.contains(width), allowed.contains(height) else {
      throw .sizeOutOfRange(width: width, height: height, unit: unit)
    }
    if unit == "pixels", width * height > FigureError.largestArea {
      throw .areaOutOfRange(width: width, height: height)
    }
  }
}
