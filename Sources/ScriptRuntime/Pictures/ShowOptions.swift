import Basics
import Figures
import Options
import ScriptLanguage
import Training

/// How a call of `show` wants images laid out.
struct ShowOptions {
  /// What is shown.
  enum Shown {
    case images(ImageCollection)
    case log(TrainingLog)

    init?(_ value: Value) {
      if let log = value.log {
        self = .log(log)
      } else if let images = ImageCollection(value) {
        self = .images(images)
      } else {
        return nil
      }
    }
  }

  /// The arrangement of a figure's images.
  enum Layout: String, OptionWord {
    case rows, strip, grid

    var summary: String {
      switch self {
      case .rows: "a row for the originals and one for each epoch, enlarged and with captions"
      case .strip: "a row for each watched image of a log, and in it a column for each epoch"
      case .grid: "one picture, as torchvision's make_grid makes it"
      }
    }
  }

  static let images = ValueKey<[Member<Shown>]>.several(
    "images", [.data, .images, .log], repeated: true,
    "images, a log, or a family of them; of several, each has rows of its own", convert: Shown.init)
  static let names = OptionKey<[String]>(
    "names", .list(.word), "what stands beside the rows of each; what the script calls them if not given")
  static let values = ValueKey(
    "values", .value([.measures]), argument: false, required: false,
    "measures whose numbers stand under the pictures, one for each", convert: \.measures)
  static let epochs = OptionKey<[EpochChoice]>(
    "epochs", .list(.either(.choice(EpochChoice.words), .whole(from: 1))), default: "last",
    "the epochs of a log to show")
  private static let columns = OptionKey<Int>(
    "columns", .whole(from: 1), default: 10, otherName: "nrow",
    "how many images a row; of a strip how many epochs at most")
  private static let layout = OptionKey<Layout>(
    "layout", .choice(of: Layout.self), default: "rows", "how the images are laid out")
  private static let difference = OptionKey<Bool>(
    "difference", .flag, default: false, "whether rows show where reconstructions differ from the originals")
  private static let limit = OptionKey<Int>(
    "limit", .whole(from: 1), default: 100, unit: "images", "how many images at most")

  // How `layout=grid` makes its grids, named as the options of torchvision's `make_grid`.
  private static let padding = OptionKey<Int>(
    "padding", .whole(from: 0), default: 1, unit: "pixels", "what stands between a grid's images and around them")
  private static let padValue = OptionKey<Double>(
    "pad_value", .anyNumber, default: 0, "the number that a grid's padding is filled with")
  private static let normalize = OptionKey<Bool>(
    "normalize", .flag, default: true, "whether a grid's numbers are stretched to go from black to white")
  private static let valueRange = OptionKey<[Double]>(
    "value_range", .list(.anyNumber),
    "the two numbers that become black and white, as in `[-1, 1]`; the smallest and the largest if not given")
  static let bare = OptionKey<Bool>(
    "bare", .flag, default: false,
    "whether a grid is all there is, a pixel of it a pixel of the file, as torchvision's `save_image` writes it")
  private static let scaleEach = OptionKey<Bool>(
    "scale_each", .flag, default: false, "whether each image is stretched by its own numbers, not all alike")

  private static let gridOptions: [any OptionDeclaring] = [padding, padValue, normalize, valueRange, bare, scaleEach]
  static let options: [any OptionDeclaring] =
    [images, names, values, epochs, columns, layout, difference, limit] + gridOptions

  let layout: Layout
  let columns: Int
  let limit: Int
  /// Whether so many were asked for.
  let isLimited: Bool
  /// Whether rows of differences stand under the reconstructions.
  let showsDifferences: Bool
  /// Whether a grid stands alone, without margin and captions.
  let isBare: Bool
  /// The colours of differences.
  let theme: Theme
  /// How grids are made.
  let grid: ImageGrid
  /// The epochs of logs that stand still.
  let shownEpochs: [EpochChoice]
  /// The epochs that frames and strips show: all, unless some are asked for.
  let developingEpochs: [EpochChoice]
  /// How many epochs a strip has at most; nil for all that are asked for.
  let mostColumns: Int?
  /// What stops the making of pictures.
  let stop: StopFlag

