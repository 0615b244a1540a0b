package import Basics

#if GIF
  import CGIF
#endif

/// GIF (CompuServe's specification 89a), by giflib: the first picture, on a screen that is transparent beside it.
package enum GIFReader: PictureReader {
  package static let kind = FileKind.gif
  package static let endings = ["gif"]

  #if GIF
    package static let trait: PictureTrait? = PictureTrait(name: "GIF", package: "libgif-dev", isHere: true)
  #else
    package static let trait: PictureTrait? = PictureTrait(name: "GIF", package: "libgif-dev", isHere: false)
  #endif

  package static func size(_ beginning: [UInt8]) -> PictureSize? {
    guard let width = beginning.small(2, at: 6), let height = beginning.small(2, at: 8) else { return nil }
    return PictureSize(height: height, width: width)
  }

  #if GIF
    package static func decode(_ bytes: [UInt8], path: String, unless stop: StopFlag) throws -> Picture {
      let source = GIFBytes(bytes, unless: stop)
      var status: Int32 = 0
      let opened = DGifOpen(
        Unmanaged.passUnretained(source).toOpaque(),
        { file, target, count in
          guard let file, let owner = file.pointee.UserData, let target else { return 0 }
          let source = Unmanaged<GIFBytes>.fromOpaque(owner).takeUnretainedValue()
          return Int32(source.read(into: UnsafeMutableRawBufferPointer(start: target, count: Int(count))))
        }, &status)
      guard let file = opened else { throw failure(path, status, stop) }
      defer { DGifCloseFile(file, nil) }
      let picture = try withExtendedLifetime(source) { try firstPicture(file, bytes.count, path: path, unless: stop) }
      return picture
    }

    private static func firstPicture(
      _ file: UnsafeMutablePointer<GifFileType>, _ byteCount: Int, path: String, unless stop: StopFlag
    ) throws -> Picture {
      let screen = PictureSize(height: Int(file.pointee.SHeight), width: Int(file.pointee.SWidth))
      // A code of twelve bits stands for up to 4096 pixels.
      try PictureLimits.check(screen, path: path, kind: kind, byteCount: byteCount, pixelsOfByte: 4096)
      var transparent = -1
      while true {
        try stop.check()
        var record = UNDEFINED_RECORD_TYPE
        guard DGifGetRecordType(file, &record) == GIF_OK else { throw failure(path, file.pointee.Error, stop) }
        switch record {
        case EXTENSION_RECORD_TYPE: try skipExtension(file, &transparent, path: path, unless: stop)
        case IMAGE_DESC_RECORD_TYPE:
          guard DGifGetImageDesc(file) == GIF_OK else { throw failure(path, file.pointee.Error, stop) }
          return try pixels(file, screen, transparent: transparent, path: path, unless: stop)
        default: throw PictureError.damaged(path, kind, "it holds no picture")
        }
      }
    }

    /// Goes through an extension, which may say which colour is transparent.
    private static func skipExtension(
      _ file: UnsafeMutablePointer<GifFileType>, _ transparent: inout Int, path: String, unless stop: StopFlag
    ) throws {
      var code: Int32 = 0
      var block: UnsafeMutablePointer<GifByteType>?
      guard DGifGetExtension(file, &code, &block) == GIF_OK else { throw failure(path, file.pointee.Error, stop) }
      while let bytes = block {
        try stop.check()
        if code == GRAPHICS_EXT_FUNC_CODE, bytes[0] >= 4 { transparent = bytes[1] & 1 != 0 ? Int(bytes[4]) : -1 }
        guard DGifGetExtensionNext(file, &block) == GIF_OK else { throw failure(path, file.pointee.Error, stop) }
      }
    }

    private static func pixels(
      _ file: UnsafeMutablePointer<GifFileType>, _ screen: PictureSize, transparent: Int, path: String,
      unless stop: StopFlag
    ) throws -> Picture {
      let frame = file.pointee.Image
      let (left, top) = (Int(frame.Left), Int(frame.Top))
      let (width, height) = (Int(frame.Width), Int(frame.Height))
      guard width > 0, height > 0, left + width <= screen.width, top + height <= screen.height else {
        throw PictureError.damaged(path, kind, "its picture of \(height)x\(width) lies beyond its \(screen) screen")
      }
      guard let colours = frame.ColorMap ?? file.pointee.SColorMap, let palette = colours.pointee.Colors else {
        throw PictureError.damaged(path, kind, "it has no colours")
      }
      var samples = [UInt8](repeating: 0, count: screen.pixelCount * 4)
      var line = [GifPixelType](repeating: 0, count: width)
      // Rows come by turns: every eighth, those between, and so on.
      let rows =
        frame.Interlace
        ? [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { Array(stride(from: $0.0, to: height, by: $0.1)) }
        : Array(0..<height)
      for row in rows {
        try stop.check()
        guard DGifGetLine(file, &line, Int32(width)) == GIF_OK else { throw failure(path, file.pointee.Error, stop) }
        for (column, index) in line.enumerated() {
          let place = ((top + row) * screen.width + left + column) * 4
          // A colour that the palette lacks is black, as browsers have it.
          let colour = Int(index) < colours.pointee.ColorCount ? palette[Int(index)] : GifColorType()
          (samples[place], samples[place + 1], samples[place + 2]) = (colour.Red, colour.Green, colour.Blue)
          samples[place + 3] = Int(index) == transparent ? 0 : 255
        }
      }
      return Picture(size: screen, layout: .colourAndOpacity, samples: samples)
    }

    private static func failure(_ path: String, _ status: Int32, _ stop: StopFlag) -> any Error {
      if stop.isSet { return Interrupted() }
      let words = GifErrorString(status).map { String(cString: $0) } ?? "it is truncated"
      return PictureError.damaged(path, kind, words)
    }
  #else
    package static func decode(_ bytes: [UInt8], path: String, unless stop: StopFlag) throws -> Picture {
      throw PictureError.damaged(path, kind, "this build lacks giflib")
    }
  #endif
}

#if GIF
  /// The bytes of a file as giflib asks for them; the end of them once it is stopped.
  private final class GIFBytes {
    private let bytes: [UInt8]
    private let stop: StopFlag
    private var place = 0

    init(_ bytes: [UInt8], unless stop: StopFlag) { (self.bytes, self.stop) = (bytes, stop) }

    func read(into target: UnsafeMutableRawBufferPointer) -> Int {
      guard !stop.isSet else { return 0 }
      let count = min(target.count, bytes.count - place)
      target.copyBytes(from: bytes[place..<place + count])
      place += count
      return count
    }
  }
#endif
