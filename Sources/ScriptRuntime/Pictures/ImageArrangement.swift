import Basics
import Datasets
import Figures
import Options
import Training

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What `show` puts together: images, and of logs their reconstructions, in the layout that a call asks for.
struct ImageArrangement {
  private let call: Call
  private let options: ShowOptions
  private let bands: [ImageBand]
  private let captions: [String]
  /// The trainings with the epochs that stand still, and with those that frames and strips show.
  private let trainings, developing: [WatchedTraining]
  /// The most images that one of them has, and how many of these are drawn.
  private let most: (drawn: Int, all: Int)

  /// Throws what is wrong with the call.
  init(_ call: Call) throws {
    self.call = call
    options = try ShowOptions(call)
    let values = call.values(ShowOptions.images)
    guard !values.contains(where: \.isForeseen) else { throw NotYetKnown() }
    let names = try call[ifGiven: ShowOptions.names]
    let members = values.enumerated().flatMap { place, value in
      ShowOptions.images.read(value).map { member in
        let own = values.count > 1 ? call.name(ofArgument: place) : nil
        let index = member.index.map { own == nil ? "\($0)" : "[\($0)]" }
        let name = own.map { $0 + (index ?? "") } ?? index
        return (index: member.index, name: name, value: member.value)
      }
    }
    var bands: [ImageBand] = []
    var captions: [String] = []
    var trainings: [WatchedTraining] = []
    var developing: [WatchedTraining] = []
    var most = (drawn: 0, all: 0)
    for (place, member) in members.enumerated() {
      let given = names?[place]
      switch member.value {
      case .images(let all):
        let images = try all.first(options.limit, unless: call.stop)
        guard images.count > 0 else { throw call.error(at: ShowOptions.images, "there is no image to show") }
        if all.count > most.all { most = (images.count, all.count) }
        bands.append(try ImageBands.band(images, named: given ?? member.name, options))
        captions = options.layout == .grid ? [] : ImageBands.captions(of: images, columns: options.columns)
      case .log(let log):
        let name = given ?? (members.count == 1 ? nil : LogName.text(member.index, log))
        developing.append(try WatchedTraining(log, named: name, epochs: options.developingEpochs, call))
        trainings.append(try WatchedTraining(log, named: name, epochs: options.shownEpochs, call))
        if options.layout != .strip { captions = ImageBands.captions(of: log.watched, columns: options.columns) }
      }
    }
    if let column = try call[ifGiven: ShowOptions.values]?.single {
      captions = Self.alike(column.values)
    }
    (self.bands, self.captions, self.trainings, self.developing) = (bands, captions, trainings, developing)
    self.most = most
  }

  /// Numbers with as many decimals each as give the greatest three digits.
  private static func alike(_ numbers: [Double]) -> [String] {
    let greatest = numbers.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    if greatest > 0, greatest < 1e-4 { return numbers.map { significant($0, digits: 3) } }
    let decimals = greatest > 0 ? max(0, min(6, 2 - Int(log10(greatest).rounded(.down)))) : 0
    return numbers.map { fixed($0, decimals: decimals) }
  }

  /// The figure of all of them; what it leaves out is said to the session.
  func figure(title: String?, _ session: Session) throws -> Figure {
    session.remark(drawing: most.drawn, of: most.all, asked: options.isLimited)
    return try figure(title: title)
  }

  private func figure(title: String?) throws -> Figure {
    switch options.layout {
    case .strip: Figure(try strip(title))
    case .grid: try grids(title)
    case .rows: try rows(title)
    }
  }

  private func strip(_ title: String?) throws -> ImagePanel {
    try EpochStrips(of: developing).panel(
      title: title, most: options.mostColumns, differences: options.showsDifferences, theme: options.theme,
      unless: options.stop)
  }

  private func grids(_ title: String?) throws -> Figure {
    let panel = ImagePanel(title: title, bands: bands)
    let grids = try trainings.flatMap(\.reconstructions).map { try $0.gridBand(options.grid, unless: options.stop) }
    guard options.isBare else { return try moving(panel, with: grids) }
    let all = bands + grids
    guard all.count == 1, let picture = all[0].rows.first?.images.first ?? nil else {
      throw call.error(at: ShowOptions.bare, "a bare grid is one, and these are \(countText(all.count))")
    }
    return Figure(bare: picture, summary: "A grid of images, \(options.columns) in a row.")
  }

  private func rows(_ title: String?) throws -> Figure {
    let panel = ImagePanel(title: title, columnCaptions: captions, bands: bands)
    let reconstructions = trainings.flatMap(\.reconstructions)
    let scales = try PictureScales(
      for: reconstructions, differences: options.showsDifferences, theme: options.theme, unless: options.stop)
    return try moving(
      panel, with: try Reconstructions.bands(reconstructions, columns: options.columns, scales: scales),
      colorBar: scales.differences?.colorBar)
  }

  /// A figure of `panel` and more bands below its own, whose frames are the epochs.
  private func moving(_ panel: ImagePanel, with bands: [ImageBand], colorBar: ColorBar? = nil) throws -> Figure {
    var whole = panel
    whole.bands += bands
    whole.colorBar = colorBar
    var figure = Figure(whole)
    figure.frames = try DevelopingFrames(of: developing).frames(of: panel, options)
    return figure
  }
}
