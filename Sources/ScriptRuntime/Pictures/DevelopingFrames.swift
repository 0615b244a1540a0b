import Figures

/// The reconstructions of trainings as an animation: a frame for each epoch, in which each training has a band.
struct DevelopingFrames {
  private let trainings: [WatchedTraining]

  /// How long an epoch stays, and how long the last one, in seconds.
  static let usualSeconds = 0.6
  static let lastSeconds = 2.0

  /// The frames of trainings: of their epochs those that are asked for.
  init(of trainings: [WatchedTraining]) { self.trainings = trainings }

  /// The frames, each of them `panel` with the bands of an epoch under its own.
  func frames(of panel: ImagePanel, _ options: ShowOptions) throws -> [FigureFrame] {
    let isGrid = options.layout == .grid
    // The scales are those of all frames together, so that nothing flickers.
    let scales = try PictureScales(
      for: trainings.flatMap { training in
        Self.numbers(of: training).compactMap { training.reconstructions(at: $0) }
      }, differences: options.showsDifferences, theme: options.theme, unless: options.stop)
    var grid = options.grid
    if grid.valueRange == nil, !grid.scaleEach { grid.valueRange = scales.range }
    var empty = panel
    // The largest number is the widest.
    empty.otherCaptions = trainings.compactMap { training in
      Self.numbers(of: training).last.map { isGrid ? Self.gridName(training, $0) : Self.name($0) }
    }
    empty.colorBar = scales.differences?.colorBar
    let numbers = Set(trainings.flatMap(Self.numbers)).sorted()
    return numbers.map { [trainings, empty, grid, stop = options.stop] number in
      FigureFrame(seconds: number == numbers.last ? Self.lastSeconds : Self.usualSeconds) {
        var frame = empty
        for training in trainings {
          guard let epoch = Self.epoch(of: training, at: number) else { continue }
          let name = isGrid ? Self.gridName(training, epoch) : Self.name(epoch)
          guard let one = training.reconstructions(at: epoch, named: name) else { continue }
          frame.bands.append(
            isGrid
              ? try one.gridBand(grid, unless: stop)
              : ImageBand(
                caption: training.name, rows: try one.rows(caption: name, columns: options.columns, scales: scales)))
        }
        return frame
      }
    }
  }

  /// The epochs of a training that have a frame.
  private static func numbers(of training: WatchedTraining) -> [Int] {
    training.asked.filter { $0.reconstructions != nil }.map(\.number).sorted()
  }

  /// What is shown at an epoch: a training that has ended stays as it ended, one that begins later as it begins.
  private static func epoch(of training: WatchedTraining, at number: Int) -> Int? {
    let own = numbers(of: training)
    return own.last { $0 <= number } ?? own.first
  }

  private static func name(_ epoch: Int) -> String { "epoch \(epoch)" }

  /// What a grid is called, which has one caption alone.
  private static func gridName(_ training: WatchedTraining, _ epoch: Int) -> String {
    training.name.map { "\($0), \(name(epoch))" } ?? name(epoch)
  }
}
