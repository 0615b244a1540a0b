import CCairo

extension Figure {
  /// The characters of the figure's texts that the typeface has no shape for, each once.
  public func charactersWithoutShape() throws(FigureError) -> [Character] {
    let page = try page(of: content)
    let canvas = TextCollector(size: page.size, measuring: try CairoDrawing.measuringCanvas(theme, unless: stop))
    try page.draw(on: canvas)
    try stop.checkDrawing()
    var missing = try GlyphCoverage(theme.lettering, isBold: false).missing(
      in: canvas.texts.filter { !$0.font.isBold }.map(\.text))
    for character in try GlyphCoverage(theme.lettering, isBold: true).missing(
      in: canvas.texts.filter(\.font.isBold).map(\.text))
    where !missing.contains(character) {
      missing.append(character)
    }
    return missing
  }
}

/// The typeface in one of its weights, asked what it can draw.
private struct GlyphCoverage {
  private let surface: CairoSurface
  private let context: CairoContext

  init(_ lettering: Lettering, isBold: Bool) throws(FigureError) {
    surface = try CairoSurface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1))
    context = try CairoContext(drawingOn: surface)
    cairo_select_font_face(
      context.pointer, lettering.family, CAIRO_FONT_SLANT_NORMAL,
      isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
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
