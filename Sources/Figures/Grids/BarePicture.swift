/// A picture alone, which takes all of its page: a pixel of the picture is one of the file.
struct BarePicture: FigureContent {
  let picture: Raster
  let summary: String

  var title: String? { nil }

  func pageSize(for size: FigureSize, measuring: any Canvas) -> Size {
    Size(Double(picture.width) * 72 / size.resolution, Double(picture.height) * 72 / size.resolution)
  }

  func draw(on canvas: any Canvas, size: FigureSize) {
    let page = pageSize(for: size, measuring: canvas)
    canvas.draw(picture, in: Rectangle(left: 0, top: 0, width: page.width, height: page.height))
  }
}

extension Figure {
  /// A figure that is a picture and nothing else, whatever its size is set to; `summary` says what there is to see.
  public init(bare picture: Raster, summary: String) {
    self.init(content: BarePicture(picture: picture, summary: summary), size: .automatic)
  }
}
