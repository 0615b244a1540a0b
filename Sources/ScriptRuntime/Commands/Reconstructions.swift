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
  /// each, originals above reconstructions.
  static func bands(_ all: [Reconstructions], columns: Int) throws -> [ImageBand] {
    guard let first = all.first else { return [] }
    let range = sharedRange(all)
    guard first.originals.count <= columns, all.allSatisfy({ $0.originals.values == first.originals.values }) else {
      return try all.map { one in
        let above = try rows(of: one.originals, columns, range), below = try rows(of: one.images, columns, range)
        return ImageBand(
          caption: one.name,
          rows: zip(above, below).flatMap {
            [ImageRow(caption: "original", images: $0), ImageRow(caption: "reconstructed", images: $1)]
          })
      }
    }
    let named = [("original", first.originals)] + all.map { ($0.name, $0.images) }
    return [
      ImageBand(
        rows: try named.map { name, images in
          ImageRow(caption: name, images: try ImageBands.batch(images).pictures(range: range))
        })
    ]
  }

  /// The article's grid, as `make_grid` makes it: originals and reconstructions by turns.
  ///
  /// Numbers are stretched by `range`; nil for the grid's own.
  func gridBand(columns: Int, range: ClosedRange<Float>? = nil) throws -> ImageBand {
    let pairs = try ImageBands.batch(originals).interleaved(with: ImageBands.batch(images))
    let grid = ImageGrid(columns: columns, padding: 1, normalize: true, valueRange: range)
    return ImageBand(caption: name, picture: try grid.picture(of: pairs))
  }

  static func rows(of images: Images, _ columns: Int, _ range: ClosedRange<Float>) throws -> [[Raster]] {
    ImageBands.split(try ImageBands.batch(images).pictures(range: range), columns)
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
