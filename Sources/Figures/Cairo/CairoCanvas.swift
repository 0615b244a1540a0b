import Basics
import CCairo

/// A canvas that draws through a Cairo context.
final class CairoCanvas: Canvas {
  let size: Size
  let theme: Theme
  let stop: StopFlag
  private let context: CairoContext
  private let surface: CairoSurface
  private let kind: CairoSurface.Kind
  private var failure: FigureError?

  /// A canvas of `size` points on `surface`, of which each takes `scale` of the surface's units.
  init(
    surface: CairoSurface, of kind: CairoSurface.Kind = .pixels, size: Size, theme: Theme, scale: Double = 1,
    unless stop: StopFlag
  ) throws(FigureError) {
    self.surface = surface
    self.kind = kind
    self.stop = stop
    self.size = size
    self.theme = theme
    context = try CairoContext(drawingOn: surface)
    cairo_scale(context.pointer, scale, scale)
    let options = cairo_font_options_create()
    defer { cairo_font_options_destroy(options) }
    // Hinting would make widths depend on the surface, and colour fringes on the screen.
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_set_font_options(context.pointer, options)
    try context.check()
  }

  /// Covers the whole surface with paper, of pixels the last beside a page that ends within them included.
  func cover() {
    guard kind == .pixels else {
      return fill(Path(Rectangle(left: 0, top: 0, width: size.width, height: size.height)), color: theme.paper)
    }
    inBands {
      use(theme.paper)
      cairo_paint(context.pointer)
    }
  }

  /// Throws the first error of all that was drawn.
  func check() throws(FigureError) {
    if let failure { throw failure }
    try stop.checkDrawing()
    try context.check()
  }

  func measure(_ text: String, font: Font) -> TextExtent {
    select(font)
    var textExtents = cairo_text_extents_t()
    cairo_text_extents(context.pointer, drawable(text), &textExtents)
    var fontExtents = cairo_font_extents_t()
    cairo_font_extents(context.pointer, &fontExtents)
    return TextExtent(width: textExtents.x_advance, ascent: fontExtents.ascent, descent: fontExtents.descent)
  }

  /// Draws what covers much of a large picture a part at a time, until it is stopped.
  private func inBands(_ paint: () -> Void) {
    guard kind == .pixels else { return paint() }
    let (width, height) = (
      Int(cairo_image_surface_get_width(surface.pointer)), Int(cairo_image_surface_get_height(surface.pointer))
    )
    let rows = max(1, Self.pixelsOfBand / max(width, 1))
    guard rows < height else { return paint() }
    for top in stride(from: 0, to: height, by: rows) where !stop.isSet {
      cairo_save(context.pointer)
      var matrix = cairo_matrix_t()
      cairo_get_matrix(context.pointer, &matrix)
      cairo_identity_matrix(context.pointer)
      cairo_rectangle(context.pointer, 0, Double(top), Double(width), Double(rows))
      cairo_clip(context.pointer)
      cairo_set_matrix(context.pointer, &matrix)
      paint()
      cairo_restore(context.pointer)
    }
  }

  /// Pixels that are drawn in little time.
  private static let pixelsOfBand = 4_000_000

  func fill(_ path: Path, color: Color) {
    guard !stop.isSet else { return }
    trace(path)
    use(color)
    cairo_fill(context.pointer)
  }

  func stroke(_ path: Path, style: StrokeStyle) {
    guard !stop.isSet else { return }
    trace(path)
    use(style.color)
    cairo_set_line_width(context.pointer, style.width)
    cairo_set_line_cap(context.pointer, style.hasRoundEnds ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
    cairo_set_line_join(context.pointer, CAIRO_LINE_JOIN_ROUND)
    cairo_set_dash(context.pointer, style.dashes, Int32(style.dashes.count), 0)
    cairo_stroke(context.pointer)
  }

  func draw(
    _ text: String, at point: Point, font: Font, color: Color, anchor: TextAnchor, direction: TextDirection
  ) {
    guard !stop.isSet else { return }
    let extent = measure(text, font: font)
    let along: Double =
      switch anchor.horizontal {
      case .left: 0
      case .center: -extent.width / 2
      case .right: -extent.width
      }
    cairo_save(context.pointer)
    cairo_translate(context.pointer, point.x, point.y)
    if direction == .upwards { cairo_rotate(context.pointer, -.pi / 2) }
    cairo_move_to(context.pointer, along, extent.baselineOffset(anchor.vertical))
    use(color)
    cairo_show_text(context.pointer, drawable(text))
    cairo_restore(context.pointer)
    cairo_new_path(context.pointer)
  }

  func draw(_ image: Raster, in rectangle: Rectangle) {
    guard image.width > 0, image.height > 0, !stop.isSet else { return }
    do {
      // Viewers of PDF smooth pictures that they enlarge by little, so that the file's are enlarged already.
      let image = kind == .pdf ? image.enlarged(by: Self.enlargement(of: image, in: rectangle)) : image
      let surface =
        try kind == .svg
        ? CairoImage.surfaceWithPNG(of: image, unless: stop) : CairoImage.surface(of: image, unless: stop)
      cairo_save(context.pointer)
      cairo_translate(context.pointer, rectangle.left, rectangle.top)
      cairo_scale(
        context.pointer, rectangle.width / Double(image.width), rectangle.height / Double(image.height))
      cairo_set_source_surface(context.pointer, surface.pointer, 0, 0)
      cairo_pattern_set_filter(cairo_get_source(context.pointer), CAIRO_FILTER_NEAREST)
      inBands { cairo_paint(context.pointer) }
      cairo_restore(context.pointer)
    } catch {
      failure = failure ?? error
    }
  }

  /// How often each pixel of a picture is repeated along its sides so that an inch holds some 400, but no picture grows
  /// beyond 2,048 pixels by it.
  private static func enlargement(of image: Raster, in rectangle: Rectangle) -> Int {
    let needed = 400 * rectangle.width / 72 / Double(image.width)
    let most = 2_048 / max(image.width, image.height)
    return max(1, min(Int(min(max(needed, 1), 1_000).rounded(.up)), most))
  }

  func clip(to rectangle: Rectangle, _ body: () -> Void) {
    cairo_save(context.pointer)
    cairo_rectangle(context.pointer, rectangle.left, rectangle.top, rectangle.width, rectangle.height)
    cairo_clip(context.pointer)
    body()
    cairo_restore(context.pointer)
  }

  private func use(_ color: Color) {
    cairo_set_source_rgba(context.pointer, color.red, color.green, color.blue, color.opacity)
  }

  private func select(_ font: Font) {
    cairo_select_font_face(
      context.pointer, theme.lettering.family, CAIRO_FONT_SLANT_NORMAL,
      font.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context.pointer, font.size * theme.lettering.scale)
  }

  private func drawable(_ text: String) -> String { Typeface.drawable(text) }

  private func trace(_ path: Path) {
    cairo_new_path(context.pointer)
    for element in path.elements {
      switch element {
      case .move(let point): cairo_move_to(context.pointer, point.x, point.y)
      case .line(let point): cairo_line_to(context.pointer, point.x, point.y)
      case .circle(let center, let radius):
        cairo_new_sub_path(context.pointer)
        cairo_arc(context.pointer, center.x, center.y, radius, 0, 2 * .pi)
        cairo_close_path(context.pointer)
      case .close: cairo_close_path(context.pointer)
      }
    }
  }
}
