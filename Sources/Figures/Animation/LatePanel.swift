/// A panel of images that is put together each time that it is asked for, so that an animation of many frames keeps
/// none of their pictures.
package struct LatePanel: FigureContent {
  /// Puts the panel together.
  package let make: @Sendable () throws -> ImagePanel

  package var title: String? { nil }
  package var summary: String { "A frame of an animation." }

  package func pageSize(for size: FigureSize, measuring canvas: any Canvas) throws(FigureError) -> Size {
    try panel().pageSize(for: size, measuring: canvas)
  }

  package func draw(on canvas: any Canvas, size: FigureSize) throws(FigureError) {
    try panel().draw(on: canvas, size: size)
  }

  private func panel() throws(FigureError) -> ImagePanel {
    do {
      return try make()
    } catch {
      throw error as? FigureError ?? .drawing(reason: "\(error)")
    }
  }
}
