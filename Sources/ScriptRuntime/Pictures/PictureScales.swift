import Basics
import Figures

/// The scales by which all images of a figure become pictures, so that what looks alike is alike.
struct PictureScales {
  /// The numbers that become black and white.
  let range: ClosedRange<Float>
  /// The colours of differences; nil where none are shown.
  let differences: ImageDifferences?
  /// What stops the making of pictures.
  let stop: StopFlag

  /// The scales that suit all of these together.
  init(
    for all: [Reconstructions], differences showsDifferences: Bool = false, theme: Theme = .light,
    unless stop: StopFlag = StopFlag()
  ) throws {
    self.stop = stop
    range = try Reconstructions.sharedRange(all, unless: stop)
    differences =
      showsDifferences ? ImageDifferences(scaleFor: try all.map { try $0.differences() }, theme: theme) : nil
  }
}

extension Reconstructions {
  /// How far the images are from their originals.
  func differences() throws -> ImageBatch {
    try ImageBands.batch(originals).absoluteDifferences(to: ImageBands.batch(images))
  }

  /// Originals above reconstructions above differences, where these are shown, by so many columns.
  func rows(caption: String, columns: Int, scales: PictureScales) throws -> [ImageRow] {
    var parts = [
      ("original", try ImageBands.batch(originals).pictures(range: scales.range, unless: scales.stop)),
      (caption, try ImageBands.batch(images).pictures(range: scales.range, unless: scales.stop)),
    ]
    if let scale = scales.differences { parts.append(("difference", scale.pictures(of: try differences()))) }
    let split = parts.map { (caption: $0.0, rows: ImageBands.split($0.1, columns)) }
    return (split.first?.rows ?? []).indices.flatMap { row in
      split.enumerated().map { part, each in
        ImageRow(caption: each.caption, images: each.rows[row], isApart: part == 0)
      }
    }
  }
}
