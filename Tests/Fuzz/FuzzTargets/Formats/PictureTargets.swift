import Basics
import Datasets

/// Files of a format of pictures, as `load images` reads them.
protocol PictureTarget: FuzzTarget {
  /// The format.
  static var reader: any PictureReader.Type { get }
  /// The bytes with what stands in the way of a look behind it put right.
  static func prepared(_ bytes: [UInt8]) -> [UInt8]
}

extension PictureTarget {
  static func prepared(_ bytes: [UInt8]) -> [UInt8] { bytes }

  static func run(_ bytes: [UInt8]) {
    let bytes = prepared(bytes)
    let told = reader.size(bytes)
    // What is so large that decoding takes long, and not yet too large, is no finding.
    if let told, (1 << 20..<1 << 26).contains(told.pixelCount) { return }
    guard reader.trait?.isHere ?? true,
      let picture = try? reader.decode(bytes, path: "fuzz", unless: StopFlag())
    else { return }
    for channels in [1, 3] {
      for transparency in Transparency.allCases {
        let pixels = picture.pixels(channels: channels, transparency: transparency)
        require(pixels.count == picture.size.pixelCount * channels, "pixels are missing")
      }
    }
    require(told == nil || told == picture.size, "the size is not the one that was told")
  }
}

/// JPEG files.
enum JPEGTarget: PictureTarget {
  static let name = "jpeg"
  static let reader: any PictureReader.Type = JPEGReader.self
}

/// WebP files.
enum WebPTarget: PictureTarget {
  static let name = "webp"
  static let reader: any PictureReader.Type = WebPReader.self
}

/// GIF files.
enum GIFTarget: PictureTarget {
  static let name = "gif"
  static let reader: any PictureReader.Type = GIFReader.self
}

/// TIFF files.
enum TIFFTarget: PictureTarget {
  static let name = "tiff"
  static let reader: any PictureReader.Type = TIFFReader.self
}

/// BMP files.
enum BMPTarget: PictureTarget {
  static let name = "bmp"
  static let reader: any PictureReader.Type = BMPReader.self
}

/// PPM, PGM and PBM files.
enum NetpbmTarget: PictureTarget {
  static let name = "netpbm"
  static let words = ["P1", "P2", "P3", "P4", "P5", "P6", "\n255\n", "65535"]
  static let reader: any PictureReader.Type = NetpbmReader.self
}
