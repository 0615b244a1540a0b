import Basics
import Datasets
import Figures
import ScriptLanguage
import Training

/// What `show` puts together: images, and of logs their reconstructions, in the layout that a call asks for.
struct ImageArrangement {
  private let call: Call
  private let options: ShowOptions
  private var bands: [ImageBand] = []
  private var captions: [String] = []
  private var reconstructions: [Reconstructions] = []
  private var developing = DevelopingFrames()
  private var strips = EpochStrips()

  /// Begins without images; throws what is wrong with the call.
  init(_ call: Call) throws {
    self.call = call
    options = try ShowOptions(call)
  }

  /// Adds a data set, images or a log, which has a name where it is not alone.
  mutating func add(_ value: Value, _ index: Family.Index?, isAlone: Bool) throws {
    switch value {
    case .data(let set):
      let images = set.taking(options.limit).normalised()
      (bands, captions) = try ImageBands.add(images, index, call, options, to: bands)
    case .images(let images):
      let count = min(images.count, options.limit)
      (bands, captions) = try ImageBands.add(images[0..<count], index, call, options, to: bands)
    case .log(let log):
      let name = isAlone ? nil : LogName.text(index, log)
      if options.layout == .strip {
        try strips.add(log, named: name, call)
      } else {
        reconstructions += try Reconstructions.chosen(from: log, named: name, call)
        try developing.add(log, named: name, call)
        captions = ImageBands.captions(of: log.watched, columns: options.columns)
      }
    default: break
    }
  }

  /// The figure of all that was added.
  func figure() throws -> Figure {
    switch options.layout {
    case .strip: Figure(try strip())
    case .grid: try grids()
    case .rows: try rows()
    }
  }

  private func strip() throws -> ImagePanel {
    let most = call.isGiven("epochs") && !call.isGiven("columns") ? nil : options.columns
    return try strips.panel(
      title: call.text("title"), most: most, differences: options.showsDifferences, theme: options.theme)
  }

  private func grids() throws -> Figure {
    let panel = ImagePanel(title: call.text("title"), bands: bands)
    let grids = try reconstructions.map { try $0.gridBand(options.grid) }
    guard options.isBare else { return try moving(panel, with: grids) }
    let all = bands + grids
    guard all.count == 1, let picture = all[0].rows.first?.images.first ?? nil else {
      throw call.error(at: "bare", "a bare grid is one, and these are \(countText(all.count))")
    }
    return Figure(bare: picture, summary: "A grid of images, \(options.columns) in a row.")
  }

  private func rows() throws -> Figure {
    let panel = ImagePanel(title: call.text("title"), columnCaptions: captions, bands: bands)
    let scales = try PictureScales(
      for: reconstructions, differences: options.showsDifferences, theme: options.theme)
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
    figure.frames = try developing.frames(of: panel, options)
    return figure
  }
}
