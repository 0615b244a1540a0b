import Basics
import Datasets
import Figures

/// The watched images of one epoch, as the model saw them and as it redrew them.
struct Reconstructions {
  /// Which epoch of which training, for the caption.
  let name: String
  let originals: Images
  let images: Images

  /// The bands of a figure: where all are of the same few images, one with a row of originals and a row each; else one
  /// each, originals above reconstructions. Differences, where there is a scale for them, stand under reconstructions;
  /// without scales given the images have their own, and no differences.
  static func bands(
    _ all: [Reconstructions], columns: Int, scales: PictureScales? = nil
  ) throws -> [ImageBand] {
    guard let first = all.first else { return [] }
    let scales = try scales ?? PictureScales(for: all)
    guard first.originals.count <= columns, all.allSatisfy({ $0.originals.values == first.originals.values }) else {
      return try all.map { one in
        ImageBand(caption: one.name, rows: try one.rows(caption: "reconstructed", columns: columns, scales: scales))
      }
    }
    // The rows of each, without the originals of all but the first.
    let rows = try all.enumerated().flatMap { index, one in
      var rows = try one.rows(caption: one.name, columns: columns, scales: scales)
      guard index > 0, !rows.isEmpty else { return rows }
      rows.removeFirst()
      rows[0].isApart = scales.differences != nil
      return rows
    }
    return [ImageBand(rows: rows)]
  }

  /// The article's grid, as `make_grid` makes it: originals and reconstructions by turns.
  func gridBand(_ grid: ImageGrid, unless stop: StopFlag) throws -> ImageBand {
    let pairs = try ImageBands.batch(originals).interleaved(with: ImageBands.batch(images))
    return ImageBand(caption: name, picture: try grid.picture(of: pairs, unless: stop))
  }

  /// The range of all numbers together, by which all images are stretched alike, as `make_grid` normalises a grid.
  static func sharedRange(_ all: [Reconstructions], unless stop: StopFlag) throws(Interrupted) -> ClosedRange<Float> {
    var (low, high) = (Float.infinity, -Float.infinity)
    for one in all {
      try stop.check()
      for value in one.originals.values where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
      for value in one.images.values where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
    }
    return low < high ? low...high : -1...1
  }
}
