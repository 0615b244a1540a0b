public import Basics

extension Raster {
  /// The picture as a PNG file of its very pixels, which says nothing else; throws where it is stopped.
  public func png(unless stop: StopFlag) throws(FigureError) -> [UInt8] {
    try PNGDocument.bytes(of: self, unless: stop)
  }
}
