import CCairo

extension Figure {
  /// The characters of the figure's texts that the typeface has no shape for, each once, in the order of the drawing.
  public func charactersWithoutShape() throws(FigureError) -> [Character] {
    let page = try page(of: content)
    let canvas = TextCollector(size: page.size, measuring: try CairoDrawing.measuringCanvas(theme))
    try page.draw(on: canvas)
    return try GlyphCoverage().missing(in: canvas.texts)
  }
}

/// The typeface's own font, asked what it can draw.
private struct GlyphCoverage {
  private let surface: CairoSurface
  private let context: CairoContext

  init() throws(FigureError) {
    surface = try CairoSurface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1))
    context = try CairoContext(drawingOn: surface)
    cairo_select_font_face(context.pointer, Typeface.family, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
  }

  func missing(in texts: [String]) throws(FigureError) -> [Character] {
    var missing: [Character] = []
    var seen: Set<Character> = []
    for text in texts where !text.utf8.allSatisfy({ $0 < 0x80 }) {
      for character in Typeface.drawable(text) where seen.insert(character).inserted {
        if character.unicodeScalars.contains(where: isMissing) { missing.append(character) }
      }
    }
    try context.check()
    return missing
  }

  private func isMissing(_ scalar: Unicode.Scalar) -> Bool {
    // What joins or varies its neighbours is not meant to be seen.
    guard !scalar.isASCII, !scalar.properties.isDefaultIgnorableCodePoint else { return false }
    var glyphs: UnsafeMutablePointer<cairo_glyph_t>?
    var count: Int32 = 0
    let text = String(scalar)
    let status = cairo_scaled_font_text_to_glyphs(
      cairo_get_scaled_font(context.pointer), 0, 0, text, Int32(text.utf8.count), &glyphs, &count, nil, nil, nil)
    guard status == CAIRO_STATUS_SUCCESS, let glyphs else { return false }
    defer { cairo_glyph_free(glyphs) }
    // Number 0 is the box that every font has for what it lacks.
    return (0..<Int(count)).contains { glyphs[$0].index == 0 }
  }
}

/// A canvas on which nothing is seen, and that remembers the texts.
private final class TextCollector: Canvas {
  let size: Size
  private let measuring: any Canvas
  private(set) var texts: [String] = []

  init(size: Size, measuring: any Canvas) {
    self.size = size
    self.measuring = measuring
  }

  var theme: Theme { measuring.theme }

  func measure(_ text: String, font: Font) -> TextExtent { measuring.measure(text, font: font) }

  func draw(
    _ text: String, at point: Point, font: Font, color: Color, anchor: TextAnchor, direction: TextDirection
  ) {
    texts.append(text)
  }

  func fill(_ path: Path, color: Color) {}
  func stroke(_ path: Path, style: StrokeStyle) {}
  func draw(_ image: Raster, in rectangle: Rectangle) {}
  func clip(to rectangle: Rectangle, _ body: () -> Void) { body() }
}
