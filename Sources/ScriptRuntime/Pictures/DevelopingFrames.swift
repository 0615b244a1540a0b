import Datasets
import Figures
import ScriptLanguage
import Training

/// The reconstructions of trainings as an animation: a frame for each epoch, in which each training has a band.
struct DevelopingFrames {
  /// A training's watched images and their reconstructions, in the order of the epochs.
  private struct Development: Sendable {
    var name: String?
    var originals: Images
    var epochs: [(number: Int, images: Images)]

    /// What is shown at an epoch: a training that has ended stays as it ended, one that begins later as it begins.
    func state(at epoch: Int) -> (number: Int, images: Images)? {
      epochs.last { $0.number <= epoch } ?? epochs.first
    }

    static func name(_ epoch: Int) -> String { "epoch \(epoch)" }

    /// What a grid is called, which has one caption alone.
    func gridName(_ epoch: Int) -> String { name.map { "\($0), \(Self.name(epoch))" } ?? Self.name(epoch) }
  }

  private var developments: [Development] = []

  /// How long an epoch stays, and how long the last one, in seconds.
  static let usualSeconds = 0.6
  static let lastSeconds = 2.0

  /// Adds a training: the epochs that the call asks for, all where it asks for none.
  mutating func add(_ log: TrainingLog, named name: String?, _ call: Call) throws {
    let epochs = call.isGiven("epochs") ? call.all("epochs") : [.text("all")]
    let (watched, records) = try Reconstructions.records(of: log, epochs: epochs, call)
    let developed = records.compactMap { record in record.reconstructions.map { (record.number, $0) } }
    developments.append(
      Development(name: name, originals: watched, epochs: developed.sorted { $0.0 < $1.0 }))
  }

  /// The frames, each of them `panel` with the bands of an epoch under its own.
  func frames(of panel: ImagePanel, _ options: ShowOptions) throws -> [FigureFrame] {
    let isGrid = options.layout == .grid
    // The scales are those of all frames together, so that nothing flickers.
    let scales = try PictureScales(
      for: developments.flatMap { development in
        development.epochs.map { Reconstructions(name: "", originals: development.originals, images: $0.images) }
      }, differences: options.showsDifferences, theme: options.theme)
    var grid = options.grid
    if grid.valueRange == nil, !grid.scaleEach { grid.valueRange = scales.range }
    let numbers = Set(developments.flatMap { $0.epochs.map(\.number) }).sorted()
    // The largest number is the widest.
    let captions = developments.compactMap { development in
      development.epochs.last.map { isGrid ? development.gridName($0.number) : Development.name($0.number) }
    }
    var empty = panel
    empty.otherCaptions = captions
    empty.colorBar = scales.differences?.colorBar
    return numbers.map { [developments, empty, grid] number in
      FigureFrame(seconds: number == numbers.last ? Self.lastSeconds : Self.usualSeconds) {
        var frame = empty
        for development in developments {
          guard let (epoch, images) = development.state(at: number) else { continue }
          let name = isGrid ? development.gridName(epoch) : Development.name(epoch)
          let one = Reconstructions(name: name, originals: development.originals, images: images)
          frame.bands.append(
            isGrid
              ? try one.gridBand(grid)
              : ImageBand(
                caption: development.name, rows: try one.rows(caption: name, columns: options.columns, scales: scales)))
        }
        return frame
      }
    }
  }
}
