import Basics
import Datasets
import Figures

/// Trainings as strips: a row for each watched image, in which its reconstructions stand in the order of the epochs.
struct EpochStrips {
  private let trainings: [WatchedTraining]

  /// The strips of trainings: of their epochs those that any of them is asked for.
  init(of trainings: [WatchedTraining]) { self.trainings = trainings }

  /// The strips under one another, with the same epochs in the same columns: `most` of them at most, or all.
  func panel(
    title: String?, most: Int?, differences: Bool, theme: Theme, unless stop: StopFlag
  ) throws -> ImagePanel {
    let asked = Set(trainings.flatMap { $0.asked.map(\.number) })
    let numbers = Self.thinned(asked.sorted(), to: most)
    let shown = trainings.map { training in numbers.map { training.reconstructions(at: $0) } }
    let scales = try PictureScales(
      for: shown.flatMap { $0.compactMap(\.self) }, differences: differences, theme: theme,
      unless: stop)
    var panel = ImagePanel(
      title: title, columnCaptions: ["original"] + numbers.map(String.init),
      bands: try zip(trainings, shown).map { training, columns in
        ImageBand(caption: training.name, rows: try rows(of: training.originals, columns, scales))
      })
    panel.columnGroup = ColumnGroup(caption: "epoch", first: 1)
    panel.colorBar = scales.differences?.colorBar
    return panel
  }

  /// A row for each image, and under it one for its differences; a place is free where a training has no such epoch.
  private func rows(
    of originals: Images, _ columns: [Reconstructions?], _ scales: PictureScales
  ) throws -> [ImageRow] {
    let first = try ImageBands.batch(originals).pictures(range: scales.range, unless: scales.stop)
    let others = try columns.map {
      try $0.map { try ImageBands.batch($0.images).pictures(range: scales.range, unless: scales.stop) }
    }
    let differences = try scales.differences.map { scale in
      try columns.map { try $0.map { scale.pictures(of: try $0.differences()) } }
    }
    return first.indices.flatMap { image in
      let name = originals.labels == nil ? nil : originals.className(at: image)
      let row = ImageRow(caption: name, images: [first[image]] + others.map { $0?[image] }, isApart: differences != nil)
      guard let differences else { return [row] }
      return [row, ImageRow(caption: "difference", images: [nil] + differences.map { $0?[image] })]
    }
  }

  /// At most so many of the numbers: the first, the last, and evenly spaced ones between; of one the last alone.
  private static func thinned(_ numbers: [Int], to most: Int?) -> [Int] {
    guard let most, numbers.count > most else { return numbers }
    guard most > 1 else { return numbers.suffix(1) }
    return (0..<most).map { numbers[($0 * (numbers.count - 1) + (most - 1) / 2) / (most - 1)] }
  }
}
