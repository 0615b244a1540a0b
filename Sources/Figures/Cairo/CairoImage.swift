import Basics
import CCairo

/// Pictures as Cairo's image surfaces.
enum CairoImage {
  /// A surface that holds a copy of `raster` as the PNG that an SVG file will embed; Cairo would pack its own.
  static func surfaceWithPNG(of raster: Raster, unless stop: StopFlag) throws(FigureError) -> CairoSurface {
    let surface = try surface(of: raster, unless: stop)
    let png = try PNGDocument.bytes(of: raster, unless: stop)
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: png.count)
    copy.initialize(from: png, count: png.count)
    let status = cairo_surface_set_mime_data(
      surface.pointer, CAIRO_MIME_TYPE_PNG, copy, UInt(png.count), { $0?.deallocate() }, copy)
    guard status == CAIRO_STATUS_SUCCESS else {
      copy.deallocate()
      throw .drawing(reason: "Cairo took no PNG")
    }
    return surface
  }

  /// A surface that holds a copy of `raster`.
  static func surface(of raster: Raster, unless stop: StopFlag) throws(FigureError) -> CairoSurface {
    guard raster.width <= FigureError.largestSide, raster.height <= FigureError.largestSide else {
      throw .sizeOutOfRange(width: Double(raster.width), height: Double(raster.height), unit: "pixels")
    }
    let surface = try CairoSurface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(raster.width), Int32(raster.height)))
    guard let data = cairo_image_surface_get_data(surface.pointer) else {
      throw .drawing(reason: "Cairo gave an image without pixels")
    }
    cairo_surface_flush(surface.pointer)
    let stride = Int(cairo_image_surface_get_stride(surface.pointer))
    try raster.pixels.withUnsafeBufferPointer { pixels throws(FigureError) in
      for row in 0..<raster.height {
        try stop.checkDrawing()
        let line = UnsafeMutableRawPointer(data + row * stride).assumingMemoryBound(to: UInt32.self)
        for column in 0..<raster.width {
          let start = (row * raster.width + column) * 3
          let red = UInt32(pixels[start])
          let green = UInt32(pixels[start + 1])
          let blue = UInt32(pixels[start + 2])
          line[column] = red << 16 | green << 8 | blue
        }
      }
    }
    cairo_surface_mark_dirty(surface.pointer)
    return surface
  }

  /// The pixels of an image surface that was flushed.
  static func raster(of surface: CairoSurface, unless stop: StopFlag) throws(FigureError) -> Raster {
    guard let data = cairo_image_surface_get_data(surface.pointer) else {
      throw .drawing(reason: "Cairo gave an image without pixels")
    }
    let width = Int(cairo_image_surface_get_width(surface.pointer))
    let height = Int(cairo_image_surface_get_height(surface.pointer))
    let stride = Int(cairo_image_surface_get_stride(surface.pointer))
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 3)
    for row in 0..<height {
      try stop.checkDrawing()
      let line = UnsafeRawPointer(data + row * stride).assumingMemoryBound(to: UInt32.self)
      for column in 0..<width {
        let pixel = line[column]
        pixels.append(UInt8(truncatingIfNeeded: pixel >> 16))
        pixels.append(UInt8(truncatingIfNeeded: pixel >> 8))
        pixels.append(UInt8(truncatingIfNeeded: pixel))
      }
    }
    return Raster(width: width, height: height, pixels: pixels)
  }
}
