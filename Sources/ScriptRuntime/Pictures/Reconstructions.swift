import Basics
import Datasets
import Figures
import ScriptLanguage
import Training

/// The watched images of one epoch, as the model saw them and as it redrew them.
struct Reconstructions {
  /// Which epoch of which training, for the caption.
  let name: String
  let originals: Images
  let images: Images

  /// What a call asks for of a log: the reconstructions of some of its epochs.
  static func chosen(from log: TrainingLog, named name: String?, _ call: Call) throws -> [Reconstructions] {
    let (watched, records) = try records(of: log, epochs: call.all("epochs"), call)
    return records.compactMap { record in
      record.reconstructions.map { images in
        let epoch = "epoch \(record.number)"
        let caption = name.map { records.count == 1 ? $0 : "\($0), \(epoch)" } ?? epoch
        return Reconstructions(name: caption, originals: watched, images: images)
      }
    }
  }

  /// The images that a log watched, and those of its epochs that are asked for, each once.
  static func records(
    of log: TrainingLog, epochs: [Value], _ call: Call
  ) throws -> (watched: Images, records: [EpochRecord]) {
    guard let watched = log.watched else {
      throw call.error(
        at: "images", "this log holds no reconstructions", expected: "a training with `watch=`, the images to redraw")
    }
    guard let first = log.epochs.first, let last = log.epochs.last else {
      throw call.error(at: "images", "this log holds no finished epoch")
    }
    var records: [EpochRecord] = []
    for epoch in epochs {
      switch epoch {
      case .text("first"): records.append(first)
      case .text("all"): records += log.epochs
      case .text: records.append(last)
      case .number(let number):
        guard let record = Int(exactly: number).flatMap(log.epoch) else {
          throw call.error(
            at: "epochs",
            "the log holds no epoch \(numberText(number)): "
              + (first.number == last.number
                ? "its only epoch is \(first.number)" : "its epochs are \(first.number) to \(last.number)"))
        }
        records.append(record)
      default: continue
      }
    }
    // The first and the last of a training of one epoch are the same.
    var seen: Set<Int> = []
    return (watched, records.filter { seen.insert($0.number).inserted })
  }

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
  func gridBand(_ grid: ImageGrid) throws -> ImageBand {
    let pairs = try ImageBands.batch(originals).interleaved(with: ImageBands.batch(images))
    return ImageBand(caption: name, picture: try grid.picture(of: pairs))
  }

  /// The range of all numbers together, by which all images are stretched alike, as `make_grid` normalises a grid.
  static func sharedRange(_ all: [Reconstructions]) -> ClosedRange<Float> {
    var (low, high) = (Float.infinity, -Float.infinity)
    for one in all {
      for value in one.originals.values where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
      for value in one.images.values where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
    }
    return low < high ? low...high : -1...1
  }
}
