extension ImageGrid {
  /// The grid of `images` as one picture, `[3, height, width]` turned to 8 bits as `save_image` does it.
  public func picture(of images: ImageBatch) throws(FigureError) -> Raster {
    Raster(width: 1, height: 1, pixels: [0, 0, 0])
  }
}

extension ImageBatch {
  /// The images as pictures; `range` is what becomes black and white.
  public func pictures(range: ClosedRange<Float> = -1...1) -> [Raster] { [] }

  /// One batch of the images of both, taken in turn: the first of this, the first of `other`, and so on.
  public func interleaved(with other: ImageBatch) throws(FigureError) -> ImageBatch { self }
}
