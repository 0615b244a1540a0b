import Datasets
import Figures

/// Lays images out in the bands of a figure.
enum ImageBands {
  /// The band of images, row by row or as a grid, under a name.
  static func band(_ images: Images, named name: String?, _ options: ShowOptions) throws -> ImageBand {
    if options.layout == .grid {
      return ImageBand(caption: name, picture: try options.grid.picture(of: try batch(images), unless: options.stop))
    }
    let pictures = try batch(images).pictures(range: -1...1, unless: options.stop)
    return ImageBand(caption: name, rows: split(pictures, options.columns).map { ImageRow(images: $0) })
  }

  /// Class names, where each column holds one image.
  static func captions(of images: Images?, columns: Int) -> [String] {
    guard let images, images.labels != nil, images.count <= columns else { return [] }
    return (0..<images.count).map { images.className(at: $0) ?? "" }
  }

  static func batch(_ images: Images) throws -> ImageBatch {
    try ImageBatch(
      count: images.count, channels: images.shape.channels, height: images.shape.height, width: images.shape.width,
      values: images.values)
  }

  static func split(_ pictures: [Raster], _ columns: Int) -> [[Raster]] {
    stride(from: 0, to: pictures.count, by: columns).map {
      Array(pictures[$0..<min($0 + columns, pictures.count)])
    }
  }
}
