/// A diagram laid out in the largest scale in which it has room on its page.
struct ScaledDiagram {
  let layout: DiagramLayout
  /// Points of the page that a point of the layout takes.
  let scale: Double
  /// The page, in points.
  let page: Size

  /// The scales that are tried, where the page's height is given, and where it is free.
  private static let scales = (10...36).reversed().map { Double($0) / 20 }

  /// Lays `diagram` out for `size`; throws where it has no room in the smallest scale either.
  init(_ diagram: NetworkDiagram, size: FigureSize, canvas: any Canvas) throws(FigureError) {
    var failure = FigureError.noRoom(width: (size.width ?? 0) * 72, height: (size.height ?? 0) * 72)
    let tried = size.width == nil ? [1] : size.height == nil ? Self.scales.filter { $0 <= 1 } : Self.scales
    for scale in tried {
      let smaller = FigureSize(
        width: size.width.map { $0 / scale }, height: size.height.map { $0 / scale }, resolution: size.resolution)
      let part = CanvasPart(canvas, size: canvas.size, scale: scale)
      do throws(FigureError) {
        layout = try DiagramLayout(diagram: diagram, size: smaller, canvas: part)
        self.scale = scale
        page = Size(layout.page.width * scale, layout.page.height * scale)
        return
      } catch {
        // The page that was asked for, not that of the scale.
        if case .noRoom = error {} else { failure = error }
      }
    }
    throw failure
  }

  /// The canvas that the layout is drawn on: in the middle of the page's height.
  func part(of canvas: any Canvas) -> any Canvas {
    let spare = max(0, page.height - layout.height * scale)
    return CanvasPart(canvas, size: layout.page, scale: scale, offset: Point(0, spare / 2))
  }
}