  /// What a call asks for; throws what is wrong with it.
  init(_ call: Call) throws {
    try Self.check(call)
    stop = call.stop
    layout = try call[Self.layout]
    columns = try call[Self.columns]
    limit = try call[Self.limit]
    isLimited = call.isGiven(Self.limit)
    showsDifferences = try call[Self.difference]
    isBare = try call[Self.bare]
    theme = try call[FigureRequest.theme]
    shownEpochs = try call[Self.epochs]
    developingEpochs = try call[ifGiven: Self.epochs] ?? [.all]
    mostColumns = call.isGiven(Self.epochs) && !call.isGiven(Self.columns) ? nil : columns
    let range = try call[ifGiven: Self.valueRange].map { Float($0[0])...Float($0[1]) }
    grid = ImageGrid(
      columns: columns, padding: try call[Self.padding], padValue: Float(try call[Self.padValue]),
      normalize: try call[Self.normalize], valueRange: range, scaleEach: try call[Self.scaleEach])
  }
}

extension ShowOptions {
  /// Throws what is wrong with a call, as far as its values are known.
  private static func check(_ call: Call) throws {
    let members = call.values(images).flatMap(\.members).map(\.value)
    if let names = call.elements(names), !call.values(images).contains(where: \.isForeseen),
      names.count != members.count
    {
      throw call.error(
        at: Self.names, "\(countText(names.count, "name")) cannot name \(countText(members.count, "set")) of images",
        expected: "a name for each")
    }
    if members.contains(where: { $0.type == .log && $0.facts?.watches == false }) {
      throw WatchedTraining.noReconstructions(call)
    }
    if members.contains(where: { [.data, .images].contains($0.type) }) { try checkOptionsOfImages(call) }
    if call.isGiven(values) { try checkValues(call, members) }
    guard let layout = call.known(layout) else { return }
    if layout == .grid {
      try checkGrid(call)
    } else if let option = gridOptions.first(where: { call.bound.ranges[$0.declaration.name] != nil }) {
      let name = option.declaration.name
      throw call.error(
        at: option, "`\(name)` goes with `layout=grid`, and this is `layout=\(layout.rawValue)`")
    }
  }

  private static func checkValues(_ call: Call, _ members: [Value]) throws {
    if let value = call.value(values) { try Scores.check(value, at: values, call) }
    if members.contains(where: { $0.type == .log }) || call.known(layout) ?? .rows != .rows {
      throw call.error(at: values, "`values` goes with rows of images")
    }
    guard let count = call.facts(values)?.count, let columns = call.known(columns) else { return }
    for member in members {
      guard let images = member.facts?.count, images != count else { continue }
      throw call.error(
        at: values, "\(countText(count, "number")) cannot stand under \(countText(images, "image"))",
        expected: "measures of the images that are shown")
    }
    guard count <= columns else {
      throw call.error(
        at: values, "the numbers stand under one row, and \(countText(count, "image")) take several",
        expected: "`columns=\(count)`, or fewer images")
    }
  }

  private static func checkOptionsOfImages(_ call: Call) throws {
    for option in [epochs.declaration, difference.declaration] where call.isGiven(option) {
      throw call.error(at: option, "`\(option.name)` goes with logs, and these are images")
    }
    if call.known(layout) == .strip {
      throw call.error(
        at: layout, "`layout=strip` goes with logs, and these are images",
        expected: "the log of a training with `watch=`, whose epochs are the columns")
    }
  }

  private static func checkGrid(_ call: Call) throws {
    if call.known(difference) == true {
      throw call.error(
        at: difference,
        "`difference` does not go with `layout=grid`: a grid is one picture, originals and reconstructions by turns",
        expected: "`layout=rows` or `layout=strip`, which have rows of their own for differences")
    }
    try checkRange(call)
    let aroundGrids =
      [FigureRequest.title, FigureRequest.caption].map(\.declaration) + [FigureRequest.size.declaration]
    for option in aroundGrids where call.known(bare) == true && call.isGiven(option) {
      throw call.error(
        at: option, "`\(option.name)` does not go with `bare=yes`: a bare grid is its own pixels and nothing else")
    }
  }

  private static func checkRange(_ call: Call) throws {
    guard let numbers = call.known(valueRange) else { return }
    let expected = "two numbers, the lower one first, as in `value_range=[-1, 1]`"
    guard numbers.count == 2 else {
      throw call.error(
        at: valueRange, "`value_range` takes two numbers, and gets \(numbers.count)", expected: expected)
    }
    guard numbers.allSatisfy({ Float($0).isFinite }), Float(numbers[0]) < Float(numbers[1]) else {
      throw call.error(
        at: valueRange,
        "`value_range` goes from the lower number to the higher, and gets \(allOf(numbers.map(numberText)))",
        expected: expected)
    }
  }
}
