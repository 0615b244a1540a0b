import Figures
import TerminalPictures

/// Shows figures in the terminal itself, in the best way that it knows.
///
/// The terminal is asked what it knows when the first figure comes, and not before: the program starts without waiting.
final class TerminalFigures {
  /// How figures are to be shown.
  struct Choice {
    /// How the terminal is given pictures; nil to find out.
    var pictures: PictureProtocol?
    /// The width in columns; nil for what fits.
    var columns: Int?
  }

  /// The command above a figure and the figure's path below it, which stay on the screen with it.
  private static let linesAround = 2

  private let terminal: Terminal
  /// How figures are shown.
  var choice: Choice
  private let environment: [String: String]
  private var features: TerminalFeatures?
  /// Gets what was typed while the terminal was asked.
  var takeTyped: ([UInt8]) -> Void = { _ in }

  /// Shows figures on a terminal, judged by the environment too.
  init(on terminal: Terminal, choice: Choice, environment: [String: String]) {
    self.terminal = terminal
    self.choice = choice
    self.environment = environment
  }

  /// Draws a figure at the cursor, if it can be shown: a chart as text where that is the terminal's way, all else as a
  /// picture. Text that is asked for is written wherever the output goes.
  func show(_ figure: Figure) throws {
    guard terminal.isInteractive || choice.pictures == .text else { return }
    let pictures = choice.pictures ?? known().pictures
    if pictures == .text, let page = try figure.characters(look) {
      return terminal.write(page.text(inColors: look.hasColors), unless: figure.stop)
    }
    guard let encoder = encoder(widest: nil) else { return }
    var figure = figure
    // Half a cell is worth a pixel or two: the lines of a figure that is drawn small would be lost.
    if [.text, .halfBlocks].contains(pictures) { figure.size.resolution = min(figure.size.resolution, 96) }
    let raster = try figure.raster()
    let needsPNG = pictures == .kitty || pictures == .iTerm2
    terminal.write(encoder.bytes(for: try Picture(raster, png: needsPNG ? try figure.render(.png) : nil)))
  }

  /// Draws a small picture at the cursor, and gives the rows that it takes; 0 where none is shown, or where only the
  /// terminal knows how many, so that nothing can be drawn over it.
  func draw(_ raster: Raster, widest columns: Int) -> Int {
    guard let encoder = encoder(widest: columns), let picture = try? Picture(raster, png: nil) else { return 0 }
    terminal.write(encoder.bytes(for: picture))
    return encoder.rows(for: picture) ?? 0
  }

  /// How charts are made of characters: as wide as the window, but no wider than is good for their height.
  private var look: CharacterLook {
    let window = terminal.window
    let features = known()
    let columns = choice.columns ?? min(window.columns - 1, 120)
    return CharacterLook(
      columns: columns, rows: min(window.rows - Self.linesAround - 1, max(12, columns / 3), 32),
      hasColors: features.hasColors && terminal.usesColor, dots: features.hasQuarterBlocks ? .braille : .halves)
  }

  /// What turns pictures into bytes; nil where none are shown.
  private func encoder(widest: Int?) -> PictureEncoder? {
    guard terminal.isInteractive, choice.pictures != PictureProtocol.none else { return nil }
    let features = known()
    let pictures = choice.pictures ?? features.pictures
    // Cells without colours are no picture.
    if pictures == .none || (choice.pictures == nil && pictures == .text && !features.hasColors) { return nil }
    let window = terminal.window
    let cell = features.cell ?? window.cell.flatMap { TerminalScreen.Cell(width: $0.width, height: $0.height) }
    let columns = choice.columns.map { min($0, window.columns) }
    return PictureEncoder(
      pictures: pictures, hasTrueColor: features.hasTrueColor, hasQuarterBlocks: features.hasQuarterBlocks,
      screen: TerminalScreen(columns: window.columns, rows: window.rows - Self.linesAround, cell: cell),
      columns: widest.map { min($0, columns ?? window.columns) } ?? columns)
  }

  /// What the terminal can show; asked once, unless it is known what it is to be given, or it obeys no codes.
  private func known() -> TerminalFeatures {
    if let features { return features }
    var features = TerminalFeatures(environment: environment)
    if choice.pictures == nil, features.pictures != .none, features.obeysCodes,
      let (answers, typed) = TerminalQuery.ask(output: terminal.descriptor, milliseconds: 1000)
    {
      features = TerminalFeatures(environment: environment, answers: answers)
      if !typed.isEmpty { takeTyped(typed) }
    }
    self.features = features
    return features
  }
}

extension Picture {
  /// A raster as a picture, with the bytes of its PNG file where the terminal is given that.
  fileprivate init(_ raster: Raster, png: [UInt8]?) throws {
    try self.init(width: raster.width, height: raster.height, channels: 3, pixels: raster.pixels, png: png)
  }
}
