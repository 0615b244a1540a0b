import Basics
import Figures
import ScriptLanguage

/// The options of all commands that draw, and what they do.
enum FigureOptions {
  /// What every command that draws takes.
  static let all = [saving, title, caption, size, resolution, theme]

  static let saving = CommandParameter(
    "save", .list(.writing(endings: FigureFormat.allCases.map(\.rawValue))),
    "the files to write, each in the format of its ending")
  static let title = CommandParameter("title", .text, "what stands above the figure")
  static let caption = CommandParameter("caption", .text, "what stands below the figure, in as many lines as it takes")
  static let size = CommandParameter(
    "size",
    .either(.choice(PageSize.presets.map { ParameterKind.Choice($0.word, $0.summary) }), .pageSize),
    "the width, or width and height, on paper; what suits the figure if not given")
  static let resolution = CommandParameter(
    "dpi", .number(10...2400), default: "192", unit: "pixels an inch", "how fine files of pixels are")
  static let theme = CommandParameter(
    "theme", .choice(Theme.all.map { ParameterKind.Choice($0.name, $0.summary) }), default: Theme.light.name,
    "the colours it is drawn in")

  /// Notes the files that a call will write; throws where they or the figure's size cannot be.
  static func check(_ call: Call, _ foresight: Foresight) throws(Diagnostic) -> Value {
    for path in call.texts("save") {
      if let obstacle = foresight.settings.workspace.obstacle(to: path) {
        throw call.error(at: "save", "\(obstacle)")
      }
      foresight.writes(path)
    }
    if let page = call.text("size").flatMap(PageSize.init), let resolution = call.number("dpi") {
      // Files of lines count in points.
      let formats = call.texts("save").compactMap { try? FigureFormat(path: $0) }
      let isMadeOfPixels = formats.isEmpty || formats.contains { ![.svg, .pdf].contains($0) }
      let sides = [page.width, page.height].compactMap { $0.map { $0 * (isMadeOfPixels ? max(resolution, 72) : 72) } }
      guard sides.allSatisfy({ $0 <= Double(FigureError.largestSide) }) else {
        throw call.error(
          at: "size",
          "no side of a figure has more than \(FigureError.largestSide) \(isMadeOfPixels ? "pixels" : "points")")
      }
    }
    if call.all("save").contains(where: \.isForeseen) { foresight.writes(nil) }
    return .foreseen(.figure)
  }

  /// What went wrong with a figure, told of the option that asked for it.
  static func diagnostic(of error: any Error, in call: Call) -> Diagnostic {
    switch error {
    case FigureError.cannotWrite, FigureError.unknownEnding, is WorkspaceError: call.error(at: "save", "\(error)")
    case FigureError.sizeOutOfRange, FigureError.noRoom, FigureError.tooManyPixels: call.error(at: "size", "\(error)")
    case FigureError.resolutionOutOfRange: call.error(at: "dpi", "\(error)")
    default: call.error("\(error)")
    }
  }

  /// What there is to say of characters that the font lacks; nil where it has them all.
  static func fontWarning(for figure: Figure, drawnBy call: Call) throws -> Diagnostic? {
    let missing = try figure.charactersWithoutShape()
    guard !missing.isEmpty else { return nil }
    let shown = missing.prefix(5).map { "“\($0)”" }
    let others = missing.count - shown.count
    return Diagnostic(
      .warning, at: call.range,
      "the font \(Figure.fontName) has no shape for \(allOf(shown + (others > 0 ? ["\(others) more"] : []))), and a box "
        + "stands in the place of each")
  }

  /// `figure` in the size, the colours and with the caption that a call asks for.
  static func dressed(_ figure: Figure, for call: Call) -> Figure {
    var figure = figure
    let page = call.text("size").flatMap(PageSize.init)
    figure.size = FigureSize(width: page?.width, height: page?.height, resolution: call.number("dpi") ?? 192)
    figure.theme = call.text("theme").flatMap(Theme.named) ?? .light
    figure.caption = call.text("caption")
    return figure
  }
}
