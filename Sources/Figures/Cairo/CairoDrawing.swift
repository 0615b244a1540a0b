import CCairo

/// Drawings as the bytes of a file, by way of Cairo.
enum CairoDrawing {
  typealias Draw = (any Canvas) throws(FigureError) -> Void

  /// A PNG of `size` points with `resolution` pixels an inch.
  static func png(size: Size, resolution: Double, draw: Draw) throws(FigureError) -> [UInt8] {
    let surface = try picture(size: size, resolution: resolution, draw: draw)
    let stream = CairoStream()
    try throwUnlessSuccess(
      withExtendedLifetime(stream) {
        cairo_surface_write_to_png_stream(surface.pointer, CairoStream.write, stream.closure)
      })
    return stream.bytes
  }

  /// The pixels of `size` points, `resolution` an inch.
  static func raster(size: Size, resolution: Double, draw: Draw) throws(FigureError) -> Raster {
    try CairoImage.raster(of: picture(size: size, resolution: resolution, draw: draw))
  }

  private static func picture(size: Size, resolution: Double, draw: Draw) throws(FigureError) -> CairoSurface {
    let scale = resolution / 72
    let width = (size.width * scale).rounded()
    let height = (size.height * scale).rounded()
    try checkSides(width, height, unit: "pixels")
    let surface = try CairoSurface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)))
    let canvas = try CairoCanvas(surface: surface, size: size, scale: scale)
    canvas.whiten()
    try draw(canvas)
    try canvas.check()
    cairo_surface_flush(surface.pointer)
    return surface
  }

  /// An SVG of `size` points.
  static func svg(size: Size, draw: Draw) throws(FigureError) -> [UInt8] {
    try checkSides(size.width, size.height, unit: "points")
    let stream = CairoStream()
    try withExtendedLifetime(stream) { () throws(FigureError) in
      let surface = try CairoSurface(
        cairo_svg_surface_create_for_stream(CairoStream.write, stream.closure, size.width, size.height))
      try drawPage(on: surface, size: size, draw: draw)
    }
    return stream.bytes
  }

  /// A PDF of `size` points, without the time it was made.
  static func pdf(size: Size, title: String?, draw: Draw) throws(FigureError) -> [UInt8] {
    try checkSides(size.width, size.height, unit: "points")
    let stream = CairoStream()
    try withExtendedLifetime(stream) { () throws(FigureError) in
      let surface = try CairoSurface(
        cairo_pdf_surface_create_for_stream(CairoStream.write, stream.closure, size.width, size.height))
      cairo_pdf_surface_set_metadata(surface.pointer, CAIRO_PDF_METADATA_CREATE_DATE, "1970-01-01T00:00:00Z")
      if let title {
        cairo_pdf_surface_set_metadata(surface.pointer, CAIRO_PDF_METADATA_TITLE, Typeface.drawable(title))
      }
      try drawPage(on: surface, size: size, draw: draw)
    }
    return stream.bytes
  }

  /// A canvas that nobody sees, for measuring texts.
  static func measuringCanvas() throws(FigureError) -> any Canvas {
    let surface = try CairoSurface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1))
    return try CairoCanvas(surface: surface, size: Size(1, 1))
  }

  private static func drawPage(on surface: CairoSurface, size: Size, draw: Draw) throws(FigureError) {
    let canvas = try CairoCanvas(surface: surface, size: size)
    try draw(canvas)
    try canvas.check()
    try surface.finish()
  }

  private static func checkSides(_ width: Double, _ height: Double, unit: String) throws(FigureError) {
    let allowed = 1...Double(FigureError.largestSide)
    guard allowed.contains(width), allowed.contains(height) else {
      throw .sizeOutOfRange(width: width, height: height, unit: unit)
    }
  }
}
