import Datasets
import Figures
import ScriptLanguage
import Training

/// Trainings as strips: a row for each watched image, in which its reconstructions stand in the order of the epochs.
struct EpochStrips {
  private struct Strip {
    var name: String?
    var originals: Images
    var epochs: [(number: Int, images: Images)]
  }

  private var strips: [Strip] = []
  /// The epochs that are asked for, of any of the trainings.
  private var asked: Set<Int> = []

  /// Adds a training: of its epochs those that the call asks for, all where it asks for none.
  mutating func add(_ log: TrainingLog, named name: String?, _ call: Call) throws {
    let epochs = call.isGiven("epochs") ? call.all("epochs") : [.text("all")]
    let (watched, records) = try Reconstructions.records(of: log, epochs: epochs, call)
    asked.formUnion(records.map(\.number))
    strips.append(
      Strip(
        name: name, originals: watched,
        epochs: log.epochs.compactMap { record in record.reconstructions.map { (record.number, $0) } }))
  }

  /// The strips under one another, with the same epochs in the same columns: `most` of them at most, or all.
  func panel(title: String?, most: Int?, differences: Bool, theme: Theme) throws -> ImagePanel {
    let numbers = Self.thinned(asked.sorted(), to: most)
    let shown = strips.map { strip in
      numbers.map { number in
        strip.epochs.first { $0.number == number }.map {
          Reconstructions(name: "", originals: strip.originals, images: $0.images)
        }
      }
    }
    let scales = try PictureScales(for: shown.flatMap { $0.compactMap(\.self) }, differences: differences, theme: theme)
    var panel = ImagePanel(
      title: title, columnCaptions: ["original"] + numbers.map(String.init),
      bands: try zip(strips, shown).map { strip, columns in
        ImageBand(caption: strip.name, rows: try rows(of: strip.originals, columns, scales))
      })
    panel.columnGroup = ColumnGroup(caption: "epoch", first: 1)
    panel.colorBar = scales.differences?.colorBar
    return panel
  }

  /// A row for each image, and under it one for its differences; a place is free where a training has no such epoch.
  private func rows(
    of originals: Images, _ columns: [Reconstructions?], _ scales: PictureScales
  ) throws -> [ImageRow] {
    let first = try ImageBands.batch(originals).pictures(range: scales.range)
    let others = try columns.map { try $0.map { try ImageBands.batch($0.images).pictures(range: scales.range) } }
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
