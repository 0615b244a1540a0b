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
  private let choice: Choice
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

  /// Draws a figure at the cursor, if pictures can be shown.
  func show(_ figure: Figure) throws {
    guard terminal.isInteractive, choice.pictures != PictureProtocol.none else { return }
    let encoder = encoder(widest: nil)
    guard encoder.pictures != .none else { return }
    var figure = figure
    // Half a cell is worth a pixel or two: the lines of a figure that is drawn small would be lost.
    if encoder.pictures == .halfBlocks { figure.size.resolution = min(figure.size.resolution, 96) }
    let raster = try figure.raster()
    let needsPNG = encoder.pictures == .kitty || encoder.pictures == .iTerm2
    terminal.write(encoder.bytes(for: try Picture(raster, png: needsPNG ? try figure.render(.png) : nil)))
  }

  /// Draws a small picture at the cursor, and gives the rows that it takes; 0 where none is shown, or where only the
  /// terminal knows how many, so that nothing can be drawn over it.
  func draw(_ raster: Raster, widest columns: Int) -> Int {
    guard terminal.isInteractive, choice.pictures != PictureProtocol.none else { return 0 }
    let encoder = encoder(widest: columns)
    guard encoder.pictures != .none, let picture = try? Picture(raster, png: nil) else { return 0 }
    terminal.write(encoder.bytes(for: picture))
    return encoder.rows(for: picture) ?? 0
  }

  private func encoder(widest: Int?) -> PictureEncoder {
    let features = known()
    let window = terminal.window
    let cell = features.cell ?? window.cell.flatMap { TerminalScreen.Cell(width: $0.width, height: $0.height) }
    let columns = choice.columns.map { min($0, window.columns) }
    return PictureEncoder(
      pictures: choice.pictures ?? features.pictures, hasTrueColor: features.hasTrueColor,
      hasQuarterBlocks: features.hasQuarterBlocks,
      screen: TerminalScreen(columns: window.columns, rows: window.rows - Self.linesAround, cell: cell),
      columns: widest.map { min($0, columns ?? window.columns) } ?? columns)
  }

  /// What the terminal can show; asked once.
  private func known() -> TerminalFeatures {
    if let features { return features }
    var features = TerminalFeatures(environment: environment)
    if choice.pictures == nil, features.pictures != .none,
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
