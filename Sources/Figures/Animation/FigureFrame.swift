/// One picture of an animation, and how long it stays.
public struct FigureFrame: Sendable {
  package var content: any FigureContent
  /// How long the picture stays, in hundredths of a second, the finest step that GIF knows.
  package var hundredths: Int

  /// A panel that is put together whenever it is drawn, and stays for so many seconds, at most 655.
  ///
  /// Precondition: `seconds` is 0 or more.
  public init(seconds: Double, _ panel: @escaping @Sendable () throws -> ImagePanel) {
    precondition(seconds >= 0, "A picture stays no less than 0 seconds.")
    content = LatePanel(make: panel)
    hundredths = Int(min(seconds * 100, 65_535).rounded())
  }
}

/// The pictures of an animation, each drawn only when it is asked for: of all together only the files' bytes are kept.
struct FrameSequence {
  /// How many pictures there are, one at least.
  let count: Int
  /// How long the picture at a place stays, in hundredths of a second.
  let hundredths: (Int) -> Int
  /// The pixels of the picture at a place; all are of one size.
  let raster: (Int) throws(FigureError) -> Raster
}

extension Figure {
  /// The pixels of every frame, the very ones that an animated PNG holds; of a figure without frames its own alone.
  package func frameRasters() throws(FigureError) -> [Raster] {
    let sequence = try frameSequence()
    var rasters: [Raster] = []
    for index in 0..<sequence.count { rasters.append(try sequence.raster(index)) }
    return rasters
  }

  /// The frames on pages of one size, that of the largest; a figure without frames is a single one.
  func frameSequence() throws(FigureError) -> FrameSequence {
    var pages: [FigurePage] = []
    for content in frames.isEmpty ? [content] : frames.map(\.content) { pages.append(try page(of: content)) }
    let width = pages.map(\.size.width).max() ?? 0
    let height = pages.map(\.size.height).max() ?? 0
    for index in pages.indices { pages[index].size = Size(width, height) }
    let (figure, frames, sequence) = (self, frames, pages)
    return FrameSequence(
      count: sequence.count,
      hundredths: { frames.isEmpty ? 0 : frames[$0].hundredths },
      raster: { index throws(FigureError) in try figure.raster(page: sequence[index]) })
  }
}
