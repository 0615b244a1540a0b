import Datasets
import Figures
import ScriptLanguage

/// Lays images out in the bands of a figure.
enum ImageBands {
  /// The bands with images added, row by row, and the captions of the columns.
  static func add(
    _ images: Images, _ index: Family.Index?, _ call: Call, _ options: ShowOptions, to bands: [ImageBand]
  ) throws -> ([ImageBand], [String]) {
    guard images.count > 0 else { throw call.error(at: "images", "there is no image to show") }
    if options.layout == .grid {
      let picture = try options.grid.picture(of: try batch(images))
      return (bands + [ImageBand(caption: index?.description, picture: picture)], [])
    }
    let pictures = try batch(images).pictures(range: -1...1)
    let rows = split(pictures, options.columns).map { ImageRow(images: $0) }
    return (
      bands + [ImageBand(caption: index?.description, rows: rows)], captions(of: images, columns: options.columns)
    )
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
